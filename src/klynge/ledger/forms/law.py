"""Entering a legal value or an exchange rate."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klynge.ledger.words_law import UNITS
from klynge.register.forms.parts import AmountField, day_field


class ValueForm(forms.Form):
    """A newer value of a name that is known, or of one that a rule set needs (“hour.deb”)."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As in the table, for instance de_minimis.ceiling."))
    amount = AmountField(label=_("Value"))
    unit = forms.ChoiceField(label=_("Unit"), choices=list(UNITS.items()))
    from_on = day_field(_("Holds from"), required=True)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("The act and article, or the page where it stands."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        amount = said.get("amount")
        if said.get("unit") == "date" and amount is not None and not _is_day(amount):
            self.add_error("amount", gettext("Write the day as eight digits: 20261231 is 31 December 2026."))
        return said


class RateField(forms.CharField):
    """How many units one euro costs, up to six decimals. Thousands are not set apart, so that 7.460 is never 7460."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput({"inputmode": "decimal"}), **more)

    def clean(self, value: Any) -> Any:
        said = str(super().clean(value)).strip()
        if not re.fullmatch(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?", said, re.ASCII):
            raise forms.ValidationError(_("Write a number such as 7,4602."))
        return Decimal(said.replace(",", "."))


class RateForm(forms.Form):
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, initial="DKK")
    on = day_field(_("Day"), required=True)
    per_euro = RateField(label=_("Units for one euro"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Who published the rate, for instance the central bank.")
    )


def _is_day(amount: Decimal) -> bool:
    try:
        date(int(amount) // 10000, int(amount) // 100 % 100, int(amount) % 100)
    except ValueError:
        return False
    return amount == int(amount)
