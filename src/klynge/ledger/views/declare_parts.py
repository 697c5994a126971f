"""Declarations in words: their state, the statement that is signed, and what one says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from klynge.core.money import Money
from klynge.ledger.queries.declarations import ASKED, GOOD, NONE, OLD, STATES, DeclarationCard, Standing
from klynge.ledger.queries.law import law
from klynge.ledger.views import aid_parts as parts
from klynge.web import formats
from klynge.web.parts import Column, Entry, Fact, Row, Table, Tag

WORDS: dict[str, Promise] = {
    GOOD: gettext_lazy("Declaration on file"),
    OLD: gettext_lazy("Declaration too old"),
    ASKED: gettext_lazy("Asked, no answer yet"),
    NONE: gettext_lazy("No declaration"),
}
_HEADS: dict[str, Promise] = {
    GOOD: gettext_lazy("On file"),
    OLD: gettext_lazy("Too old"),
    ASKED: gettext_lazy("Asked"),
    NONE: gettext_lazy("None"),
}


@dataclass(frozen=True, slots=True)
class StandingPart:
    """A line of the overview; `can_ask` where no question waits."""

    id: int
    row: Row
    can_ask: bool


def line(one: Standing) -> StandingPart:
    url = (
        reverse("ledger:declaration", args=(one.signed_id,))
        if one.signed_id
        else reverse("ledger:firm_aid", args=(one.organisation_id,))
    )
    kind = "plain" if one.state == GOOD else "signal" if one.state in (NONE, OLD) else "strong"
    return StandingPart(
        one.organisation_id,
        Row(one.name, url, facts=facts_of(one), tags=(Tag(str(WORDS[one.state]), kind=kind),)),
        one.waiting_id is None,  # type: ignore[arg-type]
    )


def facts_of(one: Standing) -> tuple[str, ...]:
    told = []
    if one.signed_on and one.good_until:
        told.append(
            _("signed %(day)s, good until %(until)s")
            % {"day": formats.short_day(one.signed_on), "until": formats.short_day(one.good_until)}
        )
    if one.asked_on and one.until_on:
        told.append(
            _("asked %(day)s, answer wanted by %(until)s")
            % {"day": formats.short_day(one.asked_on), "until": formats.short_day(one.until_on)}
        )
    return tuple(told)


def tabs(counts: Mapping[str, int], state: str) -> list[Entry]:
    every = Entry(_("All"), "?", current=not state, count=sum(counts.values()))
    return [
        every,
        *(
            Entry(str(_HEADS[one]), f"?state={one}", one == state, counts[one], one in (NONE, OLD) and counts[one] > 0)
            for one in STATES
        ),
    ]


def answer(counts: Mapping[str, int]) -> str:
    missing = counts[NONE] + counts[OLD]
    if not missing:
        return _("Nobody has to be asked.")
    return ngettext(
        "%(n)d firm has no declaration that can be used, and cannot be promised de minimis aid.",
        "%(n)d firms have no declaration that can be used, and cannot be promised de minimis aid.",
        missing,
    ) % {"n": missing}


def statement(card: DeclarationCard) -> str:
    """What is signed, in the reader's language."""
    today, known = timezone.localdate(), law()
    told = {
        "firm": card.organisation,
        "ceiling": formats.money(known.at("de_minimis.ceiling", today).amount, "EUR"),
        "years": int(known.at("de_minimis.years", today).amount),
    }
    return "\n\n".join(
        text % told
        for text in (
            _(
                "%(firm)s and the enterprises that count as one with it may together get at most %(ceiling)s of de minimis aid within any "
                "%(years)d years (Regulation (EU) 2023/2831). We may only help you for free or below price as long as there is room."
            ),
            _(
                "The lines say all de minimis aid that was granted to %(firm)s and to these enterprises in the last %(years)d years by "
                "others than this cluster. Aid counts from the day on which the right to it arose, whether or not it was paid."
            ),
            _("If something is wrong or missing, aid may have to be paid back with interest."),
        )
    )


def table(card: DeclarationCard) -> Table | None:
    if not card.lines:
        return None
    columns = [Column(_("Day"), "date"), Column(_("Who gave it")), Column(_("What for")), Column(_("Amount"), "number")]
    rows = [
        (formats.short_day(date.fromisoformat(on)), giver, what, formats.money(Money(Decimal(amount), currency)))
        for on, amount, currency, giver, what in card.lines
    ]
    return Table(_("Aid from others"), columns, rows)


def facts(card: DeclarationCard) -> list[Fact]:
    told = [Fact(_("Enterprise"), card.organisation), Fact(_("Asked"), card.asked_on)]
    if card.signed_on is None:
        return [*told, Fact(_("Answer wanted by"), card.until_on)]
    return [
        *told,
        Fact(_("Signed"), card.signed_on, note=card.signed_by),
        Fact(_("Counts as one with"), ", ".join(card.group.split("\n")) if card.group else _("no others")),
        Fact(_("Seal"), card.hash[:16], note=_("the hash of what was signed begins so")),
    ]


def crumbs(card: DeclarationCard) -> tuple[Entry, ...]:
    return parts.crumbs(_("Declaration"), (card.organisation, reverse("ledger:firm_aid", args=(card.organisation_id,))))
