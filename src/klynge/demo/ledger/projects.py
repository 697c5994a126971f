"""Two innovation projects: one runs and has first results, one is being applied for."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.demo.ledger.grants import Paying
from klynge.projects.actions.booking import record_cost, record_result
from klynge.projects.actions.partners import add_partner, declare_partner
from klynge.projects.actions.plan import add_milestone, add_part, reach_milestone, set_budget
from klynge.projects.actions.project import Told, open_project
from klynge.projects.actions.stages import move_stage
from klynge.projects.models import Partner, Project
from klynge.register.actions.audience import Audience

_RESULTS = (  # which partner, what, days ago, in words
    (0, "collaboration", 150, "Fast samarbejde om prøver med de andre partnere."),
    (1, "collaboration", 150, "Fast samarbejde om prøver med de andre partnere."),
    (2, "knowledge", 130, "Ny viden om sensorer i saltvand."),
    (1, "knowledge", 60, "Kan nu selv prøve elektronik for stød."),
    (0, "product", 12, "En fælles sensorpakke, som passer i tre typer både."),
    (1, "process", 12, "Prøver i tank før prøver til havs."),
)
_PARTS = (("1", "Krav og prøveplan", 0, 110), ("2", "Prototype", 60, 260), ("3", "Prøver på havet", 220, 420))


def live_projects(
    by: Viewer, grant: Paying, other: Paying, companies: Sequence[int], knowledge: int, first: date, today: date
) -> tuple[Project, Sequence[int]]:
    """The project that runs, which both grants pay, and its companies. One of them and the institution stand in the one that waits, too."""
    running = _running(by, grant, other, companies[:3], knowledge, first, today)
    told = Told(
        from_on=today - timedelta(days=40),
        to_on=today + timedelta(days=500),
        title_da="Genbrug af kompositter fra udtjente vinger (demo)",
        title_en="Reuse of composites from retired wings (demo)",
        summary_da="Et opdigtet projekt om at skille kompositter ad, så fibrene kan bruges igen.",
        summary_en="An invented project on taking composites apart, so that their fibres can be used again.",
    )
    waits = open_project(
        by=by, told=told, lead_id=companies[3], lead_role="company", audience=Audience(Label.GREEN), work_package_ids=[grant.packages["2"]],
        demo=True,
    )  # fmt: skip
    for firm, role in ((companies[2], "company"), (knowledge, "knowledge")):
        add_partner(by=by, project_id=waits.pk, organisation_id=firm, role=role, economic=True, from_on=told.from_on)
    move_stage(by=by, project_id=waits.pk, stage="application")
    return running, companies[:3]


def _running(
    by: Viewer, grant: Paying, other: Paying, companies: Sequence[int], knowledge: int, first: date, today: date
) -> Project:
    told = Told(
        from_on=first + timedelta(days=14),
        to_on=first + timedelta(days=480),
        title_da="Sensorpakke til små ubemandede både (demo)",
        title_en="Sensor package for small unmanned boats (demo)",
        summary_da="Et opdigtet projekt: tre virksomheder og en videninstitution bygger og prøver en fælles sensorpakke.",
        summary_en="An invented project: three companies and a knowledge institution build and try a sensor package together.",
    )
    project = open_project(
        by=by, told=told, lead_id=companies[0], lead_role="company", audience=Audience(Label.CLEAR),
        work_package_ids=[grant.packages["2"], other.packages["B"]],
        demo=True,
    )  # fmt: skip
    for firm in companies[1:]:
        add_partner(by=by, project_id=project.pk, organisation_id=firm, role="company", economic=True, from_on=told.from_on)
    add_partner(by=by, project_id=project.pk, organisation_id=knowledge, role="knowledge", economic=False, from_on=told.from_on)
    partners = list(Partner.objects.visible_to(by).filter(project=project).order_by("pk"))
    for partner in partners[:3]:
        declare_partner(by=by, partner_id=partner.pk, on=told.from_on, document="Partnererklæring, underskrevet")
    move_stage(by=by, project_id=project.pk, stage="application")
    move_stage(by=by, project_id=project.pk, stage="running")
    for number, name, begin, end in _PARTS:
        part = add_part(
            by=by, project_id=project.pk, number=number, name=name, from_on=told.from_on + timedelta(days=begin),
            to_on=told.from_on + timedelta(days=end), lead_id=partners[int(number) - 1].pk,
        )  # fmt: skip
        for place, partner in enumerate(partners[:3]):
            amount = Decimal(60_000 + 25_000 * ((place + int(number)) % 3))
            set_budget(by=by, part_id=part.pk, partner_id=partner.pk, cost="wage", amount=amount, currency="DKK", on=told.from_on)
        done_on = told.from_on + timedelta(days=end - 10)
        milestone = add_milestone(by=by, part_id=part.pk, what=f"{name}: afsluttet og gennemgået", due_on=done_on)
        if number == "1":
            on = min(done_on + timedelta(days=4), today)
            reach_milestone(by=by, milestone_id=milestone.pk, on=on, evidence="Referat af gennemgangen")
            for place, partner in enumerate(partners[:3]):
                record_cost(
                    by=by, partner_id=partner.pk, part_id=part.pk, cost="wage", on=told.from_on + timedelta(days=50 + place),
                    amount=Decimal(38_400 + 7_250 * place), currency="DKK", what="Løn til udvikling", document=f"Bilag {101 + place}",
                    grant_id=grant.grant_id,
                )  # fmt: skip
    for place, result, ago, words in _RESULTS:
        record_result(
            by=by,
            partner_id=partners[place].pk,
            result=result,
            on=today - timedelta(days=ago),
            said=words,
            grant_id=grant.grant_id,
        )
    return project
