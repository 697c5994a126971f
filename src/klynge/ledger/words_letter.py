"""What a letter about state aid says, sentence by sentence, in the language that is active."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from klynge.core.money import Money
from klynge.web import formats

LAYOUT = 1
_ACTS = {
    "de-minimis": ("de minimis", "(EU) 2023/2831", "3"),
    "gber27": ("", "(EU) 651/2014", "27"),
    "gber28": ("", "(EU) 651/2014", "28"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter is about. `promised` is what had been expected, in a letter about the actual amount; `doubts` names the legal
    values in it that nobody has confirmed."""

    kind: str
    language: str
    sender: str
    receiver: Sequence[str]
    firm: str
    made_on: date
    on: date
    what: str
    basis: str
    money: Money
    euro: Decimal
    promised: Money | None
    grant: str
    funder: str
    number: str
    credit: str
    ceiling: Decimal | None
    years: int | None
    retention: int
    doubts: Sequence[str] = ()


def letter(told: Told) -> Mapping[str, Any]:
    """Everything that stands in the letter, as plain JSON."""
    return {
        "layout": LAYOUT,
        "language": told.language,
        "made_on": told.made_on.isoformat(),
        "sender": told.sender,
        "receiver": list(told.receiver),
        "day": formats.long_day(told.made_on),
        "title": _title(told),
        "lead": _lead(told),
        "facts": _facts(told),
        "parts": [_basis(told), _counts(told), _kept(told)] if told.basis == "de-minimis" else [_basis(told), _kept(told)],
        "greeting": _("Kind regards"),
        "footer": _("%(title)s · %(firm)s") % {"title": _title(told), "firm": told.firm},
    }


def about(kind: str, language: str, firm: str) -> str:
    """The name of the file, as whoever gets it by mail keeps it."""
    with override(language):
        name = _("State aid expected") if kind == "promise" else _("State aid given")
    plain = "".join(one if one.isalnum() else " " for one in firm)
    return f"{name} {' '.join(plain.split())}.pdf"


def _title(told: Told) -> str:
    if told.basis == "de-minimis":
        return _("De minimis aid: the expected amount") if told.kind == "promise" else _("De minimis aid: the actual amount")
    return _("State aid: the expected amount") if told.kind == "promise" else _("State aid: the actual amount")


def _lead(told: Told) -> list[str]:
    facts = {"firm": told.firm, "what": told.what, "amount": _both(told)}
    if told.kind == "promise":
        return [
            _("%(firm)s takes part in “%(what)s”. What you get for free or below its price is state aid.") % facts,
            _("We expect it to come to %(amount)s. When it is over we write to you what it came to.") % facts,
        ]
    lead = [_("%(firm)s took part in “%(what)s”. What you got came to %(amount)s.") % facts]
    if told.promised is not None:
        lead.append(_("We had expected %(amount)s.") % {"amount": formats.money(told.promised)})
    return lead


def _both(told: Told) -> str:
    """In kroner (or what it was paid in) and in euro."""
    euro = formats.money(told.euro, "EUR")
    return (
        euro if told.money.currency == "EUR" else _("%(amount)s (%(euro)s)") % {"amount": formats.money(told.money), "euro": euro}
    )


def _facts(told: Told) -> list[list[str]]:
    amount = _("Expected amount") if told.kind == "promise" else _("Actual amount")
    rows = [
        [_("Aid for"), told.what],
        [_("Granted on"), formats.long_day(told.on)],
        [amount, formats.money(told.money)],
        [_("In euro"), formats.money(told.euro, "EUR")],
    ]
    if told.grant:
        rows.append([_("Paid by"), " · ".join(one for one in (told.grant, told.funder, told.number) if one)])
    return rows


def _basis(told: Told) -> dict[str, Any]:
    _kind, act, article = _ACTS[told.basis]
    if told.basis == "de-minimis":
        text = _(
            "The aid is de minimis aid under Commission Regulation %(act)s, article %(article)s, on the application of articles 107 "
            "and 108 of the Treaty on the Functioning of the European Union to de minimis aid."
        )
    else:
        text = _(
            "The aid is granted under Commission Regulation %(act)s (the general block exemption regulation), article %(article)s."
        )
    texts = [text % {"act": act, "article": article}]
    if told.credit:
        texts.append(told.credit)
    return {"title": _("Legal basis"), "texts": texts}


def _counts(told: Told) -> dict[str, Any]:
    facts = {"ceiling": formats.money(told.ceiling or 0, "EUR"), "years": told.years, "day": formats.long_day(told.on)}
    return {
        "title": _("What it means for you"),
        "texts": [
            _(
                "Your enterprise and those that count as one with it may together get at most %(ceiling)s of de minimis aid within any "
                "%(years)d years. This aid counts from %(day)s on, the day on which the right to it arose."
            )
            % facts,
            _("Name it when you are asked for de minimis aid that you have been granted."),
        ],
    }


def _kept(told: Told) -> dict[str, Any]:
    texts = [
        _("Keep this letter for %(years)d years from the day on which the aid was granted. So do we.") % {"years": told.retention}
    ]
    if told.doubts:
        texts.append(_("Not held against the act yet: %(names)s.") % {"names": "; ".join(told.doubts)})
    return {"title": _("Keep this letter"), "texts": texts}
