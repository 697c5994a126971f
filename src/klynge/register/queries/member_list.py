"""The members in the form of a list: for export, and for saying what an import would change. Nine queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.access.viewer import Viewer
from klynge.register.imports.compare import Contact, Known
from klynge.register.imports.member import Member
from klynge.register.imports.values import Certified
from klynge.register.models import (
    Affiliation,
    Capability,
    Certificate,
    ContactPoint,
    Fact,
    Figure,
    Membership,
    Organisation,
    Person,
    Site,
)

_FACTS = {
    ("profile", "da"): "profile_da",
    ("profile", "en"): "profile_en",
    ("products", "da"): "products_da",
    ("products", "en"): "products_en",
    ("website", ""): "website",
    ("phone", ""): "phone",
    ("email", ""): "email",
    ("ncage", ""): "ncage",
}


def member_list(viewer: Viewer, today: date, *, verb: str = "read") -> list[Known]:
    """All living organisations that the viewer may read (and, with verb="export", take out of the house), by name; of each only
    the fields that they may."""

    def rows(model: Any) -> Any:
        found = model.objects.visible_to(viewer)
        return found if verb == "read" else found.visible_to(viewer, verb=verb)

    organisations = rows(Organisation).filter(closed_on=None, merged_into=None)
    found: dict[int, dict[str, Any]] = {row.pk: _card(row) for row in organisations}
    for row in rows(Membership).filter(from_on__lte=today).exclude(to_on__lt=today).order_by("from_on"):
        _add(found, row, {"membership_type": row.type, "size_band": row.size_band, "member_since": row.from_on})
    for row in rows(Site).exclude(to_on__lt=today).order_by("main", "-pk"):  # the last one said is the main one
        names = ("p_number", "address", "postcode", "town", "municipality")
        _add(found, row, {name: getattr(row, name) for name in names})
    for row in rows(Fact):
        if (row.name, row.language) in _FACTS:
            _add(found, row, {_FACTS[row.name, row.language]: row.value})
    codes = _grouped(rows(Capability).order_by("code"), lambda row: (row.system, row.code))
    certificates = _grouped(
        rows(Certificate).filter(kind="certificate").order_by("name"), lambda row: Certified(row.name, row.expires_on)
    )
    figures = _grouped(rows(Figure), lambda row: ((row.name, row.year), (row.amount.normalize(), row.currency)))
    contacts = _contacts(viewer, rows, today)
    return [
        Known(id, _member(said, codes[id], certificates[id], dict(figures[id]), contacts[id]), contacts[id], dict(figures[id]))
        for id, said in found.items()
    ]


def known_names(viewer: Viewer) -> list[Known]:
    """All living organisations that the viewer may read, only with what identifies them. One query."""
    rows = Organisation.objects.visible_to(viewer).filter(closed_on=None, merged_into=None).order_by("name", "pk")
    said = rows.values("pk", "name", "cvr", "country", "foreign_number")
    return [Known(row["pk"], Member(**{name: row[name] for name in row if name != "pk"})) for row in said]


def taken_numbers() -> dict[tuple[str, str], int]:
    """Every number of a living organisation, so that an import does not meet one that its reader may not see."""
    rows = Organisation.objects.system_rows("a number is given once, whoever may see its owner")
    taken = {}
    for id, cvr, country, foreign in rows.filter(closed_on=None, merged_into=None).values_list(
        "pk", "cvr", "country", "foreign_number"
    ):
        if cvr:
            taken["DK", cvr] = id
        if foreign:
            taken[country, foreign] = id
    return taken


def _card(row: Organisation) -> dict[str, Any]:
    return {
        "name": row.name,
        "cvr": row.cvr,
        "country": row.country,
        "foreign_number": row.foreign_number,
        "kind": row.kind,
        "field": row.field,
        "label": row.label,
        "founded": row.founded_on,
    }


def _add(found: dict[int, dict[str, Any]], row: Any, said: Mapping[str, Any]) -> None:
    if row.organisation_id in found:
        found[row.organisation_id].update(said)


def _grouped(rows: Iterable[Any], say: Any) -> "defaultdict[int, list[Any]]":
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.organisation_id].append(say(row))
    return grouped


def _contacts(viewer: Viewer, rows: Any, today: date) -> "defaultdict[int, tuple[Contact, ...]]":
    """Those who work there now; whoever looks after the profile first."""
    ways: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for point in rows(ContactPoint):
        ways[point.affiliation_id][point.kind] = point.value
    works = list(rows(Affiliation).filter(from_on__lte=today).exclude(to_on__lt=today).order_by("-manages", "pk"))
    names = dict(Person.objects.visible_to(viewer).filter(erased_at=None).values_list("pk", "name"))
    grouped: defaultdict[int, tuple[Contact, ...]] = defaultdict(tuple)
    for work in works:
        if work.person_id in names:
            way = ways[work.pk]
            one = Contact(work.pk, names[work.person_id], work.title, way.get("email", ""), way.get("phone", ""))
            grouped[work.organisation_id] += (one,)
    return grouped


def _member(
    said: dict[str, Any],
    codes: list[tuple[str, str]],
    certificates: list[Certified],
    figures: dict[tuple[str, int], tuple[Decimal, str]],
    contacts: tuple[Contact, ...],
) -> Member:
    year = max((year for _, year in figures), default=None)
    newest = {name: figures[name, year] for name, at in figures if at == year} if year else {}
    first = contacts[0] if contacts else Contact(0, "")
    sets = {key: tuple(code for system, code in codes if system == key) for key in ("own", "cpv", "nace", "edf", "cml")}
    return Member(
        **said,
        **sets,
        certificates=tuple(sorted(certificates, key=lambda one: one.name)),
        contact_name=first.name,
        contact_title=first.title,
        contact_email=first.email,
        contact_phone=first.phone,
        figures_year=year,
        currency=next((currency for _, currency in newest.values() if currency), ""),
        **{name: amount for name, (amount, _) in newest.items()},
    )
