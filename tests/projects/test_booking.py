"""Cost and results of a project are rows of the ledger: refused with a clear message, or booked once, whole."""

from datetime import timedelta
from decimal import Decimal

import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.actions.book import first_broken
from klynge.ledger.models import BOOKED, Cost, Grant, Lock, Result, WorkPackage
from klynge.projects.actions.booking import record_cost, record_result, take_back
from klynge.projects.actions.partners import end_partner
from klynge.projects.actions.plan import add_milestone, add_part, change_part, reach_milestone, set_budget
from klynge.projects.actions.project import change_project
from klynge.projects.actions.stages import move_stage
from klynge.projects.models import Budget, Milestone, Part
from klynge.register.actions.audience import Audience
from tests.projects.made import BEGIN, DAY, END, TODAY, TOLD, WHY, partner

DAYS = timedelta(days=1)


def costs(project):
    rows = Cost.objects.system_rows(WHY).filter(activity_id=project.activity_id, live=True)
    return [(row.organisation_id, row.part, row.cost, row.amount, row.currency, row.work_package_id) for row in rows]


def result(world, project, **more):
    given = {"partner_id": partner(project, world.cast.hawk).pk, "result": "product", "on": DAY, "said": "A quiet rotor", **more}
    return record_result(by=world.cast.clara, **given)


def test_a_cost_is_a_row_of_the_ledger_on_the_projects_activity(world):
    project = world.running()
    row = record_cost(**world.cost(project))
    assert costs(project) == [(world.cast.hawk.pk, "1", "external", Decimal("1000.00"), "DKK", world.package.pk)]
    assert (row.grant_id, row.on, row.kind, row.member) == (world.grant.pk, DAY, "company", "company")
    assert [first_broken(kind) for kind in BOOKED] == [None] * 5


@pytest.mark.parametrize(
    ("more", "where", "says"),
    [
        ({"on": BEGIN - DAYS}, "on", "not within the project's time"),
        ({"on": TODAY + DAYS}, "on", "still to come"),
        ({"on": BEGIN + DAYS}, "on", "not within the time of “Growth”"),
        ({"amount": Decimal(0)}, "amount", "above zero"),
        ({"amount": Decimal(-5)}, "amount", "above zero"),
        ({"amount": Decimal("1.005")}, "amount", "two decimals"),
        ({"amount": Decimal("NaN")}, "amount", "above zero"),
        ({"amount": Decimal("1e20")}, "amount", "above zero"),
        ({"currency": "USD"}, "currency", "No exchange rate of USD"),
        ({"currency": "kroner"}, "currency", "no currency"),
        ({"cost": "party"}, "cost", "no kind of cost"),
        ({"what": " "}, "what", "what was paid for"),
        ({"what": "a\x00b"}, "what", "control character"),
        ({"document": "x" * 201}, "document", "at most 200"),
        ({"grant_id": 999_999}, "grant", "does not pay"),
    ],
)
def test_a_cost_that_cannot_be_is_refused_with_its_field(world, more, where, says):
    project = world.running()
    with pytest.raises(Wrong, match=says) as wrong:
        record_cost(**world.cost(project, **more))
    assert (wrong.value.where, costs(project)) == (where, [])


def test_a_partner_without_cost_in_the_accounts_has_none(world):
    project = world.running()
    with pytest.raises(Wrong, match="no economic partner"):
        record_cost(**world.cost(project, world.university))


def test_a_partner_has_cost_while_it_is_one(world):
    project = world.running()
    end_partner(by=world.cast.clara, partner_id=partner(project, world.cast.kite).pk, on=DAY)
    record_cost(**world.cost(project, world.cast.kite))
    with pytest.raises(Wrong, match="was not in the project"):
        record_cost(**world.cost(project, world.cast.kite, on=DAY + DAYS))


