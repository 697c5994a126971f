"""Asking whether aid may be promised, promising it, and saying what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.ledger.queries.suggestions import firm_named
from klynge.ledger.words import AID, CURRENCIES
from klynge.register.forms.parts import AmountField, day_field

_CURRENCIES = [(one, one) for one in CURRENCIES]
_MOST = 200  # firms that are named at once
_BASES = [(key, label) for key, label in AID.items() if key != "none"]


class AmountForm(forms.Form):
    amount = AmountField(label=_("Amount of aid"))
    currency = forms.ChoiceField(label=_("Currency"), choices=_CURRENCIES, initial="DKK")

    @property
    def money(self) -> Money:
        return Money(self.cleaned_data["amount"], self.cleaned_data["currency"])


class CheckForm(AmountForm):
    """“May we promise this?”, asked in the address, so that the answer can be shown to somebody else."""

    on = day_field(_("Day on which the right arises"), required=True, initial=timezone.localdate)


class PayerForm(forms.Form):
    payer = forms.ChoiceField(label=_("Paid by"))

    def offer(self, payers: Sequence[tuple[str, str]]) -> None:
        self.fields["payer"].choices = list(payers)

    def paid(self) -> dict[str, int | None]:
        """The grant and, where one was chosen, its work package."""
        grant, _colon, package = self.cleaned_data["payer"].partition(":")
        return {"grant_id": int(grant), "work_package_id": int(package) if package else None}


class PromiseForm(CheckForm, PayerForm):
    what = forms.CharField(label=_("What the aid is for"), max_length=200, help_text=_("As the firm will read it in its letter."))
    basis = forms.ChoiceField(label=_("Legal basis"), choices=_BASES, initial="de-minimis")
    field_order = ("what", "amount", "currency", "on", "payer", "basis")


class GiveUpForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not given"), max_length=300)


class EachForm(forms.Form):
    """What an activity is worth for one participant; `partners`: for one partner of a project, which knows who takes part."""

    each = AmountField(label=_("Value for one participant"), help_text=_("What it costs to hold, less what they pay."))
    currency = forms.ChoiceField(label=_("Currency"), choices=_CURRENCIES, initial="DKK")
    on = day_field(_("Day on which the right arises"), required=True)
    expected = forms.CharField(
        label=_("Firms that are to come"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line, by name or CVR number, as often as it sends people. Whoever is recorded is there already."),
    )

    def __init__(self, data: Any = None, *, viewer: Viewer, partners: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        self.viewer = viewer
        if partners:
            del self.fields["expected"]
            self.fields["each"].label = _("Value for one partner")

    def clean_expected(self) -> tuple[int, ...]:
        lines = [line.strip() for line in self.cleaned_data["expected"].splitlines() if line.strip()]
        known = {line: firm_named(self.viewer, line) for line in dict.fromkeys(lines[:_MOST])}
        if len(lines) > _MOST:
            raise forms.ValidationError(_("At most %(most)d lines are taken at once.") % {"most": _MOST})
        if unknown := [line for line, firm in known.items() if firm is None]:
            told = _("The register has no “%(name)s”, or several. Write the CVR number.")
            raise forms.ValidationError(told % {"name": unknown[0][:60]})
        return tuple(firm for line in lines if (firm := known[line]) is not None)

    @property
    def money(self) -> Money:
        return Money(self.cleaned_data["each"], self.cleaned_data["currency"])


class ChosenForm(EachForm, PayerForm):
    """The firms that are promised aid, out of those that were checked."""

    firm = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any = None, *, firms: Sequence[int], viewer: Viewer, partners: bool = False) -> None:
        super().__init__(data, viewer=viewer, partners=partners)
        self.fields["firm"].choices = [(firm, str(firm)) for firm in firms]


class PeriodForm(forms.Form):
    """The days of an export; with a grant only what it paid for."""

    from_on = day_field(_("From"), required=True)
    to_on = day_field(_("Until"), required=True)
    grant = forms.TypedChoiceField(label=_("Grant"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, grants: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["grant"].choices = [("", _("All grants")), *grants]
