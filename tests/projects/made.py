"""A project of Anna's and Ben's firms with a university, paid by one grant, on days that have passed."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from klynge.ledger.actions.law import load_values
from klynge.ledger.models import ExchangeRate, Grant, WorkPackage
from klynge.projects.actions.partners import add_partner
from klynge.projects.actions.plan import add_part
from klynge.projects.actions.project import Told, open_project
from klynge.projects.actions.stages import move_stage
from klynge.projects.models import Part, Partner, Project
from klynge.register.models import Organisation
from tests import cast as standing
from tests.cast import Cast

WHY = "a test looks at all rows"
TODAY = timezone.localdate()
BEGIN, END = TODAY - timedelta(days=200), TODAY + timedelta(days=200)
DAY = TODAY - timedelta(days=100)
TOLD = Told(BEGIN, END, title_da="Støjsvag drone", title_en="Quiet drone", summary_da="En drone.", summary_en="A drone.")


@dataclass
class World:
    cast: Cast
    grant: Grant
    package: WorkPackage
    third: Organisation
    university: Organisation

    def opened(self, **more: object) -> Project:
        """An idea of Hawk's."""
        given = {
            "told": TOLD,
            "lead_id": self.cast.hawk.pk,
            "lead_role": "company",
            "work_package_ids": [self.package.pk],
            **more,
        }
        return open_project(by=self.cast.clara, **given)

    def join(self, project: Project, firm: Organisation, role: str = "company", *, economic: bool = True, **more) -> Partner:
        given = {"organisation_id": firm.pk, "role": role, "economic": economic, "from_on": BEGIN, **more}
        return add_partner(by=self.cast.clara, project_id=project.pk, **given)

    def running(self, **more: object) -> Project:
        """With four partners, as the programme asks, and one part."""
        project = self.opened(**more)
        self.join(project, self.cast.kite)
        self.join(project, self.third)
        self.join(project, self.university, "knowledge", economic=False)
        self.part(project)
        move_stage(by=self.cast.clara, project_id=project.pk, stage="running")
        return Project.objects.system_rows(WHY).get(pk=project.pk)

    def part(self, project: Project, number: str = "1") -> Part:
        return add_part(by=self.cast.clara, project_id=project.pk, number=number, name="Rotor", from_on=BEGIN, to_on=END)

    def cost(self, project: Project, firm: Organisation | None = None, **more: object) -> dict[str, object]:
        """What a cost is given, in the words of its action."""
        return {
            "by": self.cast.clara,
            "partner_id": partner(project, firm or self.cast.hawk).pk,
            "part_id": Part.objects.system_rows(WHY).filter(project=project).first().pk,
            "cost": "external",
            "on": DAY,
            "amount": Decimal(1000),
            "currency": "DKK",
            "what": "Wind tunnel",
            **more,
        }


def partner(project: Project, firm: Organisation) -> Partner:
    return Partner.objects.system_rows(WHY).get(project=project, organisation=firm)


def make() -> World:
    cast = standing.make()
    load_values()
    for currency, per_euro in (("DKK", "7.46"), ("SEK", "11.19")):
        for back in range(0, 240, 30):
            ExchangeRate.objects.create(
                currency=currency, on=TODAY - timedelta(days=back), per_euro=Decimal(per_euro), source="test"
            )
    grant = Grant.objects.create(
        funder="A board",
        name="Growth",
        rules="deb",
        from_on=BEGIN + timedelta(days=20),
        to_on=END,
        amount=1_000_000,
    )
    package = WorkPackage.objects.create(grant=grant, number="2", name="Innovation")
    third = standing.organisation("Third ApS")
    university = standing.organisation("Known University", kind=Organisation.UNIVERSITY)
    return World(cast, grant, package, third, university)