def test_nothing_is_recorded_in_a_closed_month_until_it_is_opened(world):
    project = world.running()
    lock = Lock.objects.create(grant=world.grant, month=DAY.replace(day=1), locked_at="2026-01-01T00:00Z")
    with pytest.raises(Wrong, match="is closed"):
        record_cost(**world.cost(project))
    with pytest.raises(Wrong, match="is closed"):
        result(world, project)
    lock.opened_at = "2026-01-02T00:00Z"
    lock.save()
    record_cost(**world.cost(project))
    assert len(costs(project)) == 1


def test_an_idea_has_no_cost_and_a_closed_project_may_still_get_some(world):
    project = world.opened()
    world.part(project)
    with pytest.raises(Wrong, match="Let it run first"):
        record_cost(**world.cost(project))
    run = world.running()
    move_stage(by=world.cast.clara, project_id=run.pk, stage="closed")
    record_cost(**world.cost(run))
    assert (costs(project), len(costs(run))) == ([], 1)


def test_a_project_without_a_grant_has_no_cost_and_with_two_it_is_said_which(world):
    project, by = world.running(), world.cast.clara
    change = {"by": by, "project_id": project.pk, "told": TOLD, "lead_id": world.cast.hawk.pk, "audience": Audience()}
    change_project(**change)
    with pytest.raises(Wrong, match="No grant pays"):
        record_cost(**world.cost(project))
    other = Grant.objects.create(funder="F", name="Other", rules="ufs", from_on=BEGIN, to_on=END, amount=1)
    package = WorkPackage.objects.create(grant=other, number="9", name="W")
    change_project(**change, work_package_ids=[world.package.pk, package.pk])
    with pytest.raises(Wrong, match="Say which one pays"):
        record_cost(**world.cost(project))
    record_cost(**world.cost(project, grant_id=other.pk))
    assert [row[-1] for row in costs(project)] == [package.pk]


def test_the_same_cost_twice_is_booked_once(world):
    project = world.running()
    record_cost(**world.cost(project))
    with pytest.raises(Conflict, match="recorded already"):
        record_cost(**world.cost(project))
    record_cost(**world.cost(project, what="Wind tunnel, second day"))
    assert len(costs(project)) == 2


def test_a_cost_in_another_currency_keeps_its_own(world):
    project = world.running()
    record_cost(**world.cost(project, currency="sek"))
    assert costs(project)[0][4] == "SEK"


def test_a_wrong_cost_is_taken_back_with_a_reason_and_stays(world):
    project, by = world.running(), world.cast.clara
    row = record_cost(**world.cost(project))
    with pytest.raises(Wrong, match="says why"):
        take_back(by=by, project_id=project.pk, kind="cost", row_id=row.pk, reason="")
    take_back(by=by, project_id=project.pk, kind="cost", row_id=row.pk, reason="Not ours.")
    with pytest.raises(Conflict):
        take_back(by=by, project_id=project.pk, kind="cost", row_id=row.pk, reason="Again.")
    assert (costs(project), Cost.objects.system_rows(WHY).count()) == ([], 2)
    assert first_broken(Cost) is None


def test_a_row_of_another_project_is_absent(world):
    one, other = world.running(), world.running()
    row = record_cost(**world.cost(one))
    with pytest.raises(Refused):
        take_back(by=world.cast.clara, project_id=other.pk, kind="cost", row_id=row.pk, reason="Wrong project.")


