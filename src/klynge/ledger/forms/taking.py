"""What is asked about somebody who took part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.ledger.forms.activities import moment_field
from klynge.ledger.queries.rows import RowLine
from klynge.ledger.queries.suggestions import firm_named
from klynge.ledger.queries.taking import Taken
from klynge.ledger.words import CAPACITIES, CURRENCIES, EVIDENCE
from klynge.register.forms.parts import AmountField


class TakeForm(forms.Form):
    """Who took part, for a firm that is named or numbered."""

    organisation = forms.CharField(label=_("Organisation"), max_length=200, help_text=_("Its name, or its CVR number."))
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Leave it empty when only the firm is known.")
    )
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False)
    capacity = forms.ChoiceField(label=_("Takes part as"), choices=list(CAPACITIES.items()))
    from_at = moment_field(_("From"), required=False)
    to_at = moment_field(_("To"), required=False)
    value = AmountField(label=_("What it was worth"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False)
    evidence = forms.ChoiceField(label=_("Evidence"), choices=list(EVIDENCE.items()), initial="signed list")
    evidence_at = forms.CharField(label=_("Where the evidence is found"), max_length=200, required=False)
    affiliate = forms.BooleanField(
        label=_("Record that the person worked there"), required=False, help_text=_("Only where the register does not know it.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.viewer = viewer

    def clean_organisation(self) -> int:
        found = firm_named(self.viewer, self.cleaned_data["organisation"])
        if found is None:
            raise ValidationError(_("The register has no organisation, or several, with this name. Write its CVR number."))
        return found

    def taken(self, person_id: int | None = None) -> Taken:
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "") and name in _SAID}
        return Taken(self.cleaned_data["organisation"], person_id, **said)


_SAID = frozenset(("name", "email", "capacity", "from_at", "to_at", "value", "currency", "evidence", "evidence_at", "affiliate"))


class CorrectForm(TakeForm):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("One sentence; it stays in the ledger."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["email"], self.fields["name"]


class AskForm(forms.Form):
    """Somebody is named by buttons, so all of it is hidden."""

    organisation_id = forms.IntegerField(min_value=1, max_value=10**9)
    person_id = forms.IntegerField(min_value=1, max_value=10**9)


def of_line(line: RowLine) -> dict[str, Any]:
    """What the form of a correction shows of a row."""
    said = {name: getattr(line, name) for name in ("organisation", "capacity", "evidence", "evidence_at")}
    times = {name: timezone.localtime(at) for name in ("from_at", "to_at") if (at := getattr(line, name))}
    worth: Money = line.value
    return {**said, **times, "value": worth.amount, "currency": worth.currency}
