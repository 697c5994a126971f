"""The public list of members, whole, for those who take it elsewhere: what a guest sees, whoever asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from klynge.access.viewer import ANYONE
from klynge.register.models import Capability, Fact, Organisation
from klynge.register.places import name_of, region_of, regions_on
from klynge.register.queries.directory import Wanted, members_found
from klynge.register.queries.directory_members import Member
from klynge.register.reference_tables import trees

Grouped = defaultdict[int, list[str]]  # by organisation id


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as everybody may know it. `id` stays the same whatever changes, also its address. `line`: itself in one line, in the
    language that was asked for or the other one."""

    id: int
    name: str
    slug: str
    kind: str
    field: str
    country: str
    cvr: str
    foreign_number: str
    size_band: str
    municipalities: tuple[str, ...]
    regions: tuple[str, ...]
    capabilities: tuple[str, ...]
    cpv: tuple[str, ...]
    certificates: tuple[str, ...]
    website: str
    line: str
    line_language: str
    demo: bool


def public_list(wanted: Wanted, *, language: str, today: date) -> list[Listed]:
    """All that answer, whatever page of them is asked for. The same number of queries for any number of members."""
    found = members_found(ANYONE, wanted, today)
    ids = [member.id for member in found]
    rows = Organisation.objects.visible_to(ANYONE).filter(pk__in=ids)
    numbers = {pk: said for pk, *said in rows.values_list("pk", "country", "cvr", "foreign_number")}
    lines, websites = _said(ids, language), dict[int, str]()
    for pk, value in _facts(ids, "website").values_list("organisation_id", "value"):
        websites[pk] = value
    names, codes = _capabilities(ids, language)
    own, regions = trees()["own"], regions_on(today, language)
    return [
        _listed(
            member,
            numbers[member.id],
            own.label(member.field, language) if member.field else "",
            {region_of(code, today): regions.get(region_of(code, today), "") for code in member.municipalities},
            names[member.id],
            codes[member.id],
            websites.get(member.id, ""),
            lines.get(member.id, ("", "")),
        )
        for member in found
    ]


def _listed(
    member: Member,
    number: Sequence[str],
    field: str,
    regions: Mapping[str, str],
    capabilities: Sequence[str],
    cpv: Sequence[str],
    website: str,
    line: tuple[str, str],
) -> Listed:
    country, cvr, foreign_number = number
    return Listed(
        id=member.id,
        name=member.name,
        slug=member.slug,
        kind=member.kind,
        field=field,
        country=country,
        cvr=cvr,
        foreign_number=foreign_number,
        size_band=member.size_band,
        municipalities=tuple(dict.fromkeys(name for code in member.municipalities if (name := name_of(code)))),
        regions=tuple(name for name in regions.values() if name),
        capabilities=tuple(capabilities),
        cpv=tuple(cpv),
        certificates=member.certificates,
        website=website,
        line=" ".join(line[0].split()),
        line_language=line[1],
        demo=member.demo,
    )


def _facts(ids: Sequence[int], name: str) -> Any:
    return Fact.objects.visible_to(ANYONE).filter(organisation_id__in=ids, name=name).exclude(value="").order_by("pk")


def _said(ids: Sequence[int], language: str) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for fact in sorted(_facts(ids, "line"), key=lambda fact: fact.language != language):
        found.setdefault(fact.organisation_id, (fact.value, fact.language))
    return found


def _capabilities(ids: Sequence[int], language: str) -> tuple[Grouped, Grouped]:
    """Names of the own capabilities (of one that the table lacks the nearest above it), and CPV codes; the main ones first."""
    tree, names, codes = trees()["own"], Grouped(list), Grouped(list)
    rows = Capability.objects.visible_to(ANYONE).filter(organisation_id__in=ids, system__in=("own", "cpv"))
    for owner, system, code in rows.order_by("-main", "code").values_list("organisation_id", "system", "code"):
        name = code if system == "cpv" else tree.labels(code).best(language, "en")
        into = codes if system == "cpv" else names
        if name and name not in into[owner]:
            into[owner].append(name)
    return names, codes
