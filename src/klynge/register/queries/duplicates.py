"""Entries that may be one organisation, and merges that were made. For the secretariat."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from klynge.access.viewer import Viewer
from klynge.register.duplicates import Entry, Sign, duplicates
from klynge.register.models import Apart, ContactPoint, Fact, Membership, Merge, Organisation


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two that look alike, with what helps to tell them. `entries`: how many fields and memberships it has."""

    id: int
    name: str
    slug: str
    number: str
    website: str
    member: bool
    entries: int


@dataclass(frozen=True, slots=True)
class Likely:
    """`kept` is the one that has more; the page proposes to keep it."""

    kept: Twin
    gone: Twin
    score: float
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class MergeLine:
    id: int
    kept: str
    kept_id: int
    gone: str
    moved: int
    made_at: datetime
    undone_at: datetime | None


def likely_duplicates(viewer: Viewer, limit: int = 100) -> list[Likely]:
    """Strongest first. Five queries."""
    organisations = list(Organisation.objects.visible_to(viewer).filter(merged_into=None, closed_on=None))
    lines: defaultdict[int, dict[str, str]] = defaultdict(dict)
    entries: defaultdict[int, int] = defaultdict(int)
    for fact in Fact.objects.visible_to(viewer):
        entries[fact.organisation_id] += 1
        if fact.name in ("website", "phone", "email"):
            lines[fact.organisation_id][fact.name] = fact.value
    emails: defaultdict[int, list[str]] = defaultdict(list)
    for point in ContactPoint.objects.visible_to(viewer).filter(kind="email"):
        emails[point.organisation_id].append(point.value)
    members = set(Membership.objects.visible_to(viewer).values_list("organisation_id", flat=True))
    apart = list(Apart.objects.visible_to(viewer).values_list("one_id", "other_id"))
    twins = {
        row.pk: Twin(
            row.pk, row.name, row.slug, _number(row), lines[row.pk].get("website", ""), row.pk in members, entries[row.pk]
        )
        for row in organisations
    }
    compared = [
        Entry(
            row.pk,
            row.name,
            _pair(row),
            lines[row.pk].get("website", ""),
            lines[row.pk].get("phone", ""),
            tuple(filter(None, (lines[row.pk].get("email"), *emails[row.pk]))),
        )
        for row in organisations
    ]
    found = []
    for pair in duplicates(compared, apart)[:limit]:
        both = sorted((twins[pair.one], twins[pair.other]), key=lambda one: (one.member, bool(one.number), one.entries, -one.id))
        found.append(Likely(both[1], both[0], pair.score, pair.signs))
    return found


def merges(viewer: Viewer, limit: int = 50) -> list[MergeLine]:
    rows = list(Merge.objects.visible_to(viewer)[:limit])
    ids = {id for row in rows for id in (row.kept_id, row.gone_id)}
    names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))
    return [
        MergeLine(
            row.pk,
            names.get(row.kept_id, "–"),
            row.kept_id,
            names.get(row.gone_id, "–"),
            len(row.moved),
            row.made_at,
            row.undone_at,
        )
        for row in rows
    ]


def _pair(row: Organisation) -> tuple[str, str] | None:
    if row.cvr:
        return ("DK", row.cvr)
    return (row.country, row.foreign_number) if row.foreign_number else None


def _number(row: Organisation) -> str:
    pair = _pair(row)
    return " ".join(pair) if pair else ""
