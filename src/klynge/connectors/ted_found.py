"""One notice of TED's search answer as a Notice.

A search answer is flatter than the notice: texts are objects by language (ISO 639-2), each with a text or a list; what belongs to
lots, buyers or winners comes as lists whose order is not documented. So nothing is paired that need not belong together: a lone
lot keeps its text and value, several lots give their texts to the notice; a winner keeps a number or a sum only when there are as
many of them as of winners.
"""

import re
from datetime import datetime

from klynge.connectors.clean import clean
from klynge.connectors.clock import day, moment
from klynge.connectors.fields import Section, amount, as_word, words
from klynge.connectors.json import Json
from klynge.connectors.languages import clock, country, language
from klynge.connectors.ted_values import cpv, once, page, printed
from klynge.core.money import Money
from klynge.core.notice import Award, Kind, Lot, Notice, Party, Place, Requirement, RequirementKind, Text, Unread

FIELDS = (
    "publication-number",
    "publication-date",
    "dispatch-date",
    "notice-identifier",
    "notice-version",
    "notice-type",
    "notice-subtype",
    "form-type",
    "legal-basis",
    "procedure-identifier",
    "procedure-type",
    "official-language",
    "links",
    "notice-title",
    "title-proc",
    "title-lot",
    "description-proc",
    "description-lot",
    "identifier-lot",
    "classification-cpv",
    "contract-nature",
    "place-of-performance",
    "place-of-performance-country-lot",
    "estimated-value-proc",
    "estimated-value-cur-proc",
    "deadline-receipt-tender-date-lot",
    "deadline-receipt-tender-time-lot",
    "deadline-receipt-request-date-lot",
    "buyer-name",
    "buyer-country",
    "buyer-identifier",
    "selection-criterion-lot",
    "selection-criterion-description-lot",
    "winner-name",
    "winner-identifier",
    "winner-country",
    "winner-size",
    "winner-decision-date",
    "tender-value",
    "tender-value-cur",
)
_KINDS = {
    "planning": Kind.PLANNING,
    "competition": Kind.COMPETITION,
    "dir-awa-pre": Kind.DIRECT,
    "result": Kind.RESULT,
    "cont-modif": Kind.MODIFICATION,
    "consultation": Kind.CONSULTATION,
}
_SUBCONTRACT = "22"  # the defence directive's notice by which a winner seeks subcontractors
_CELEX = re.compile(r"\d{5}[A-Z]\d{4}")
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")


def notice(found: Section, where: str) -> Notice | Unread:
    """The notice; Unread (no-number) when it has neither an identifier nor a publication number."""
    published_as = printed(_one(found, "publication-number"))
    identifier = _one(found, "notice-identifier")
    version = _one(found, "notice-version")
    if not (identifier or published_as):
        return Unread("no-number", where, "The notice has neither an identifier nor a publication number.")
    buyers = _parties(found, "buyer-name", "buyer-identifier", "buyer-country")
    lots = _lots(found)
    told = _texts(found, "description-proc")
    titles = _texts(found, "title-proc") or _texts(found, "title-lot") or _texts(found, "notice-title")
    return Notice(
        source="ted",
        number=identifier or published_as,
        version=version.zfill(2) if version else "01",
        kind=Kind.SUBCONTRACT
        if _one(found, "notice-subtype") == _SUBCONTRACT
        else _KINDS.get(_one(found, "form-type"), Kind.OTHER),
        dialect="ted-search",
        form=_one(found, "notice-subtype", "notice-type"),
        procedure_id=_one(found, "procedure-identifier"),
        published_as=published_as,
        published_on=day(_one(found, "publication-date")),
        dispatched_on=day(_one(found, "dispatch-date")),
        languages=once(language(code) for code in words(found, "official-language")),
        title=_first_of_each(titles),
        description=_together(told) if lots else _together(told, *_lot_texts(found)),
        cpv=once(cpv(code) for code in words(found, "classification-cpv")),
        places=_places(found),
        nature=next(iter(words(found, "contract-nature")), ""),
        procedure=_one(found, "procedure-type"),
        legal_basis=next((code for code in words(found, "legal-basis") if _CELEX.fullmatch(code)), ""),
        value=_money(found, "estimated-value-proc", "estimated-value-cur-proc"),
        deadline_at=_deadline(found, buyers),
        buyers=buyers,
        lots=lots,
        requirements=_requirements(found),
        awards=_awards(found),
        url=page(published_as),
    )


def _one(found: Section, *keys: str) -> str:
    """The first text at the first of `keys` that has one; fields come as a text in one answer and as a list in another."""
    return next((said for key in keys for said in words(found, key)), "")


def _texts(found: Section, key: str) -> dict[str, tuple[str, ...]]:
    """Language -> texts, whether the field is {"dan": "..."}, {"dan": ["..."]}, a list of such objects, or a bare text."""
    gathered: dict[str, list[str]] = {}
    held = found.get(key)
    for one in held if isinstance(held, list) else [held]:
        by_language: dict[str, Json] = (
            one if isinstance(one, dict) else {next(iter(words(found, "official-language")), "eng"): one}
        )
        for code, said in by_language.items():
            several = said if isinstance(said, list) else [said]
            gathered.setdefault(language(clean(code)), []).extend(text for each in several if (text := as_word(each)))
    return {code: tuple(dict.fromkeys(texts)) for code, texts in gathered.items() if texts}


