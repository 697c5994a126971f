"""A declaration of aid from others: lines, the group, and the statement that is signed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klynge.core.money import Money
from klynge.ledger.actions.declare import MOST, Declared
from klynge.ledger.words import CURRENCIES
from klynge.register.forms.parts import AmountField, day_field


class LineForm(forms.Form):
    """One grant of aid. A line that is left empty is none."""

    on = day_field(_("Day of the grant"), required=True)
    amount = AmountField(label=_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES], initial="DKK")
    giver = forms.CharField(label=_("Who gave it"), max_length=200)
    what = forms.CharField(label=_("What for"), required=False, max_length=200)

    def has_changed(self) -> bool:
        """The currency alone is no line."""
        return any(name != "currency" for name in self.changed_data)


class Lines(forms.BaseFormSet):  # type: ignore[type-arg]
    """All lines. `declared` gives those that were filled in."""

    def declared(self) -> list[Declared]:
        said = [form.cleaned_data for form in self.forms if form.cleaned_data.get("giver")]
        return [Declared(one["on"], Money(one["amount"], one["currency"]), one["giver"], one["what"]) for one in said]


def lines_form(data: Any, known: Sequence[Sequence[str]]) -> Lines:
    """`known`: lines as a declaration holds them, to begin with."""
    initial = [
        {"on": date.fromisoformat(on), "amount": amount, "currency": currency, "giver": giver, "what": what}
        for on, amount, currency, giver, what in known
    ]
    return _lines(3)(data, prefix="line") if data is not None else _lines(3)(initial=initial, prefix="line")


def more_lines(data: Any) -> Lines:
    """What was sent so far, unasked, with five lines more to fill in."""
    names = tuple(LineForm.base_fields)
    sent = [{name: data.get(f"line-{n}-{name}", "") for name in names} for n in range(MOST)]
    return _lines(5)(initial=[one for one in sent if any(one[name] for name in names if name != "currency")], prefix="line")


def _lines(extra: int) -> type[Lines]:
    return forms.formset_factory(LineForm, formset=Lines, extra=extra, max_num=MOST, absolute_max=MOST, validate_max=True)


class SignForm(forms.Form):
    group = forms.CharField(
        label=_("Enterprises that count as one with yours"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "One a line: those that own the majority of yours or decide in it, and those in which yours does, along the chain."
        ),
    )
    sure = forms.BooleanField(label=_("I have read the statement. It is true, and I may sign for the enterprise."))
