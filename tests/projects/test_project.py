"""A project is opened, changed, and goes from stage to stage as the programme's rule allows."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from klynge.access.viewer import Role
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.ledger.actions.law import enter_value
from klynge.ledger.models import Activity, Funding, Grant, Lock, Participation, WorkPackage
from klynge.projects.actions.booking import record_cost
from klynge.projects.actions.partners import add_partner, declare_partner, end_partner
from klynge.projects.actions.project import change_project, open_project
from klynge.projects.actions.stages import move_stage
from klynge.projects.models import Partner, Project, StageChange
from klynge.register.actions.audience import Audience
from tests.projects.made import BEGIN, DAY, END, TODAY, TOLD, WHY, partner

DAYS = timedelta(days=1)


def stages(project) -> list[tuple[str, str, bool]]:
    rows = StageChange.objects.system_rows(WHY).filter(project=project)
    return [(row.before, row.stage, row.overridden) for row in rows]


def took_part(project) -> set[tuple[int, str]]:
    rows = Participation.objects.system_rows(WHY).filter(activity_id=project.activity_id, live=True)
    return {(row.organisation_id, row.capacity) for row in rows}


def change(world, project, **more):
    given = {"told": TOLD, "lead_id": world.cast.hawk.pk, "audience": Audience(), "work_package_ids": [world.package.pk], **more}
    return change_project(by=world.cast.clara, project_id=project.pk, **given)


def test_a_new_project_has_its_activity_its_lead_and_who_pays(world):
    project = world.opened()
    activity = Activity.objects.system_rows(WHY).get()
    assert (activity.kind, activity.title, activity.on, project.activity_id) == ("project", "Støjsvag drone", BEGIN, activity.pk)
    assert [(p.organisation_id, p.role) for p in Partner.objects.system_rows(WHY)] == [(world.cast.hawk.pk, "company")]
    assert [(f.activity_id, f.work_package_id) for f in Funding.objects.system_rows(WHY)] == [(activity.pk, world.package.pk)]
    assert (stages(project), took_part(project)) == ([("", "idea", False)], set())


def test_only_the_secretariat_and_finance_open_a_project(world):
    for viewer in (world.cast.guest, world.cast.anna, world.cast.dora, world.cast.erik):
        with pytest.raises(Refused):
            open_project(by=viewer, told=TOLD, lead_id=world.cast.hawk.pk, lead_role="company")
    finance = replace(world.cast.anna, roles=frozenset({Role.FINANCE}))
    open_project(by=finance, told=TOLD, lead_id=world.cast.hawk.pk, lead_role="company")
    assert Project.objects.system_rows(WHY).count() == 1


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"title_da": " ", "title_en": ""}, "title_da"),
        ({"title_en": "x" * 201}, "title_en"),
        ({"to_on": BEGIN - DAYS}, "to_on"),
        ({"from_on": BEGIN.replace(year=1889)}, "from_on"),
        ({"currency": "XXX"}, "currency"),
    ],
)
def test_what_a_project_says_is_checked_field_by_field(world, told, where):
    with pytest.raises(Wrong) as wrong:
        world.opened(told=replace(TOLD, **told))
    assert wrong.value.where == where
    assert not Activity.objects.system_rows(WHY).exists()


def test_what_everybody_may_read_is_said_in_both_languages(world):
    with pytest.raises(Wrong) as wrong:
        world.opened(told=replace(TOLD, summary_en=""), audience=Audience(Label.CLEAR))
    assert wrong.value.where == "summary_en"


def test_a_project_is_never_red(world):
    with pytest.raises(Wrong, match="never TLP:RED"):
        world.opened(audience=Audience(Label.RED))


def test_a_project_does_not_run_without_three_companies_and_a_knowledge_institution(world):
    project = world.opened()
    world.join(project, world.cast.kite)
    with pytest.raises(Wrong, match=r"asks for 3 companies.*there are 2"):
        move_stage(by=world.cast.clara, project_id=project.pk, stage="running")
    world.join(project, world.third)
    with pytest.raises(Wrong, match=r"asks for 1 knowledge institution.*there are 0"):
        move_stage(by=world.cast.clara, project_id=project.pk, stage="running", override=True, reason="Please.")
    assert stages(project) == [("", "idea", False)]
    world.join(project, world.university, "knowledge", economic=False)
    move_stage(by=world.cast.clara, project_id=project.pk, stage="running")
    assert stages(project) == [("", "idea", False), ("idea", "running", False)]
    firms = {(firm.pk, "economic") for firm in (world.cast.hawk, world.cast.kite, world.third)}
    assert took_part(project) == firms | {(world.university.pk, "dedicated")}


def test_somebody_with_the_money_right_lets_it_run_with_fewer_and_says_why(world):
    project, finance = world.opened(), world.cast.clara.with_roles(Role.FINANCE)
    with pytest.raises(Wrong, match="Say why"):
        move_stage(by=finance, project_id=project.pk, stage="running", override=True)
    move_stage(by=finance, project_id=project.pk, stage="running", override=True, reason="The call says two.")
    assert stages(project) == [("", "idea", False), ("idea", "running", True)]


def test_the_rule_that_holds_is_the_one_of_the_day(world):
    finance = world.cast.clara.with_roles(Role.FINANCE)
    for name, amount in (("project.companies", 1), ("project.knowledge", 0)):
        enter_value(by=finance, name=name, amount=Decimal(amount), unit="", from_on=TODAY, source="A call")
    project = world.opened()
    move_stage(by=world.cast.clara, project_id=project.pk, stage="running")
    assert stages(project)[-1] == ("idea", "running", False)


def test_stages_go_one_way_and_back_with_a_reason(world):
    project, by = world.running(), world.cast.clara
    with pytest.raises(Conflict):
        move_stage(by=by, project_id=project.pk, stage="running")
    with pytest.raises(Wrong, match="cannot go there"):
        move_stage(by=by, project_id=project.pk, stage="idea")
    with pytest.raises(Wrong, match="Say why"):
        move_stage(by=by, project_id=project.pk, stage="dropped")
    move_stage(by=by, project_id=project.pk, stage="closed")
    with pytest.raises(Wrong, match="Say why"):
        move_stage(by=by, project_id=project.pk, stage="running")
    before = took_part(project)
    move_stage(by=by, project_id=project.pk, stage="running", reason="A late result.")
    rows = Participation.objects.system_rows(WHY).filter(activity_id=project.activity_id)
    assert (took_part(project), rows.count()) == (before, 4)


def test_a_project_does_not_run_before_its_first_day(world):
    project = world.opened(told=replace(TOLD, from_on=TODAY + DAYS))
    with pytest.raises(Wrong, match="cannot run before"):
        move_stage(by=world.cast.clara, project_id=project.pk, stage="running")


def test_partners_are_not_booked_in_a_closed_month(world):
    project = world.opened()
    for firm, role in ((world.cast.kite, "company"), (world.third, "company"), (world.university, "knowledge")):
        world.join(project, firm, role)
    Lock.objects.create(grant=world.grant, month=BEGIN.replace(day=1), locked_at="2026-01-01T00:00Z")
    with pytest.raises(Wrong, match="is closed"):
        move_stage(by=world.cast.clara, project_id=project.pk, stage="running")
    assert (stages(project), took_part(project)) == ([("", "idea", False)], set())


def test_a_partner_that_joins_a_running_project_is_booked_at_once(world):
    project = world.running()
    world.join(project, world.cast.abroad, "cluster", economic=False, from_on=DAY)
    rows = Participation.objects.system_rows(WHY).filter(organisation=world.cast.abroad)
    assert [(row.on, row.capacity, row.country) for row in rows] == [(DAY, "dedicated", "SE")]


def test_a_partner_joins_once_and_within_its_life_and_the_projects(world):
    project = world.opened()
    with pytest.raises(Conflict, match="Hawk ApS is a partner"):
        world.join(project, world.cast.hawk)
    for more, where in (
        ({"from_on": BEGIN - DAYS}, "from_on"),
        ({"to_on": END + DAYS}, "to_on"),
        ({"to_on": BEGIN - DAYS}, "to_on"),
        ({"declared_on": TODAY + DAYS}, "declared_on"),
        ({"role": "friend"}, "role"),
        ({"document": "x" * 201}, "document"),
    ):
        with pytest.raises(Wrong) as wrong:
            world.join(project, world.cast.kite, **more)
        assert wrong.value.where == where
    world.third.founded_on = DAY
    world.third.save()
    with pytest.raises(Wrong, match="was founded on"):
        world.join(project, world.third)
    world.third.founded_on, world.third.closed_on = None, BEGIN - DAYS
    world.third.save()
    with pytest.raises(Wrong, match="closed on"):
        world.join(project, world.third)


def test_a_partner_may_come_back_after_it_left(world):
    project = world.opened()
    first = world.join(project, world.cast.kite)
    end_partner(by=world.cast.clara, partner_id=first.pk, on=DAY)
    with pytest.raises(Conflict):
        world.join(project, world.cast.kite, from_on=DAY)
    world.join(project, world.cast.kite, from_on=DAY + DAYS)
    assert Partner.objects.system_rows(WHY).filter(organisation=world.cast.kite).count() == 2


def test_whoever_left_sees_the_project_no_more(world):
    project = world.running()
    seen = lambda viewer: Project.objects.visible_to(viewer).filter(pk=project.pk).exists()  # noqa: E731  # one word for the eye
    assert seen(world.cast.ben)
    end_partner(by=world.cast.clara, partner_id=partner(project, world.cast.kite).pk, on=TODAY - DAYS)
    assert (seen(world.cast.ben), seen(world.cast.anna)) == (False, True)


def test_the_lead_cannot_leave_nor_anybody_before_what_was_booked(world):
    project, by = world.running(), world.cast.clara
    with pytest.raises(Wrong, match="lead cannot leave"):
        end_partner(by=by, partner_id=partner(project, world.cast.hawk).pk, on=DAY)
    record_cost(**world.cost(project, world.cast.kite))
    with pytest.raises(Wrong, match="booked after that day"):
        end_partner(by=by, partner_id=partner(project, world.cast.kite).pk, on=DAY - DAYS)


def test_a_declaration_is_recorded_once_and_says_where_it_is(world):
    row, by = partner(world.opened(), world.cast.hawk), world.cast.clara
    with pytest.raises(Wrong, match="Write where"):
        declare_partner(by=by, partner_id=row.pk, on=DAY, document="")
    declare_partner(by=by, partner_id=row.pk, on=DAY, document="File 7")
    with pytest.raises(Conflict):
        declare_partner(by=by, partner_id=row.pk, on=DAY, document="File 8")
    assert Partner.objects.system_rows(WHY).get(pk=row.pk).document == "File 7"


def test_the_activity_says_what_the_project_says(world):
    project = world.opened()
    change(world, project, told=replace(TOLD, title_da="Drone uden støj", from_on=BEGIN))
    activity = Activity.objects.system_rows(WHY).get()
    assert (activity.title, activity.on) == ("Drone uden støj", BEGIN)


def test_new_days_leave_nothing_outside(world):
    project = world.running()
    record_cost(**world.cost(project))
    for told, where in ((replace(TOLD, from_on=DAY + DAYS), "from_on"), (replace(TOLD, to_on=DAY - DAYS), "to_on")):
        with pytest.raises(Wrong, match="Something of the project lies") as wrong:
            change(world, project, told=told)
        assert wrong.value.where == where


def test_another_partner_may_lead_and_nobody_else(world):
    project = world.running()
    with pytest.raises(Wrong, match="one of the partners"):
        change(world, project, lead_id=world.cast.abroad.pk)
    change(world, project, lead_id=world.cast.kite.pk)
    assert Project.objects.system_rows(WHY).get().lead_id == world.cast.kite.pk


def test_two_grants_may_pay_each_on_one_work_package(world):
    other = Grant.objects.create(funder="F", name="Other", rules="ufs", from_on=BEGIN, to_on=END, amount=1)
    one, two = (WorkPackage.objects.create(grant=other, number=number, name=number) for number in "12")
    project = world.opened()
    with pytest.raises(Wrong, match="one of its work packages"):
        change(world, project, work_package_ids=[one.pk, two.pk])
    change(world, project, work_package_ids=[world.package.pk, two.pk])
    paid = Funding.objects.system_rows(WHY).filter(activity_id=project.activity_id)
    assert set(paid.values_list("work_package_id", flat=True)) == {world.package.pk, two.pk}


def test_a_grant_that_paid_stays_and_one_of_other_days_never_pays(world):
    project = world.running()
    record_cost(**world.cost(project))
    with pytest.raises(Wrong, match="has paid"):
        change(world, project, work_package_ids=[])
    early = Grant.objects.create(funder="F", name="Early", rules="ufs", from_on=BEGIN - 9 * DAYS, to_on=BEGIN - DAYS, amount=1)
    package = WorkPackage.objects.create(grant=early, number="1", name="W")
    with pytest.raises(Wrong, match="cannot pay"):
        change(world, project, work_package_ids=[world.package.pk, package.pk])


def test_members_and_auditors_change_nothing(world):
    project = world.running()
    for viewer in (world.cast.anna, world.cast.erik, world.cast.guest):
        for act in (
            lambda by: move_stage(by=by, project_id=project.pk, stage="closed"),
            lambda by: add_partner(by=by, project_id=project.pk, organisation_id=1, role="company", economic=True, from_on=DAY),
            lambda by: record_cost(**world.cost(project, by=by)),
        ):
            with pytest.raises(Refused):
                act(viewer)
