"""What a card says in words: the fields of `queries.directory_card.Card` with their names in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from klynge.core.aid.sme import SizeClass
from klynge.core.tlp import Label
from klynge.register.fields import FACTS, FIGURES, KINDS, MEMBERSHIPS, SIZES, SYSTEMS
from klynge.register.queries.card_shapes import Ability, Card, Held, Said
from klynge.register.queries.profile import clearance_name
from klynge.web.formats import long_day, money, number

NUMBERED = frozenset({"cpv", "nace", "cml"})  # systems whose codes people know by number


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    said: Said


@dataclass(frozen=True, slots=True)
class Line:
    term: str
    value: str
    label: Label
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The abilities in one code system; `numbered`: the codes are worth showing."""

    name: str
    abilities: tuple[Ability, ...]
    numbered: bool


def answer(card: Card) -> str:
    """The card in one line: what it is, in which field, where."""
    towns = dict.fromkeys(place.municipality_name for place in card.places if place.municipality_name)
    said = [str(KINDS.get(card.kind, card.kind)), card.field, ", ".join(list(towns)[:3])]
    return " · ".join(part for part in said if part)


def texts(card: Card) -> list[Text]:
    return [Text(str(FACTS[said.name].label), said) for said in card.texts]


def groups(card: Card) -> list[Group]:
    return [Group(str(SYSTEMS.get(key, key)), abilities, key in NUMBERED) for key, abilities in card.abilities]


def held(card: Card) -> list[Held]:
    """A clearance by its level in words, or only that there is one."""
    return [replace(one, name=clearance_name(one.name)) if one.kind == "clearance" else one for one in card.held]


def short(card: Card, band: str, size: SizeClass | None) -> list[Line]:
    """`band` is the size band in words; `size` the class by the EU rule, where the viewer may know it."""
    return [line for line in _lines(card, band, size) if line.value]


def _lines(card: Card, band: str, size: SizeClass | None) -> Iterator[Line]:
    if card.member_since:
        yield Line(_("Member since"), str(card.member_since.year), Label.CLEAR)
        yield Line(_("Membership"), str(MEMBERSHIPS.get(card.membership, card.membership)), Label.CLEAR)
        yield Line(_("Size"), band, Label.CLEAR)
    if size:
        yield Line(_("Size by the EU rule"), str(SIZES[size.size.value]), Label.STRICT)
    for said in card.lines:
        url = f"mailto:{said.text}" if said.name == "email" else said.url
        url = "" if card.demo else url  # nothing answers at an invented address
        shown = said.text.split("://", 1)[-1].rstrip("/") if said.url else said.text
        yield Line(str(FACTS[said.name].label), shown, said.label, url)
    yield Line(_("CVR number"), card.cvr, card.label)
    if card.foreign_number:
        yield Line(_("Number in %(country)s") % {"country": card.country}, card.foreign_number, card.label)
    yield Line(_("Founded"), long_day(card.founded_on) if card.founded_on else "", card.label)
    for figure in card.numbers:
        value = money(figure.amount) if figure.amount else number(figure.count or 0)
        name = _("%(figure)s, %(year)s") % {"figure": FIGURES.get(figure.name, figure.name), "year": figure.year}
        yield Line(name, value, figure.label)
