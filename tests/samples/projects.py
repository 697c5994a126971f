from datetime import UTC, date, datetime, timedelta
from itertools import product

from django.utils import timezone

from klynge.access.models import Circle
from klynge.access.viewer import ANYONE
from klynge.core.tlp import Label
from klynge.ledger.actions.book import book
from klynge.ledger.models import Activity, Cost, Funding, Grant, Mandate, Participation, Result, WorkPackage
from klynge.projects import models
from klynge.register.models import Named, Organisation
from tests.cast import Cast
from tests.samples import word

AT = datetime(2026, 3, 1, tzinfo=UTC)
BEGIN, END = date(2026, 3, 1), date(2027, 2, 28)


def samples(cast: Cast) -> None:
    """Anna's project, which nobody else takes part in; one of both rivals, which Erik audits; Ben's, from which Anna's firm has
    gone; and one of nobody of the cast for every label and audience."""
    audited, other = (_package() for _ in range(2))
    Mandate.objects.create(
        account_id=cast.erik.account_id,
        grant_id=audited.grant_id,
        from_on=BEGIN,
        to_on=END,
        starts_on=BEGIN,
        ends_on=date(2100, 1, 1),
        made_at=AT,
    )
    _project((cast.hawk,), other)
    _project((cast.hawk, cast.kite), audited)
    _project((cast.kite, cast.hawk), other, gone=cast.hawk)
    firm_named, person_named, empty = (Circle.objects.create(name=word(), made_at=timezone.now()) for _ in range(3))
    Named.objects.create(circle=firm_named, organisation=cast.kite)
    Named.objects.create(circle=person_named, person_id=cast.ben.person_id)
    for label, circle in product([one for one in Label if one is not Label.RED], (None, firm_named, person_named, empty)):
        _project((), other, lead=cast.abroad, label=label, circle=circle)


def _package() -> WorkPackage:
    grant = Grant.objects.create(
        funder=word(),
        name=word(),
        number=word(),
        rules="ufs",
        from_on=BEGIN,
        to_on=END,
        amount=100,
        credit_da=word(),
        credit_en=word(),
    )
    return WorkPackage.objects.create(grant=grant, number="1", name=word())


def _project(
    firms: tuple[Organisation, ...],
    package: WorkPackage,
    gone: Organisation | None = None,
    lead: Organisation | None = None,
    **more: object,
) -> None:
    activity = Activity.objects.create(
        kind="project", title=word(), from_at=AT, to_at=AT + timedelta(days=365), on=BEGIN, place=word(), note=word()
    )
    Funding.objects.create(activity=activity, grant_id=package.grant_id, work_package=package)
    project = models.Project.objects.create(
        title_da=word(),
        title_en=word(),
        summary_da=word(),
        summary_en=word(),
        stage="running",
        from_on=BEGIN,
        to_on=END,
        lead=lead or firms[0],
        activity=activity,
        **more,
    )
    models.StageChange.objects.create(project=project, before="idea", stage="running", reason=word(), at=AT, by_id=None)
    part = models.Part.objects.create(project=project, number="1", name=word(), from_on=BEGIN, to_on=END)
    models.Milestone.objects.create(part=part, what=word(), due_on=END)
    models.Milestone.objects.create(part=part, what=word(), due_on=END, reached_on=BEGIN, evidence=word())
    for firm in firms or (lead,):
        partner = models.Partner.objects.create(
            project=project,
            organisation=firm,
            role="company",
            economic=True,
            from_on=BEGIN,
            to_on=BEGIN + timedelta(days=9) if firm == gone else None,
            document=word(),
        )
        models.Budget.objects.create(part=part, partner=partner, cost="wage", amount=100, on=BEGIN)
        _booked(firm, activity, package)


def _booked(firm: Organisation | None, activity: Activity, package: WorkPackage) -> None:
    stands = {"organisation": firm, "on": BEGIN, "group_id": firm.pk, "activity": activity}
    book(ANYONE, [Participation(**stands, capacity="economic", evidence="document", evidence_at=word())])
    paid = {"grant_id": package.grant_id, "work_package": package}
    book(ANYONE, [Cost(**stands, **paid, cost="wage", amount=10, part="1", document=word(), what=word())])
    book(ANYONE, [Result(**stands, grant_id=package.grant_id, result="product", source=word(), text=word())])
