"""What the forms of a project share."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import KlyngeError
from klynge.register.forms.parts import AmountField, day_field
from klynge.web.errors import sentence

CURRENCIES = [(code, code) for code in ("DKK", "EUR", "SEK", "NOK", "GBP", "USD")]


class Form(forms.Form):
    def blame(self, error: KlyngeError) -> None:
        """Shows what an action refused, beside the field it is about."""
        where = getattr(error, "where", "")
        self.add_error(where if where in self.fields else None, sentence(error))

    def said(self, *names: str) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names}


def one_of(label: Any, choices: Iterable[tuple[int, str]], *, needed: bool = True) -> forms.TypedChoiceField:
    """A choice of things by their id; None when nothing is chosen, which is what a form begins with."""
    first = [("", _("Choose") if needed else _("Nobody"))]
    return forms.TypedChoiceField(label=label, choices=[*first, *choices], coerce=int, empty_value=None, required=needed)


def word_of(label: Any, words: Mapping[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()))


def line(label: Any, most: int, *, needed: bool = True, help: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=needed, help_text=help)


def money(label: Any, *, needed: bool = True, help: Any = "") -> AmountField:
    return AmountField(label=label, required=needed, help_text=help)


def currency() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)


def today(label: Any) -> forms.DateField:
    return day_field(label, required=True, initial=timezone.localdate)


__all__ = ["CURRENCIES", "Form", "currency", "day_field", "line", "money", "one_of", "today", "word_of"]
