"""What waits for the secretariat: changes that would become public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person, Proposal
from klynge.register.queries.profile import MODELS, title_of
from klynge.register.queries.version import content, version


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """`changes`: (column, what everybody sees now, what would be seen), only where they differ. `person`: whom it is
    about, if anybody. `label`: who would see it. `stale`: the entry was changed since, so that it can only be declined."""

    id: int
    organisation: str
    organisation_id: int
    title: str
    person: str
    by: str
    made_at: datetime
    label: Label
    changes: tuple[tuple[str, str, str], ...]
    stale: bool


def waiting_proposals(viewer: Viewer, limit: int = 100) -> list[ProposalCard]:
    """The oldest first. Queries: four, and one for each kind of entry among them."""
    rows = list(Proposal.objects.visible_to(viewer, verb="publish").filter(state=Proposal.WAITING)[:limit])
    names = dict(
        Organisation.objects.visible_to(viewer).filter(pk__in={r.organisation_id for r in rows}).values_list("pk", "name")
    )
    there = _there(viewer, rows)
    works = _works(viewer, rows)
    ids = {row.made_by_id for row in rows} | set(works.values())
    people = dict(Person.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))
    cards = []
    for row in rows:
        now = there.get((row.change["kind"], row.change["id"]))
        cards.append(
            ProposalCard(
                id=row.pk,
                organisation=names.get(row.organisation_id, "–"),
                organisation_id=row.organisation_id,
                title=title_of(row.target),
                person=people.get(works.get(row.pk), ""),
                by=people.get(row.made_by_id, "–"),
                made_at=row.made_at,
                label=Label(row.change["label"]),
                changes=tuple(_changes(row.change["kind"], row.change["values"], now)),
                stale=now is not None and version(now) != row.change["was"],
            )
        )
    return cards


def _there(viewer: Viewer, rows: list[Proposal]) -> Mapping[tuple[str, int], Any]:
    found = {}
    for kind in sorted({row.change["kind"] for row in rows if row.change["id"]}):
        ids = [row.change["id"] for row in rows if row.change["kind"] == kind]
        for entry in _model(kind).objects.visible_to(viewer).filter(pk__in=ids):
            found[kind, entry.pk] = entry
    return found


def _works(viewer: Viewer, rows: list[Proposal]) -> dict[int, int]:
    """Proposal -> the person whose work or address it is about."""
    ids = {
        row.pk: row.change["id"] if row.change["kind"] == "affiliation" else row.change["values"]["affiliation_id"]
        for row in rows
        if row.change["kind"] in ("affiliation", "contact")
    }
    people = dict(Affiliation.objects.visible_to(viewer).filter(pk__in=set(ids.values())).values_list("pk", "person_id"))
    return {proposal: people[work] for proposal, work in ids.items() if work in people}


def _model(kind: str) -> Any:
    return {"organisation": Organisation, "affiliation": Affiliation, "contact": ContactPoint, **MODELS}[kind]


def _changes(kind: str, values: Mapping[str, Any], now: Any) -> Any:
    shown = content(now) if now is not None else {}
    for name, value in values.items():
        if name.endswith("_id") or name == "manages" or (kind == "fact" and name != "value"):  # the title says these
            continue
        was, will = (_said(one) for one in (shown.get(name), value))
        if was != will:
            yield name, was, will


def _said(value: Any) -> str:
    return "" if value in (None, False) else ", ".join(value) if isinstance(value, list) else str(value)
