"""What is asked about activities, and what their list is asked for."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.core.tlp import Label
from klynge.ledger.actions.activities import Plan
from klynge.ledger.queries.activities import ActivityCard, Wanted
from klynge.ledger.queries.rows import Asked
from klynge.ledger.words import CAPACITIES, CURRENCIES, KINDS
from klynge.register.forms.parts import AmountField
from klynge.web.denmark import municipalities

SEEN_BY = {
    Label.GREEN: _("Members and partner clusters that signed (TLP:GREEN)"),
    Label.CLEAR: _("Everybody (TLP:CLEAR)"),
    Label.STRICT: _("Only those who took part, and the secretariat (TLP:AMBER+STRICT)"),
}


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class PlanForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    from_at = moment_field(_("Begins"))
    to_at = moment_field(_("Ends"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    price = AmountField(label=_("What a participant pays"), initial="0")
    aid_each = AmountField(
        label=_("State aid to each who takes part"),
        required=False,
        help_text=_(
            "What it costs to hold for one, less what they pay. Whether each firm has room is shown before it is promised."
        ),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    label = forms.ChoiceField(
        label=_("Who sees that it took place"), choices=[(one.value, said) for one, said in SEEN_BY.items()]
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        places = sorted((one.name, code) for code, one in municipalities().items())
        self.fields["municipality"].choices = [("", ""), *((code, name) for name, code in places)]  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        said = {name: value for name, value in self.cleaned_data.items() if name != "label"}
        return Plan(**{**said, "aid_each": said["aid_each"] or Decimal(0)})

    def tlp(self) -> Label:
        return Label(self.cleaned_data["label"])


class FundForm(forms.Form):
    work_package = forms.TypedChoiceField(label=_("Grant and work package"), coerce=int)

    def __init__(self, *args: Any, packages: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["work_package"].choices = packages  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("One sentence; it stays in the ledger."))


class RollForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX with headings in Danish or English."))


def of_activity(card: ActivityCard) -> dict[str, Any]:
    """What the form shows of an activity."""
    line = card.line
    return {
        "title": line.title,
        "kind": line.kind,
        "from_at": timezone.localtime(line.from_at),
        "to_at": timezone.localtime(line.to_at),
        "place": line.place,
        "municipality": card.municipality,
        "price": card.price.amount,
        "aid_each": card.aid_each.amount or None,
        "currency": card.price.currency,
        "note": card.note,
        "label": line.label.value,
    }


def wanted(query: QueryDict) -> Wanted:
    """Anything odd in the address is nothing asked."""
    text = "".join(c for c in query.get("q", "")[:200] if c.isprintable()).strip()
    kinds = tuple(kind for kind in query.getlist("kind") if kind in KINDS)
    grants = tuple(id for text in query.getlist("grant")[:50] if (id := _id(text)) is not None)
    return Wanted(text, kinds, grants, _day(query, "from"), _day(query, "to"))


def asked(query: QueryDict) -> Asked:
    ids = {name: _id(query.get(name, "")) for name in ("activity", "grant", "organisation")}
    capacity = query.get("capacity", "")
    known = capacity if capacity in CAPACITIES else ""
    return Asked(**ids, capacity=known, from_on=_day(query, "from"), to_on=_day(query, "to"), mine=query.get("mine") == "1")


def days(query: QueryDict, today: date) -> tuple[date, date]:
    """The days that are asked about; this year unless said."""
    first, last = _day(query, "from"), _day(query, "to")
    return first or today.replace(month=1, day=1), last or today


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(query: QueryDict, name: str) -> date | None:
    try:
        return date.fromisoformat(query.get(name, "")[:10])
    except ValueError:
        return None
