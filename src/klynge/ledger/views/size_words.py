"""A self-test in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.ledger import sizing
from klynge.ledger.forms.size import INVESTORS
from klynge.ledger.queries.size import TestCard
from klynge.ledger.views import aid_parts as parts
from klynge.register.fields import FIGURES, SIZES
from klynge.web import formats
from klynge.web.parts import Column, Row, Table, Tag


def row(card: TestCard) -> Row:
    signed = _("signed by %(name)s") % {"name": card.signed_by} if card.signed_on else ""
    tag = Tag(_("signed"), kind="strong") if card.signed_on else Tag(_("not signed"), kind="signal")
    facts = tuple(one for one in (formats.short_day(card.on), signed) if one)
    return Row(str(SIZES.get(card.size, card.size)), reverse("ledger:size_test", args=(card.id,)), facts=facts, tags=(tag,))


def shown(card: TestCard) -> Mapping[str, Any]:
    kept = {"steps": (), "doubts": (), "values": (), **card.steps}
    used = sizing.values(kept["values"])
    sme = {"large": _("It is not an SME."), "unknown": _("Whether it is an SME is not known.")}.get(card.size, _("It is an SME."))
    return {
        "answer": f"{sme} " + _("Class: %(size)s.") % {"size": SIZES.get(card.size, card.size)},
        "steps": parts.steps(sizing.steps(kept["steps"])),
        "doubts": parts.steps(sizing.steps(kept["doubts"])),
        "values": parts.values(used),
        "doubt": parts.doubt(used),
        "figures": _figures(card.given),
    }


def _figures(given: Mapping[str, Any]) -> Table:
    """What was filled in: a line for each enterprise and year."""
    columns = [
        Column(_("Enterprise")),
        Column(_("Tie")),
        Column(_("Year")),
        *(Column(str(label), "number") for label in FIGURES.values()),
    ]
    rows: list[tuple[str, ...]] = [
        (given["name"], _("itself"), year, *map(_number, line)) for year, line in given["years"].items()
    ]
    for tied in given["tied"]:
        told = _tie(tied)
        rows += [(tied["name"], told, year, *map(_number, line)) for year, line in tied["years"].items()] or [
            (tied["name"], told, "", "", "", "")
        ]
    return Table(
        _("What was filled in, amounts in %(currency)s") % {"currency": given["currency"]}, columns, rows, show_caption=True
    )


def _tie(tied: Mapping[str, Any]) -> str:
    facts = {"share": tied["share"], "line": tied["under"]}
    told = _("owns %(share)s %%") % facts if tied["owns"] else _("owned by %(share)s %%") % facts
    if tied["control"]:
        told += ", " + _("decides")
    if tied["investor"] != "firm":
        told += f", {str(INVESTORS[tied['investor']]).lower()}"
    return told + (", " + _("tied to line %(line)s") % facts if tied["under"] else "")


def _number(text: str) -> str:
    return formats.text(Decimal(text) if text else None)
