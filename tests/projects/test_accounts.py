"""Budget against cost and hours: the same sums as a count by hand, and to each reader what is theirs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from klynge.access.viewer import ANYONE
from klynge.core.errors import Refused
from klynge.core.money import Rate, Rates
from klynge.core.tlp import Label
from klynge.ledger.actions.book import book
from klynge.ledger.models import Hours, Mandate
from klynge.projects.actions.booking import record_cost, take_back
from klynge.projects.actions.looking import look_at_cost
from klynge.projects.actions.plan import set_budget
from klynge.projects.amounts import into
from klynge.projects.models import Part
from klynge.projects.queries.accounts import accounts
from klynge.projects.queries.projects import Wanted, projects
from klynge.projects.queries.rows import Asked, counts, looked, rows
from klynge.register.actions.audience import Audience
from tests.cast import organisation, person
from tests.projects.made import BEGIN, DAY, END, TODAY, WHY, partner

D = Decimal


def budget(world, project, firm, cost, amount, currency="DKK"):
    part = Part.objects.system_rows(WHY).filter(project=project).first()
    given = {"part_id": part.pk, "partner_id": partner(project, firm).pk, "cost": cost, "currency": currency, "on": DAY}
    set_budget(by=world.cast.clara, amount=D(amount), **given)


def hours(world, project, firm, viewer, number, amount, **more):
    said = {
        "organisation": firm,
        "on": DAY,
        "group_id": firm.pk,
        "activity_id": project.activity_id,
        "grant": world.grant,
        "work_package": world.package,
        "person_id": viewer.person_id,
        "source": "sheet",
        "hours": D(number),
        "amount": D(amount),
        "part": "1",
        **more,
    }
    book(ANYONE, [Hours(**said)])


@pytest.fixture
def filled(world):
    """Hawk: 3000 of 5000 for wages (10 hours of Anna's) and 1000 of 800 outside; Kite: 1492 of 2984 DKK (200 of 400 EUR)."""
    project = world.running()
    budget(world, project, world.cast.hawk, "wage", 5000)
    budget(world, project, world.cast.hawk, "external", 800)
    budget(world, project, world.cast.kite, "external", 400, "EUR")
    record_cost(**world.cost(project))
    record_cost(**world.cost(project, cost="wage", amount=D(500), what="A tester"))
    record_cost(**world.cost(project, world.cast.kite, amount=D(200), currency="EUR"))
    gone = record_cost(**world.cost(project, amount=D(77)))
    take_back(by=world.cast.clara, project_id=project.pk, kind="cost", row_id=gone.pk, reason="Not ours.")
    hours(world, project, world.cast.hawk, world.cast.anna, 10, 2500)
    return project


def said(found):
    return [(line.part, line.organisation_id, line.cost, line.budget, line.paid, line.worked, line.hours) for line in found.lines]


def lines_of(world, *firms):
    hawk, kite = world.cast.hawk.pk, world.cast.kite.pk
    every = [
        ("1", hawk, "wage", D(5000), D(500), D(2500), D(10)),
        ("1", hawk, "external", D(800), D(1000), D(0), D(0)),
        ("1", kite, "external", D(2984), D(1492), D(0), D(0)),
    ]
    return [line for line in every if line[1] in {firm.pk for firm in firms}]


def test_those_who_work_with_money_read_all_lines_and_a_firm_its_own(world, filled):
    cast = world.cast
    whole = accounts(cast.clara, filled.pk)
    assert said(whole) == lines_of(world, cast.hawk, cast.kite)
    assert (whole.budget, whole.spent, whole.hours, whole.whole, whole.unknown) == (D(8784), D(5492), D(10), True, 0)
    for viewer, firm in ((cast.anna, cast.hawk), (cast.ben, cast.kite)):
        ours = accounts(viewer, filled.pk)
        assert (said(ours), ours.budget, ours.whole) == (lines_of(world, firm), D(8784), False)
    for viewer in (cast.guest, cast.dora, cast.erik):
        with pytest.raises(Refused):
            accounts(viewer, filled.pk)


def test_an_auditor_of_the_grant_reads_all_lines_within_the_mandate(world, filled):
    Mandate.objects.create(
        account_id=world.cast.erik.account_id,
        grant=world.grant,
        from_on=BEGIN,
        to_on=END,
        starts_on=BEGIN,
        ends_on=END,
        made_at=timezone.now(),
    )
    assert said(accounts(world.cast.erik, filled.pk)) == lines_of(world, world.cast.hawk, world.cast.kite)
    Mandate.objects.system_rows(WHY).update(to_on=DAY - timedelta(days=1))
    assert [line[4:] for line in said(accounts(world.cast.erik, filled.pk))] == [(D(0), D(0), D(0))] * 3


def test_staff_who_manage_nothing_read_their_firms_sums_but_not_a_colleagues_rows(world, filled):
    sam = person("Sam", world.cast.hawk)
    assert said(accounts(sam, filled.pk)) == lines_of(world, world.cast.hawk)
    assert [row.id for row in rows(sam, filled.pk, Asked("hours"))] == []
    assert len(rows(world.cast.anna, filled.pk, Asked("hours"))) == 1


def test_every_figure_opens_the_rows_that_it_sums(world, filled):
    clara, hawk = world.cast.clara, world.cast.hawk.pk
    for line in accounts(clara, filled.pk).lines:
        shown = rows(clara, filled.pk, Asked("cost", line.part, line.organisation_id, line.cost))
        assert sum(row.amount for row in shown) == (line.paid if line.organisation_id == hawk else D(200))
        worked = rows(clara, filled.pk, Asked("hours", line.part, line.organisation_id))
        assert line.cost != "wage" or sum(row.hours for row in worked) == line.hours


def test_tabs_count_the_rows_of_the_same_part_and_partner(world, filled):
    kite = Asked("cost", "1", world.cast.kite.pk)
    assert counts(world.cast.clara, filled.pk, kite) == {"cost": 1, "hours": 0, "results": 0}
    assert counts(world.cast.anna, filled.pk, kite) == {"cost": 0, "hours": 0, "results": 0}
    assert counts(world.cast.clara, filled.pk) == {"cost": 3, "hours": 1, "results": 0}


def test_a_label_that_opens_the_summary_opens_no_money(world):
    project = world.running(audience=Audience(Label.CLEAR))
    for look in (accounts, counts, looked, lambda viewer, pk: rows(viewer, pk, Asked())):
        for viewer in (world.cast.guest, world.cast.dora, world.cast.erik):
            with pytest.raises(Refused):
                look(viewer, project.pk)


def test_hours_that_name_no_part_are_counted_apart(world, filled):
    hours(world, filled, world.cast.hawk, world.cast.anna, 2, 100, part="")
    hours(world, filled, world.cast.hawk, world.cast.anna, 3, 100, part="no such")
    last = accounts(world.cast.clara, filled.pk).lines[-1]
    assert (last.part_id, last.part, last.cost, last.worked, last.hours) == (None, "", "wage", D(200), D(5))
    assert len(rows(world.cast.clara, filled.pk, Asked("hours", ""))) == 2


def test_an_amount_without_a_rate_is_unknown_and_never_nothing(world, filled):
    hours(world, filled, world.cast.hawk, world.cast.anna, 2, 100, currency="USD")
    assert accounts(world.cast.clara, filled.pk).unknown == 1


@given(
    st.decimals(0, 10**9, places=2),
    st.decimals("0.01", 1000, places=4, allow_nan=False),
    st.decimals("0.01", 1000, places=4, allow_nan=False),
)
def test_an_amount_is_reckoned_exactly_and_rounded_once(amount, one, other):
    rates = Rates([Rate("AAA", DAY, one, ""), Rate("BBB", DAY, other, "")])
    found = into(rates, amount, "AAA", DAY, "BBB")
    assert found is not None
    assert abs(found * one - amount * other) <= D("0.005") * one
    assert into(rates, amount, "AAA", DAY, "AAA") == amount
    assert into(rates, amount, "CCC", DAY, "AAA") is None


def test_the_journal_says_who_looked_at_the_cost_last_and_what_came_since(world, filled):
    clara = world.cast.clara
    assert looked(clara, filled.pk) is None
    look_at_cost(by=clara, project_id=filled.pk)
    record_cost(**world.cost(filled, what="Paint"))
    found = looked(clara, filled.pk)
    assert (found.who, found.since, looked(world.cast.anna, filled.pk)) == ("Clara", 1, None)


def test_accounts_take_the_same_queries_for_one_row_and_for_three(world):
    project, taken = world.running(), []
    for number in range(3):
        firm = organisation(f"Falcon {number} ApS")
        world.join(project, firm)
        budget(world, project, firm, "travel", 10)
        record_cost(**world.cost(project, firm))
        with CaptureQueriesContext(connection) as queries:
            accounts(world.cast.clara, project.pk)
        taken.append(len(queries))
    assert len(set(taken)) == 1


def test_a_list_takes_the_same_queries_for_one_project_and_for_three(world):
    taken = []
    for _ in range(3):
        world.running()
        with CaptureQueriesContext(connection) as queries:
            projects(world.cast.clara, Wanted(), language="en", today=TODAY)
        taken.append(len(queries))
    assert len(set(taken)) == 1
