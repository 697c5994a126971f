"""A notice written by hand: what the form holds, what is wrong or doubtful in it, and the notice that it makes."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from klynge.connectors.clean import clean
from klynge.connectors.clock import moment
from klynge.connectors.fields import Section, address, amount, section, word, words
from klynge.connectors.languages import country
from klynge.core.errors import Wrong
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Party, Place, Requirement, RequirementKind, Text

_LONGEST_TITLE, _LONGEST_TEXT = 500, 100_000
_CPV = re.compile(r"\d{8}(-\d)?")


@dataclass(frozen=True, slots=True)
class Handwritten:
    """What the form holds. `deadline_at` is aware; `country` alpha-2; `cpv` eight digits, a check digit may follow.

    `number` is the buyer's own number of the case; without one, the notice is known by its buyer and title, so that the same
    entry twice is one notice. A corrected entry is a higher `version`.
    """

    title: str
    buyer: str
    text: str = ""
    language: str = "da"
    country: str = ""
    deadline_at: datetime | None = None
    cpv: tuple[str, ...] = ()
    value: Money | None = None
    url: str = ""
    requirements: tuple[str, ...] = ()
    number: str = ""
    version: str = "01"
    kind: Kind = Kind.COMPETITION
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that may be right but should be looked at: an English sentence, shown beside the field `where`."""

    template: str
    where: str


def problems(entry: Handwritten) -> tuple[Wrong, ...]:
    """Everything that keeps `entry` from being a notice, each with its field in `where`."""
    found = []
    if not clean(entry.title):
        found.append(Wrong("The notice has no title. Write in one line what is wanted.", where="title"))
    elif len(entry.title) > _LONGEST_TITLE:
        found.append(
            Wrong("The title has more than %(most)s characters. Move the rest to the text.", where="title", most=_LONGEST_TITLE)
        )
    if not clean(entry.buyer):
        found.append(Wrong("The notice has no buyer. Write who wants it.", where="buyer"))
    if len(entry.text) > _LONGEST_TEXT:
        found.append(Wrong("The text has more than %(most)s characters. Shorten it.", where="text", most=_LONGEST_TEXT))
    if not re.fullmatch("[a-z]{2}", entry.language):
        found.append(
            Wrong("The language %(code)s is not known. Choose one, such as da or en.", where="language", code=entry.language)
        )
    if entry.country and not re.fullmatch("[A-Z]{2}", country(entry.country)):
        found.append(Wrong("The country %(code)s is not known. Choose one, such as DK.", where="country", code=entry.country))
    if entry.deadline_at is not None and entry.deadline_at.tzinfo is None:
        found.append(Wrong("The deadline has no time zone. Choose the day and time anew.", where="deadline_at"))
    found.extend(
        Wrong("%(code)s is no CPV code. It has eight digits, such as 35410000.", where="cpv", code=code[:20])
        for code in entry.cpv
        if not _CPV.fullmatch(code.strip())
    )
    if entry.value is not None and not (entry.value.amount.is_finite() and 0 < entry.value.amount < Decimal(10) ** 15):
        found.append(Wrong("The value must be above 0. Leave it empty if it is not known.", where="value"))
    if entry.value is not None and not re.fullmatch("[A-Z]{3}", entry.value.currency):
        found.append(
            Wrong("The currency %(code)s is not known. Choose one, such as DKK.", where="value", code=entry.value.currency)
        )
    if entry.url and not address({"url": entry.url}, "url"):
        found.append(Wrong("The address must begin with https:// or http:// and hold no blank.", where="url"))
    return tuple(found)


def cautions(entry: Handwritten, today: date) -> tuple[Caution, ...]:
    """What is allowed but worth a second look."""
    found = []
    if (
        entry.deadline_at is not None
        and entry.deadline_at.tzinfo is not None
        and entry.deadline_at.astimezone(UTC).date() < today
    ):
        found.append(Caution("The deadline has passed. Keep it only if the notice is meant as history.", where="deadline_at"))
    if entry.deadline_at is None:
        found.append(Caution("There is no deadline. Members will not be reminded.", where="deadline_at"))
    if not clean(entry.text):
        found.append(Caution("There is no text. The matching has only the title to go by.", where="text"))
    if not entry.cpv:
        found.append(Caution("There is no CPV code. One or two make the matching much better.", where="cpv"))
    return tuple(found)


def notice(entry: Handwritten) -> Notice:
    """The notice. Raises the first of its `problems`."""
    for problem in problems(entry):
        raise problem
    title, text, buyer = clean(entry.title), clean(entry.text), clean(entry.buyer)
    land = country(entry.country) if entry.country else ""
    asked = [said for line in entry.requirements if (said := clean(line))]
    return Notice(
        source="manual",
        number=clean(entry.number) or "M-" + sha256(f"{buyer}\n{title}".casefold().encode()).hexdigest()[:16],
        version=entry.version,
        kind=entry.kind,
        dialect="manual",
        published_on=entry.published_on,
        languages=(entry.language,),
        title=Text({entry.language: " ".join(title.split())}),
        description=Text({entry.language: text}),
        cpv=tuple(dict.fromkeys(code.strip()[:8] for code in entry.cpv)),
        places=(Place(land),) if land else (),
        value=entry.value,
        deadline_at=entry.deadline_at.astimezone(UTC) if entry.deadline_at else None,
        buyers=(Party(Text({entry.language: buyer}), country=land),),
        requirements=tuple(Requirement(RequirementKind.SELECTION, Text({entry.language: said})) for said in asked),
        url=entry.url.strip(),
    )


def kept(entry: Handwritten) -> bytes:
    """The raw form of an entry, the same bytes for the same entry; the connector `manual` reads it."""
    held = {name: getattr(entry, name) for name in Handwritten.__slots__}
    held["value"] = {"amount": str(entry.value.amount), "currency": entry.value.currency} if entry.value else None
    for name in ("deadline_at", "published_on"):
        held[name] = held[name].isoformat() if held[name] else None
    return json.dumps(held, ensure_ascii=False, sort_keys=True).encode()


def entry_of(held: Section) -> Handwritten:
    """The entry in what `kept` wrote; fields of the wrong type are empty."""
    value = section(held, "value")
    total = amount(value, "amount")
    kind = word(held, "kind")
    published = word(held, "published_on")
    return Handwritten(
        title=word(held, "title"),
        buyer=word(held, "buyer"),
        text=word(held, "text"),
        language=word(held, "language") or "da",
        country=word(held, "country"),
        deadline_at=moment(word(held, "deadline_at")),
        cpv=words(held, "cpv"),
        value=Money(total, word(value, "currency")) if total else None,
        url=word(held, "url"),
        requirements=words(held, "requirements"),
        number=word(held, "number"),
        version=word(held, "version") or "01",
        kind=Kind(kind) if kind in set(Kind) else Kind.COMPETITION,
        published_on=date.fromisoformat(published) if re.fullmatch(r"\d{4}-\d\d-\d\d", published) and moment(published) else None,
    )
