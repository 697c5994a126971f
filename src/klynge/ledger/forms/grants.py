"""What is asked about grants, work packages, reports owed and mandates."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.ledger.actions.grants import Terms
from klynge.ledger.actions.mandates import Span
from klynge.ledger.words import AID, CURRENCIES, DUES
from klynge.register.forms.parts import AmountField, day_field

MONEY = [(code, code) for code in CURRENCIES]


class GrantForm(forms.Form):
    funder = forms.CharField(label=_("Funder"), max_length=200)
    name = forms.CharField(label=_("Name of the grant"), max_length=200)
    number = forms.CharField(label=_("The funder's number"), max_length=60, required=False)
    from_on = day_field(_("First day"), required=True)
    to_on = day_field(_("Last day"), required=True)
    amount = AmountField(label=_("Amount of the grant"))
    currency = forms.ChoiceField(label=_("Currency"), choices=MONEY)
    own = AmountField(label=_("Own share in percent"), initial="50")
    rules = forms.CharField(
        label=_("Set of rules"), max_length=40, help_text=_("By this word rates and indicators are found, as in “ufs”.")
    )
    aid_basis = forms.ChoiceField(label=_("State aid by"), choices=list(AID.items()))
    attendance_counts = forms.BooleanField(label=_("Attendance counts as co-financing"), required=False)
    credit_da = forms.CharField(
        label=_("Line that names the funder, in Danish"),
        max_length=300,
        required=False,
        help_text=_("Stands under each release that tells of what the grant pays for."),
    )
    credit_en = forms.CharField(label=_("Line that names the funder, in English"), max_length=300, required=False)

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class PackageForm(forms.Form):
    number = forms.CharField(label=_("Number"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=200)
    budget = AmountField(label=_("Budget"), initial="0")
    professional = forms.BooleanField(label=_("Professional work, not the secretariat's own"), required=False, initial=True)


class DueForm(forms.Form):
    kind = forms.ChoiceField(label=_("Report"), choices=list(DUES.items()))
    from_on = day_field(_("About the days from"), required=True)
    to_on = day_field(_("to"), required=True)
    due_on = day_field(_("Due on"), required=True)


class MandateForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the auditor's account"))
    from_on = day_field(_("May read what happened from"), required=True)
    to_on = day_field(_("to"), required=True)
    starts_on = day_field(_("May look from"), required=True, initial=timezone.localdate)
    ends_on = day_field(_("until"), required=True)

    def span(self) -> Span:
        return Span(**{name: self.cleaned_data[name] for name in ("from_on", "to_on", "starts_on", "ends_on")})


def of_grant(card: Any) -> dict[str, Any]:
    """What the form shows of a grant."""
    line = card.line
    said = {name: getattr(line, name) for name in ("funder", "name", "number", "from_on", "to_on")}
    more = {name: getattr(card, name) for name in ("own", "rules", "aid_basis", "attendance_counts", "credit_da", "credit_en")}
    return {**said, **more, "amount": line.amount.amount, "currency": line.amount.currency}