def test_a_result_feeds_the_ledger_with_its_project_and_grant(world):
    project = world.running()
    result(world, project)
    result(world, project, result="turnover", amount=Decimal(50_000), currency="DKK", said="Sold to two")
    result(world, project, result="jobs", amount=Decimal("1.5"), said="A test pilot")
    rows = Result.objects.system_rows(WHY).order_by("pk")
    assert [(row.result, row.amount, row.unit) for row in rows] == [
        ("product", None, ""),
        ("turnover", Decimal(50_000), "DKK"),
        ("jobs", Decimal("1.5"), "jobs"),
    ]
    assert {(row.source, row.grant_id, row.organisation_id) for row in rows} == {
        (f"project:{project.pk}", world.grant.pk, world.cast.hawk.pk)
    }


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"result": "fame"}, "result"),
        ({"on": TODAY + DAYS}, "on"),
        ({"on": BEGIN - DAYS}, "on"),
        ({"said": ""}, "text"),
        ({"result": "turnover"}, "amount"),
        ({"result": "turnover", "amount": Decimal(5), "currency": "USD"}, "currency"),
        ({"result": "jobs", "amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal(3)}, "amount"),
    ],
)
def test_a_result_that_cannot_be_is_refused_with_its_field(world, more, where):
    project = world.running()
    with pytest.raises(Wrong) as wrong:
        result(world, project, **more)
    assert (wrong.value.where, Result.objects.system_rows(WHY).count()) == (where, 0)


def test_a_budget_line_is_set_changed_and_taken_away(world):
    project, by = world.running(), world.cast.clara
    part = Part.objects.system_rows(WHY).get(project=project)
    line = {"by": by, "part_id": part.pk, "partner_id": partner(project, world.cast.hawk).pk, "cost": "wage", "on": DAY}
    set_budget(**line, amount=Decimal(100), currency="DKK")
    set_budget(**line, amount=Decimal(250), currency="EUR")
    assert [(row.amount, row.currency) for row in Budget.objects.system_rows(WHY)] == [(Decimal(250), "EUR")]
    set_budget(**line, amount=Decimal(0), currency="EUR")
    assert not Budget.objects.system_rows(WHY).exists()
    with pytest.raises(Wrong, match="no economic partner"):
        set_budget(**{**line, "partner_id": partner(project, world.university).pk}, amount=Decimal(1), currency="DKK")
    with pytest.raises(Wrong, match="No exchange rate"):
        set_budget(**line, amount=Decimal(1), currency="USD")


def test_parts_lie_in_the_project_and_have_a_number_of_their_own(world):
    project, by = world.running(), world.cast.clara
    given = {"by": by, "project_id": project.pk, "name": "Blade", "from_on": BEGIN, "to_on": END}
    for more, where in (({"number": ""}, "number"), ({"number": "2", "to_on": END + DAYS}, "to_on")):
        with pytest.raises(Wrong) as wrong:
            add_part(**{**given, **more})
        assert wrong.value.where == where
    with pytest.raises(Conflict, match="a part 1 already"):
        add_part(**given, number=" 1 ")
    made = add_part(**given, number="2", lead_id=partner(project, world.cast.kite).pk)
    with pytest.raises(Refused):
        change_part(by=by, part_id=made.pk, name="B", from_on=BEGIN, to_on=END, lead_id=999_999)
    change_part(by=by, part_id=made.pk, name="Blades", from_on=DAY, to_on=END)
    part = Part.objects.system_rows(WHY).get(pk=made.pk)
    assert (part.number, part.name, part.from_on, part.lead_id) == ("2", "Blades", DAY, None)


def test_a_milestone_is_reached_once_with_evidence(world):
    project, by = world.running(), world.cast.clara
    part = Part.objects.system_rows(WHY).get(project=project)
    with pytest.raises(Wrong, match="not within"):
        add_milestone(by=by, part_id=part.pk, what="It flies", due_on=END + DAYS)
    made = add_milestone(by=by, part_id=part.pk, what="It flies", due_on=DAY)
    for more in ({"evidence": ""}, {"on": TODAY + DAYS}, {"on": BEGIN - DAYS}):
        with pytest.raises(Wrong):
            reach_milestone(**{"by": by, "milestone_id": made.pk, "on": DAY, "evidence": "A film", **more})
    reach_milestone(by=by, milestone_id=made.pk, on=DAY, evidence="A film")
    with pytest.raises(Conflict):
        reach_milestone(by=by, milestone_id=made.pk, on=DAY, evidence="Another film")
    assert [(row.reached_on, row.evidence) for row in Milestone.objects.system_rows(WHY)] == [(DAY, "A film")]
