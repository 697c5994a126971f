"""The days that a page is asked about, and targets for them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import Wrong
from klynge.core.indicators.shapes import Period
from klynge.register.forms.parts import AmountField, day_field


def period_of(query: QueryDict, usual: Period) -> Period:
    """The days in an address, else the usual ones. Raises Wrong for what is no day."""
    return Period(_day(query, "from", usual.from_on), _day(query, "to", usual.to_on))


def _day(query: QueryDict, name: str, usual: date) -> date:
    said = query.get(name, "")
    if not said:
        return usual
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Wrong("“%(text)s” is no day. Write it as in 2026-06-30.", where=name, text=said[:20]) from None


class TargetForm(forms.Form):
    """A number for each indicator; an empty one takes the target away."""

    from_on = day_field(_("About the days from"), required=True)
    to_on = day_field(_("to"), required=True)

    def __init__(self, data: Any, *, indicators: Iterable[tuple[str, str]], period: Period, known: Mapping[str, Decimal]) -> None:
        super().__init__(data, initial={"from_on": period.from_on, "to_on": period.to_on, **known})
        self.keys = []
        for key, name in indicators:
            self.keys.append(key)
            self.fields[key] = AmountField(label=name, required=False)

    def values(self) -> dict[str, Decimal | None]:
        return {key: self.cleaned_data[key] for key in self.keys}


def chosen_id(query: QueryDict, name: str) -> int | None:
    said = query.get(name, "")
    if not said:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 18:
        raise Wrong("“%(text)s” names nothing here. Choose from the list.", where=name, text=said[:20])
    return int(said)
