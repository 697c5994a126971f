"""Errors in the reader's language."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from klynge.core.errors import KlyngeError
from klynge.core.money import Money
from klynge.web import formats

_DAYS = frozenset({"day", "first", "last", "month"})  # facts that hold a day or a month, also as JSON keeps them
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def sentence(error: KlyngeError) -> str:
    """The error as one sentence in the language of the request: the template is the message id; days, months and amounts in it are
    written as the reader does."""
    return filled(error.template, error.facts)


def filled(template: str, facts: Mapping[str, object]) -> str:
    """The same for a template and facts that were kept."""
    said = gettext(template)
    return said % {name: _told(name, fact) for name, fact in facts.items()} if facts else said


def _told(name: str, fact: object) -> object:
    if isinstance(fact, date | Decimal | Money):
        return formats.text(fact)
    if name not in _DAYS or not isinstance(fact, str) or not (found := _ISO.fullmatch(fact)):
        return fact
    try:
        day = date.fromisoformat(fact if found[1] else f"{fact}-01")
    except ValueError:  # somebody's own words, and no day
        return fact
    return formats.long_day(day) if found[1] else formats.long_month(day)
