"""SME self-tests, and what the form of a new one starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import SizeTest
from klynge.ledger.queries.aid import may_ask
from klynge.register.models import Figure, Organisation, Ownership, Person


@dataclass(frozen=True, slots=True)
class TestCard:
    """`steps`: what klynge.ledger.sizing.kept gave."""

    id: int
    organisation_id: int
    organisation: str
    on: date
    size: str
    given: Mapping[str, Any]
    steps: Mapping[str, Any]
    signed_on: date | None
    signed_by: str
    hash: str


def size_tests(viewer: Viewer, organisation_id: int) -> Sequence[TestCard]:
    """Those of a firm, the newest first. Raises Refused."""
    may_ask(viewer, organisation_id)
    return _cards(
        viewer, SizeTest.objects.visible_to(viewer).filter(organisation_id=organisation_id).order_by("-made_at", "-pk")[:50]
    )


def size_test(viewer: Viewer, test_id: int) -> TestCard:
    """Raises Refused."""
    [card] = _cards(viewer, [the(SizeTest, viewer, pk=test_id)])
    return card


def _cards(viewer: Viewer, rows: Any) -> list[TestCard]:
    found = list(rows)
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=[row.organisation_id for row in found])
    names = dict(firms.values_list("pk", "name"))
    people = Person.objects.visible_to(viewer).filter(pk__in=[row.signed_by_id for row in found if row.signed_by_id])
    signers = dict(people.values_list("pk", "name"))
    return [
        TestCard(
            row.pk,
            row.organisation_id,
            names.get(row.organisation_id, ""),
            row.on,
            row.size,
            row.given,
            row.steps,
            timezone.localtime(row.signed_at).date() if row.signed_at else None,
            signers.get(row.signed_by_id, ""),
            row.hash,
        )
        for row in found
    ]


def start_of(viewer: Viewer, organisation_id: int, today: date) -> dict[str, Any]:
    """What a new test starts from: the last one, else what the register has and the viewer may see. In the shape of a test."""
    may_ask(viewer, organisation_id)
    last = SizeTest.objects.visible_to(viewer).filter(organisation_id=organisation_id).order_by("-made_at", "-pk").first()
    if last is not None:
        return dict(last.given)
    rows = Ownership.objects.visible_to(viewer).filter(Q(owner_id=organisation_id) | Q(organisation_id=organisation_id))
    ties = list(rows.filter(from_on__lte=today).exclude(to_on__lt=today).order_by("pk"))
    others = {end for tie in ties for end in (tie.owner_id, tie.organisation_id)} - {organisation_id}
    names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", "name"))
    figures = _figures(viewer, {organisation_id, *others}, (today.year - 1, today.year - 2))
    tied = []
    for tie in ties:
        owns = tie.organisation_id == organisation_id
        other = tie.owner_id if owns else tie.organisation_id
        if other in names:
            more = {"investor": "firm", "invested": "", "budget": "", "inhabitants": "", "under": 0}
            said = {"name": names[other], "owns": owns, "share": str(tie.share.normalize()), "control": tie.control}
            tied.append({**said, **more, "years": figures.get(other, {})})
    return {"name": "", "currency": "DKK", "before": "", "years": figures.get(organisation_id, {}), "tied": tied}


def _figures(viewer: Viewer, ids: set[int], years: tuple[int, ...]) -> dict[int, dict[str, list[str]]]:
    """Organisation -> year -> [staff, turnover, balance]; amounts in kroner only."""
    found: dict[int, dict[str, list[str]]] = {}
    rows = Figure.objects.visible_to(viewer).filter(organisation_id__in=ids, year__in=years, currency__in=("", "DKK"))
    for row in rows:
        line = found.setdefault(row.organisation_id, {}).setdefault(str(row.year), ["", "", ""])
        line[("staff", "turnover", "balance").index(row.name)] = format(row.amount.normalize(), "f")
    return found
