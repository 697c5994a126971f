"""The partners of a project that runs stand in the ledger as participations, each once, with the organisation as it was on its day."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from klynge.access.viewer import Viewer
from klynge.ledger.actions.book import book
from klynge.ledger.models import Funding, Participation
from klynge.ledger.queries.standing import standings
from klynge.projects.actions.checks import open_month
from klynge.projects.models import Partner, Project

_WHY = "a partner is booked once, whoever may read the row"


def book_partners(by: Viewer, project: Project, partners: Sequence[Partner]) -> list[Participation]:
    """An economic partner has cost; any other takes part by agreement. What is booked already is left alone. Inside the caller's
    transaction. Raises Wrong where a month of a paying grant is closed."""
    rows = Participation.objects.system_rows(_WHY).filter(activity_id=project.activity_id, live=True)
    known = set(rows.order_by("pk").values_list("organisation_id", "capacity"))
    new = [one for one in partners if (one.organisation_id, _capacity(one)) not in known]
    days = {one.pk: max(one.from_on, project.from_on) for one in new}
    _months(project, set(days.values()))
    stood = standings((one.organisation_id, days[one.pk]) for one in new)
    return book(
        by,
        [
            Participation(
                **asdict(stood[one.organisation_id, days[one.pk]]),
                on=days[one.pk],
                activity_id=project.activity_id,
                capacity=_capacity(one),
                evidence="document",
                evidence_at=one.document,
            )
            for one in new
        ],
    )


def _capacity(partner: Partner) -> str:
    return "economic" if partner.economic else "dedicated"


def _months(project: Project, days: set[date]) -> None:
    paid = Funding.objects.system_rows(_WHY).filter(activity_id=project.activity_id).values_list("grant_id", flat=True)
    for grant_id in paid:
        for day in days:
            open_month(grant_id, day, "from_on")
