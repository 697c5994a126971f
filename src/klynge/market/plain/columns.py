"""From a notice to the columns that lists, filters and history need. Nothing here is a fact of its own."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from klynge.core.notice import Award, Lot, Notice, Party, Text
from klynge.market.plain.money import in_euro, kept

DEFENCE_DIRECTIVE = "32009L0081"
_DEFENCE_CODES = ("35", "5063", "5064", "5065", "5066", "73400", "7341", "7342", "7343")  # CPV: defence goods, upkeep, research
_NUMBER = re.compile(r"[0-9A-Z]{5,30}")


def cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def rank(version: str) -> str:
    """Versions of one number in order: as text after padding, so that "9" comes before "10"."""
    return version.rjust(120, "0")


def party_key(party: Party) -> str:
    """The same for one organisation in every notice: country and number where there is one, else country and name, so that
    "Forsvarsministeriets  Materiel-" and "FORSVARSMINISTERIETS MATERIEL" meet. "" when nothing is known."""
    number = re.sub(r"[\s.\-/]", "", party.national_id).upper()
    number = number.removeprefix("CVR").removeprefix("DK") if party.country == "DK" else number
    if _NUMBER.fullmatch(number) and any(c.isdigit() for c in number):
        return f"{party.country}:{number}"
    name = re.sub(r"\W+", " ", party.name.best().casefold()).strip()
    return f"{party.country}:{name}"[:120] if name else ""


def codes_of(notice: Notice) -> list[str]:
    """All CPV codes of notice and lots, the main one first."""
    found = [*notice.cpv, *(code for lot in notice.lots for code in lot.cpv)]
    return [code for code in dict.fromkeys(found) if code and len(code) <= 8]


def title_of(notice: Notice) -> Text:
    """The notice's title; where it has none, its first lot's, else its first code or number, so that no line is empty."""
    lots = (lot.title for lot in notice.lots if lot.title)
    return notice.title or next(lots, None) or Text({"": notice.cpv[0] if notice.cpv else notice.number})


def is_defence(notice: Notice) -> bool:
    """Under the defence directive, bought by a defence authority, or coded as defence goods or services."""
    return (
        DEFENCE_DIRECTIVE in notice.legal_basis
        or any("defence" in buyer.activity.lower() for buyer in notice.buyers)
        or any(code.startswith(_DEFENCE_CODES) for code in notice.cpv[:1])
        or (notice.source == "eu-calls" and notice.number.upper().startswith("EDF"))
    )


def _listed(parts: Iterable[str], length: int) -> str:
    line = " "
    for part in dict.fromkeys(parts):
        if part and len(line) + len(part) < length:
            line += part + " "
    return "" if line == " " else line


def columns(notice: Notice) -> dict[str, Any]:
    """Column -> value of the row of `notice`, but for label, hash and the moments of taking it in."""
    buyer = notice.buyers[0] if notice.buyers else Party(Text())
    codes = codes_of(notice)
    places = [place.country for place in (*notice.places, *(place for lot in notice.lots for place in lot.places))]
    deadlines = [lot.deadline_at for lot in notice.lots if lot.deadline_at]
    value = notice.value or _sum(notice.lots)
    on = notice.published_on or notice.dispatched_on
    return {
        "published_as": cut(notice.published_as, 40),
        "version": notice.version,
        "kind": notice.kind.value,
        "form": cut(notice.form, 60),
        "procedure_id": cut(notice.procedure_id, 200),
        "legal_basis": cut(notice.legal_basis, 60),
        "defence": is_defence(notice),
        "title": {language: cut(text, 1000) for language, text in title_of(notice).items()},
        "cpv_main": codes[0] if codes else "",
        "cpv": _listed(codes, 20_000),
        "countries": _listed([*places, *(party.country for party in notice.buyers)], 300),
        "buyer_name": cut(buyer.name.best("da", "en"), 300),
        "buyer_country": buyer.country[:2],
        "buyer_key": party_key(buyer)[:120],
        "value": kept(value),
        "currency": value.currency[:3] if value else "",
        "value_eur": in_euro(value, on),
        "published_on": on,
        "deadline_at": notice.deadline_at or min(deadlines, default=None),
    }


def _sum(lots: tuple[Lot, ...]) -> Any:
    """The lots' values together where all are given in one currency, else None."""
    values = [lot.value for lot in lots]
    if not values or any(value is None for value in values) or len({value.currency for value in values if value}) > 1:
        return None
    first = values[0]
    assert first is not None
    return type(first)(sum((value.amount for value in values if value), Decimal(0)), first.currency)


def award_columns(notice: Notice) -> list[dict[str, Any]]:
    """The columns of each award of the notice, in its order."""
    lots = {lot.id: lot for lot in notice.lots}
    only = notice.lots[0] if len(notice.lots) == 1 else None
    return [_award(n, award, lots.get(award.lot_id, only), notice) for n, award in enumerate(notice.awards)]


def _award(place: int, award: Award, lot: Lot | None, notice: Notice) -> dict[str, Any]:
    on = award.awarded_on or notice.published_on
    codes = (lot.cpv if lot else ()) or notice.cpv
    months = lot.months if lot else None
    return {
        "place": place,
        "lot_id": cut(award.lot_id, 60),
        "title": {language: cut(text, 500) for language, text in (lot.title if lot else Text()).items()},
        "cpv": codes[0][:8] if codes else "",
        "winner_name": cut(award.winner.name.best("da", "en"), 300),
        "winner_country": award.winner.country[:2],
        "winner_key": party_key(award.winner)[:120],
        "value": kept(award.value),
        "currency": award.value.currency[:3] if award.value else "",
        "value_eur": in_euro(award.value, on),
        "tenders": award.tenders if award.tenders is not None and 0 <= award.tenders < 1_000_000 else None,
        "awarded_on": award.awarded_on,
        "months": months if months is not None and 0 < months < 1200 else None,
        "ends_on": contract_end(lot.starts_on if lot else None, on, months),
    }


def contract_end(starts_on: date | None, awarded_on: date | None, months: Decimal | None) -> date | None:
    """When a contract of `months` ends: from its start, or from its award where no start was published; None when unknown."""
    start = starts_on or awarded_on
    if start is None or months is None or not 0 < months < 1200:
        return None
    whole, part = divmod(months, 1)
    year, month = divmod(start.year * 12 + start.month - 1 + int(whole), 12)
    if year > 9998:
        return None
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=int(part * 30))
