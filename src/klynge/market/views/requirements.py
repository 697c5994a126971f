"""What a notice says and asks, in the reader's language first, as plain paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from klynge.core.fit.shapes import Condition
from klynge.core.notice import Lot, Notice, Requirement, RequirementKind, Text
from klynge.market import words
from klynge.market.plain.conditions import label
from klynge.market.queries.notices import in_language
from klynge.web import formats
from klynge.web.parts import Fact

LOTS = 60  # on one page; a handful of notices in ten thousand have more


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language, for `lang=`; `name` is what people call the language."""

    language: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class LotPart:
    id: str
    title: str
    texts: tuple[Said, ...]
    facts: tuple[Fact, ...]
    asked: tuple["Asked", ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One heading of what is asked, with its lines; `conditions` are the certificates and clearances found in them."""

    title: str
    lines: tuple[Said, ...]
    conditions: tuple[str, ...] = ()


def texts(notice: Notice, language: str) -> tuple[Said, ...]:
    """The description in the reader's language first, then in the others that there are."""
    return _said(notice.description, language)


def _said(text: Text, language: str) -> tuple[Said, ...]:
    _, first = in_language(text, language)
    order = [first, *(each for each in text if each != first)] if text else []
    return tuple(Said(each, words.language(each), text[each]) for each in order)


def lots(notice: Notice, language: str) -> tuple[LotPart, ...]:
    """A single lot that repeats the notice is not told twice: only what it adds is shown, and it needs no title."""
    found = tuple(_lot(lot, language) for lot in notice.lots[:LOTS])
    if len(found) == 1 and in_language(notice.lots[0].title, language)[0] in ("", in_language(notice.title, language)[0]):
        [one] = found
        return (replace(one, title="", texts=() if one.texts == texts(notice, language)[:1] else one.texts),)
    return found


def _lot(lot: Lot, language: str) -> LotPart:
    facts = [
        Fact(gettext("Value"), lot.value),
        Fact(gettext("At most"), lot.maximum),
        Fact(gettext("Deadline"), lot.deadline_at),
        Fact(gettext("Starts"), lot.starts_on),
        Fact(gettext("Length"), _months(lot.months)),
        Fact(gettext("Place of work"), ", ".join(dict.fromkeys(words.place(place) for place in lot.places))),
    ]
    title, _ = in_language(lot.title, language)
    return LotPart(
        lot.id,
        title or lot.id,
        _said(lot.description, language)[:1],
        tuple(fact for fact in facts if fact.value not in (None, "")),
        asked(lot, (), language),
    )


def _months(months: Decimal | None) -> str:
    if months is None:
        return ""
    whole = max(1, round(months))
    return ngettext("%(n)s month", "%(n)s months", whole) % {"n": formats.number(whole)}


def asked(of: Notice | Lot, conditions: Sequence[Condition], language: str) -> tuple[Asked, ...]:
    """What is asked of a bidder, by kind; first the certificates and clearances that were recognised."""
    found: list[Asked] = []
    if conditions:
        names = tuple(label(condition.kind, condition.name, language) for condition in conditions)
        found.append(Asked(gettext("Certificates and clearances that are named"), (), names))
    for kind in RequirementKind:
        same = [requirement for requirement in of.requirements if requirement.kind is kind]
        lines = tuple(line for requirement in same if (line := _line(requirement, language)))
        if lines:
            found.append(Asked(str(words.ASKED[kind]), tuple(dict.fromkeys(lines))))
    return tuple(found)


def _line(requirement: Requirement, language: str) -> Said | None:
    text, written_in = in_language(requirement.text, language)
    if not text and requirement.code:
        text, written_in = requirement.code.replace("-", " "), ""
    return Said(written_in, words.language(written_in), text) if text else None
