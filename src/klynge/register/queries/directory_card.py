"""One organisation's card: all that the viewer may see of it, each thing with its label. The same number of queries for any card."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.core.money import Money
from klynge.core.tlp import Label
from klynge.register.models import (
    Affiliation,
    Capability,
    Certificate,
    ContactPoint,
    Fact,
    Figure,
    Membership,
    OldAddress,
    Organisation,
    Ownership,
    Reference,
    Site,
)
from klynge.register.places import name_of, region_of, regions_on
from klynge.register.queries.card_shapes import Ability, Card, Contact, Done, Held, Moved, Number, Place, Said, Tie, Way
from klynge.register.reference_tables import trees

TEXTS = ("profile", "products", "markets")
LINES = ("website", "phone", "email", "ncage")


def card(viewer: Viewer, slug: str, *, language: str, today: date) -> Card | Moved:
    """Raises Refused when there is no such organisation for the viewer."""
    try:
        row = the(Organisation, viewer, slug=slug)
    except Refused:
        row = the(Organisation, viewer, pk=the(OldAddress, viewer, slug=slug).organisation_id)
    if row.merged_into_id is not None:
        kept = Organisation.objects.visible_to(viewer).filter(pk=row.merged_into_id).values_list("slug", flat=True).first()
        if kept is None:
            raise Refused("There is no such thing here, or it is not open to you.")
        return Moved(kept)
    if row.slug != slug:
        return Moved(row.slug)

    def mine(model: Any, *along: str) -> Any:
        return model.objects.visible_to(viewer, *along).filter(organisation_id=row.pk)

    now, living = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today)), Q(person__erased_at=None)
    memberships = list(mine(Membership).filter(from_on__lte=today).order_by("from_on"))
    membership = next((one for one in memberships if one.to_on is None or one.to_on >= today), None)
    capabilities = list(mine(Capability).order_by("system", "-main", "code"))
    names = _names(capabilities, row.field, language)
    facts = sorted(mine(Fact), key=lambda fact: fact.language != language)
    regions = regions_on(today, language)
    return Card(
        id=row.pk,
        name=row.name,
        slug=row.slug,
        kind=row.kind,
        field=names.get(("own", row.field), ""),
        label=Label(row.label),
        demo=row.demo,
        country=row.country,
        cvr=row.cvr,
        foreign_number=row.foreign_number,
        founded_on=row.founded_on,
        closed_on=row.closed_on,
        member_since=membership.from_on if membership else None,
        left_on=None if membership else max((one.to_on for one in memberships), default=None),
        membership=membership.type if membership else "",
        size_band=membership.size_band if membership else "",
        mine=row.pk in viewer.organisations,
        line=next(iter(_said(facts, ("line",))), None),
        texts=_said(facts, TEXTS),
        lines=_said(facts, LINES),
        abilities=_abilities(capabilities, names),
        held=tuple(_held(one, today) for one in mine(Certificate).order_by("kind", "name", "-expires_on")),
        places=tuple(
            _place(one, today, regions) for one in mine(Site).filter(Q(to_on=None) | Q(to_on__gte=today)).order_by("-main", "pk")
        ),
        people=_people(mine(Affiliation, "person").filter(now, living).select_related("person"), mine(ContactPoint)),
        done=tuple(_done(one) for one in mine(Reference).order_by("-year", "pk")),
        ties=_ties(viewer, row.pk, now),
        numbers=_numbers(mine(Figure).order_by("name", "-year")),
    )


def _names(capabilities: list[Capability], field: str, language: str) -> dict[tuple[str, str], str]:
    """What the codes are called; one that its table does not have is called as the nearest one above it."""
    tables = trees()
    codes = {(one.system, one.code) for one in capabilities} | {("own", field)}
    return {(key, code): tables[key].labels(code).best(language, "en") for key, code in codes if code and key in tables}


def _said(facts: list[Fact], names: tuple[str, ...]) -> tuple[Said, ...]:
    """One of each name, the best language first, in the order of the names."""
    found: dict[str, Said] = {}
    for fact in facts:
        if fact.value.strip():
            url = _web(fact.value) if fact.name == "website" else ""
            found.setdefault(fact.name, Said(fact.name, fact.value, fact.language, Label(fact.label), url))
    return tuple(found[name] for name in names if name in found)


def _web(text: str) -> str:
    """The address to open; "" for what is no address on the web (a script is none)."""
    text = text.strip()
    if text.lower().startswith(("http://", "https://")):
        return text
    return f"https://{text}" if "." in text and not any(c in text for c in ":/ \t\n<>\"'") else ""


def _abilities(rows: list[Capability], names: Mapping[tuple[str, str], str]) -> tuple[tuple[str, tuple[Ability, ...]], ...]:
    found: dict[str, list[Ability]] = defaultdict(list)
    for one in rows:
        found[one.system].append(Ability(one.code, names.get((one.system, one.code), ""), one.main, Label(one.label)))
    order = ("own", "cpv", "edf", "cml", "nace")
    return tuple((key, tuple(found[key])) for key in sorted(found, key=lambda k: order.index(k) if k in order else len(order)))


def _held(one: Certificate, today: date) -> Held:
    expired = one.expires_on is not None and one.expires_on < today
    return Held(one.name, one.kind, one.standing, one.verifier, one.expires_on, expired, Label(one.label))


def _place(one: Site, today: date, regions: Mapping[str, str]) -> Place:
    town = " ".join(part for part in (one.postcode, one.town) if part)
    return Place(
        name=one.name,
        address=", ".join(part for part in (one.address, town) if part),
        municipality=one.municipality,
        municipality_name=name_of(one.municipality),
        region=regions.get(region_of(one.municipality, today), ""),
        country=one.country,
        main=one.main,
        label=Label(one.label),
    )


def _people(affiliations: Any, points: Any) -> tuple[Contact, ...]:
    ways: dict[int, list[Way]] = defaultdict(list)
    for one in points:
        ways[one.affiliation_id].append(Way(one.kind, one.value, Label(one.label)))
    return tuple(Contact(one.person.name, one.title, tuple(ways[one.pk]), Label(one.label)) for one in affiliations)


def _done(one: Reference) -> Done:
    amount = Money(one.amount, one.currency) if one.amount is not None and one.currency else None
    return Done(one.title, one.text, one.language, one.buyer, one.year, amount, Label(one.label))


def _ties(viewer: Viewer, pk: int, now: Q) -> tuple[Tie, ...]:
    """Owners and owned whose own cards are open to the viewer too."""
    rows = Ownership.objects.visible_to(viewer, "organisation", "owner").filter(now, Q(organisation_id=pk) | Q(owner_id=pk))
    found = []
    for one in rows.select_related("organisation", "owner").order_by("pk"):
        owns = one.owner_id == pk
        other = one.organisation if owns else one.owner
        found.append(Tie(other.name, other.slug, owns, float(one.share), Label(one.label)))
    return tuple(found)


def _numbers(rows: Any) -> tuple[Number, ...]:
    """The latest of each."""
    found: dict[str, Number] = {}
    for one in rows:
        amount = Money(one.amount, one.currency) if one.currency else None
        count = None if amount else float(one.amount)
        found.setdefault(one.name, Number(one.name, one.year, count, amount, Label(one.label)))
    return tuple(found.values())
