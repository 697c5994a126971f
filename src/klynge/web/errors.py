"""Errors in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from klynge.core.errors import KlyngeError
from klynge.core.money import Money
from klynge.web import formats


def sentence(error: KlyngeError) -> str:
    """The error as one sentence in the language of the request: the template is the message id; days and amounts in it are written
    as the reader does."""
    template = gettext(error.template)
    facts = {name: formats.text(fact) if isinstance(fact, date | Decimal | Money) else fact for name, fact in error.facts.items()}
    return template % facts if facts else template