def _lot_texts(found: Section) -> tuple[dict[str, tuple[str, ...]], ...]:
    return _texts(found, "title-lot"), _texts(found, "description-lot")


def _first_of_each(texts: dict[str, tuple[str, ...]]) -> Text:
    return Text({code: said[0] for code, said in texts.items()})


def _lots(found: Section) -> tuple[Lot, ...]:
    ids = words(found, "identifier-lot")
    if len(ids) != 1:
        return ()
    titles, descriptions = _lot_texts(found)
    return (Lot(ids[0], _first_of_each(titles), _together(descriptions)),)


def _places(found: Section) -> tuple[Place, ...]:
    """`place-of-performance` mixes NUTS codes, country codes and the words of buyers; the codes are told by their form."""
    codes = [code for code in words(found, "place-of-performance") if _NUTS.fullmatch(code)]
    places = [Place(country(code[:2]), code) for code in codes if len(code) > 3 or any(c.isdigit() for c in code)]
    seen = {place.country for place in places}
    lands = [country(code) for code in words(found, "place-of-performance-country-lot")]
    return once([*places, *(Place(land) for land in lands if len(land) == 2 and land not in seen)])


def _deadline(found: Section, buyers: tuple[Party, ...]) -> datetime | None:
    """The earliest day, at the earliest time that is stated for any of them: a deadline may not seem later than it is."""
    days = [*words(found, "deadline-receipt-tender-date-lot"), *words(found, "deadline-receipt-request-date-lot")]
    times = words(found, "deadline-receipt-tender-time-lot") or ("",)
    zone = clock(buyers[0].country if buyers else "")
    ends = [moment(_at(on, hour), zone) for on in days for hour in times]
    return min((at for at in ends if at), default=None)


def _at(on: str, hour: str) -> str:
    """ "2026-09-23+02:00", "16:00:00+02:00" -> "2026-09-23T16:00:00+02:00" """
    if not re.match(r"\d{1,2}:\d{2}", hour):
        return on
    return f"{on[:10]}T{hour}" if re.search(r"(Z|[+-]\d{2}:\d{2})$", hour) else f"{on[:10]}T{hour}{on[10:]}"


def _parties(found: Section, name: str, identifier: str, land: str, size: str = "") -> tuple[Party, ...]:
    """The parties with their names in each language; what stands beside a name is taken when there is one for each name."""
    by_language = _names(found, name)
    many = max((len(said) for said in by_language.values()), default=0)
    numbers, lands, sizes = words(found, identifier), words(found, land), words(found, size)
    parties = [
        Party(
            name=Text({code: said[at] for code, said in by_language.items() if len(said) == many}),
            national_id="".join(numbers[at].split()) if len(numbers) == many else "",
            country=country(lands[at if len(lands) == many else 0]) if len(lands) == many or len(set(lands)) == 1 else "",
            size=sizes[at] if len(sizes) == many else "",
        )
        for at in range(many)
    ]
    return tuple(dict.fromkeys(parties))


def _names(found: Section, key: str) -> dict[str, tuple[str, ...]]:
    """As `_texts`, with repetitions kept: a firm that won twice stands twice."""
    held = found.get(key)
    if not isinstance(held, dict):
        return _texts(found, key)
    return {language(clean(code)): said for code in held if (said := words(held, code))}


def _awards(found: Section) -> tuple[Award, ...]:
    names = _names(found, "winner-name")
    many = max((len(said) for said in names.values()), default=0)
    winners = _parties(found, "winner-name", "winner-identifier", "winner-country", "winner-size")
    days = words(found, "winner-decision-date")
    sums, currencies = words(found, "tender-value"), words(found, "tender-value-cur")
    paired = many == len(winners) == len(sums) == len(currencies)
    decided_on = day(days[0]) if len(set(days)) == 1 else None
    return tuple(
        Award(winner, value=_sum(sums[at], currencies[at]) if paired else None, awarded_on=decided_on)
        for at, winner in enumerate(winners)
    )


def _sum(written: str, currency: str) -> Money | None:
    total = amount({"amount": written}, "amount")
    return Money(total, currency.upper()) if total and re.fullmatch("[A-Za-z]{3}", currency) else None


def _money(found: Section, key: str, currency: str) -> Money | None:
    return _sum(_one(found, key), _one(found, currency))


def _requirements(found: Section) -> tuple[Requirement, ...]:
    """Selection criteria: the kinds as codes, the descriptions as text. Which belongs to which is not said, so they stand apart."""
    kinds = [Requirement(RequirementKind.SELECTION, code=code) for code in words(found, "selection-criterion-lot")]
    texts = _texts(found, "selection-criterion-description-lot")
    told = [Requirement(RequirementKind.SELECTION, Text({code: each})) for code, said in texts.items() for each in said]
    return tuple(dict.fromkeys([*kinds, *told]))


def _together(*texts: dict[str, tuple[str, ...]]) -> Text:
    """All of them under one another, each once."""
    by_language: dict[str, dict[str, None]] = {}
    for one in texts:
        for code, said in one.items():
            by_language.setdefault(code, {}).update(dict.fromkeys(said))
    return Text({code: "\n\n".join(said) for code, said in by_language.items()})
