"""Grants, work packages, reports owed, mandates and activities: who may make them, and what cannot be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from klynge.access.journal import first_broken, lines
from klynge.access.viewer import Role
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.activities import change_activity, fund_activity, plan_activity, stop_funding
from klynge.ledger.actions.grants import add_due, add_work_package, change_grant, open_grant
from klynge.ledger.actions.mandates import Span, give_mandate, withdraw_mandate
from klynge.ledger.actions.take_part import take_part
from klynge.people.models import Account
from tests.ledger.things import AT, DAY, activity, anna, finance, grant, plan, terms

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SPAN = Span(*YEAR, date(2020, 1, 1), date(2100, 1, 1))


def test_money_needs_the_money_right(cast):
    made, _package = grant(cast)
    for viewer in (*cast.everybody().values(), cast.anna.with_roles(Role.BOARD)):
        for refused in (
            lambda viewer=viewer: open_grant(by=viewer, terms=terms()),
            lambda viewer=viewer: change_grant(by=viewer, grant_id=made.pk, terms=terms(amount=Decimal(5))),
            lambda viewer=viewer: add_work_package(by=viewer, grant_id=made.pk, number="2", name="Two"),
            lambda viewer=viewer: add_due(
                by=viewer, grant_id=made.pk, kind="yearly", from_on=YEAR[0], to_on=YEAR[1], due_on=YEAR[1]
            ),
            lambda viewer=viewer: give_mandate(by=viewer, grant_id=made.pk, email="erik@example.org", span=SPAN),
        ):
            with pytest.raises(Refused):
                refused()
    assert models.Grant.objects.visible_to(cast.clara).count() == 1


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": " "}, "name"),
        ({"to_on": date(2025, 12, 31)}, "to_on"),
        ({"amount": Decimal(0)}, "amount"),
        ({"own": Decimal(101)}, "own"),
        ({"currency": "XYZ"}, "currency"),
        ({"aid_basis": "magic"}, "aid_basis"),
        ({"credit_da": "x" * 301}, "credit_da"),
    ],
)
def test_a_grant_that_cannot_be_names_its_field(cast, changes, where):
    with pytest.raises(Wrong) as wrong:
        open_grant(by=finance(cast), terms=terms(**changes))
    assert wrong.value.where == where


def test_a_grant_keeps_what_it_has_paid_for(cast):
    made, package = grant(cast)
    one = activity(cast, package)
    with pytest.raises(Conflict, match=r"lie outside the new period \(1\)"):
        change_grant(by=finance(cast), grant_id=made.pk, terms=terms(from_on=DAY + timedelta(days=1)))
    stop_funding(by=cast.clara, activity_id=one.pk, grant_id=made.pk)
    changed = change_grant(by=finance(cast), grant_id=made.pk, terms=terms(from_on=DAY + timedelta(days=1)))
    assert changed.from_on == DAY + timedelta(days=1)
    with pytest.raises(Wrong, match="does not pay for an activity on 2026-03-02"):
        fund_activity(by=cast.clara, activity_id=one.pk, work_package_id=package.pk)


def test_a_work_package_and_a_report_said_again_are_changed(cast):
    made, package = grant(cast)
    again = add_work_package(by=finance(cast), grant_id=made.pk, number="1", name="Meetings", budget=Decimal(5))
    assert (again.pk, again.name, again.budget) == (package.pk, "Meetings", 5)
    due = {"by": finance(cast), "grant_id": made.pk, "kind": "half-yearly", "from_on": YEAR[0], "to_on": date(2026, 6, 30)}
    first, second = add_due(**due, due_on=date(2026, 7, 31)), add_due(**due, due_on=date(2026, 8, 15))
    assert (first.pk, second.due_on) == (second.pk, date(2026, 8, 15))
    with pytest.raises(Wrong, match="within the grant's period"):
        add_due(**{**due, "to_on": date(2027, 1, 1)}, due_on=date(2027, 2, 1))


def test_two_funders_may_pay_for_one_activity_each_on_one_work_package(cast):
    (one, first), (other, second) = grant(cast), grant(cast, name="The other")
    extra = add_work_package(by=finance(cast), grant_id=one.pk, number="2", name="Two")
    event = activity(cast, first, second, extra)
    paid = models.Funding.objects.visible_to(cast.clara).filter(activity=event)
    assert sorted(paid.values_list("grant_id", "work_package_id")) == [(one.pk, extra.pk), (other.pk, second.pk)]


def test_a_locked_month_keeps_its_funding(cast):
    made, package = grant(cast)
    one = activity(cast)
    models.Lock.objects.create(grant=made, month=DAY.replace(day=1), locked_at=AT)
    with pytest.raises(Wrong, match="2026-03 is locked for Strong supply chains"):
        fund_activity(by=cast.clara, activity_id=one.pk, work_package_id=package.pk)
    models.Lock.objects.visible_to(cast.clara).update(opened_at=AT)
    fund_activity(by=cast.clara, activity_id=one.pk, work_package_id=package.pk)


def test_an_activity_that_people_took_part_in_keeps_its_day(cast):
    one = activity(cast)
    later = plan(from_at=AT + timedelta(days=1), to_at=AT + timedelta(days=1))
    moved = change_activity(by=cast.clara, activity_id=one.pk, plan=later, label=Label.GREEN)
    assert (moved.on, moved.label) == (DAY + timedelta(days=1), Label.GREEN)
    change_activity(by=cast.clara, activity_id=one.pk, plan=plan(), label=Label.GREEN)
    take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast)])
    with pytest.raises(Conflict, match="its day stays"):
        change_activity(by=cast.clara, activity_id=one.pk, plan=later, label=Label.GREEN)
    renamed = change_activity(by=cast.clara, activity_id=one.pk, plan=plan(title="Radar day"), label=Label.GREEN)
    assert renamed.title == "Radar day"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"kind": "party"}, "kind"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"to_at": AT - timedelta(seconds=1)}, "to_at"),
        ({"municipality": "9999"}, "municipality"),
        ({"price": Decimal(-1)}, "price"),
        ({"currency": "XYZ"}, "currency"),
    ],
)
def test_an_activity_that_cannot_be_names_its_field(cast, changes, where):
    with pytest.raises(Wrong) as wrong:
        plan_activity(by=cast.clara, plan=plan(**changes))
    assert wrong.value.where == where


def test_a_mandate_needs_the_role_of_auditor_and_opens_at_once_until_it_is_withdrawn(cast):
    made, package = grant(cast)
    one = activity(cast, package)
    take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast)])
    seen = models.Participation.objects.visible_to
    for email in ("anna@example.org", "nobody@example.org"):
        with pytest.raises(Wrong, match="holds no role of auditor"):
            give_mandate(by=finance(cast), grant_id=made.pk, email=email, span=SPAN)
    assert not seen(cast.erik).exists()
    mandate = give_mandate(by=finance(cast), grant_id=made.pk, email=" Erik@Example.org ", span=SPAN)
    assert (seen(cast.erik).count(), Account.objects.get(pk=mandate.account_id).email) == (1, "erik@example.org")
    with pytest.raises(Refused):
        withdraw_mandate(by=cast.erik, mandate_id=mandate.pk)
    withdraw_mandate(by=finance(cast), mandate_id=mandate.pk)
    withdraw_mandate(by=finance(cast), mandate_id=mandate.pk)
    assert not seen(cast.erik).exists()
    verbs = [line.verb for line in lines(cast.clara, kind="ledger.Mandate", object_id=str(mandate.pk))]
    assert (verbs, first_broken()) == (["withdraw mandate", "give mandate"], None)


def test_a_mandate_outside_the_grant_or_the_wrong_way_round_is_refused(cast):
    made, _package = grant(cast)
    for span in (
        Span(date(2027, 1, 1), date(2027, 2, 1), *YEAR),
        Span(YEAR[1], YEAR[0], *YEAR),
        Span(*YEAR, date(2026, 5, 2), date(2026, 5, 1)),
    ):
        with pytest.raises(Wrong):
            give_mandate(by=finance(cast), grant_id=made.pk, email="erik@example.org", span=span)
    assert not models.Mandate.objects.visible_to(cast.clara).exists()
