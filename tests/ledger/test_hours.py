"""Hours are recorded by those who may, on their day, at that day's rate, and a moment counts once; or refused in a sentence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from klynge.access.models import Entry
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.book import first_broken
from klynge.ledger.actions.grants import add_work_package
from klynge.ledger.actions.hours import correct_hours, record_hours, withdraw_hours
from klynge.ledger.actions.locks import lock_month, open_month
from klynge.register.models import Affiliation, Organisation, Person
from tests.cast import person
from tests.ledger.things import DAY, WHY, activity, annas, finance, grant, hours, rate, sheets, spent

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.fixture
def paid(cast):
    """A work package whose grant has a rate."""
    rate(cast)
    return grant(cast)[1]


def change(model, row, **values):
    model.objects.system_rows(WHY).filter(pk=row.pk).update(**values)


def facts():
    return dict(Entry.objects.system_rows(WHY).filter(verb="record hours").latest("pk").facts)


def test_hours_stand_at_the_rate_of_their_day_with_the_organisation_of_that_day(cast, paid):
    [row] = annas(cast, spent(paid, hours="2.5", note=" Test bench "))
    assert (row.hours, row.amount, row.currency, row.rate) == (Decimal("2.5"), Decimal("625.00"), "DKK", "hour.ufs")
    assert (row.on, row.member, row.kind, row.group_id, row.note) == (DAY, "company", "company", cast.hawk.pk, "Test bench")
    assert (row.source, row.secretariat, first_broken(models.Hours)) == ("sheet", False, None)
    [sheet] = sheets()
    assert (sheet.person_id, sheet.organisation_id, sheet.grant_id, sheet.month) == (
        cast.anna.person_id,
        cast.hawk.pk,
        paid.grant_id,
        DAY.replace(day=1),
    )


def test_the_person_whoever_looks_after_the_firm_and_the_secretariat_record_and_the_journal_says_for_whom(cast, paid):
    colleague = person("Carl", cast.hawk)
    annas(cast, spent(paid, hours=1))
    assert facts() == {"person": cast.anna.person_id, "rows": 1, "on_behalf": True}
    annas(cast, spent(paid, hours=2), by=cast.anna)
    assert facts() == {"person": cast.anna.person_id, "rows": 1, "on_behalf": False}
    record_hours(by=cast.anna, person_id=colleague.person_id, organisation_id=cast.hawk.pk, spent=[spent(paid, hours=3)])
    assert facts() == {"person": colleague.person_id, "rows": 1, "on_behalf": True}
    for viewer in (cast.guest, cast.ben, cast.dora, cast.erik, colleague):
        with pytest.raises(Refused):
            annas(cast, spent(paid, hours=4), by=viewer)
    assert sorted(hours().values_list("person_id", "hours")) == [
        (cast.anna.person_id, 1),
        (cast.anna.person_id, 2),
        (colleague.person_id, 3),
    ]


def test_a_grant_is_open_to_whoever_has_a_sheet_on_it(cast, paid):
    with pytest.raises(Refused):
        annas(cast, spent(paid, hours=1), by=cast.anna)
    annas(cast, spent(paid, hours=1))
    seen = {name: models.Grant.objects.visible_to(viewer).count() for name, viewer in cast.everybody().items()}
    assert seen == {"guest": 0, "anna": 1, "ben": 0, "clara": 1, "dora": 0, "erik": 0}


REFUSED = {
    "no hours": (lambda p: spent(p), "Say how many hours were worked on 2026-03-02"),
    "none": (lambda p: spent(p, hours=0), "a number above 0"),
    "negative": (lambda p: spent(p, hours=-1), "a number above 0"),
    "too fine": (lambda p: spent(p, hours="0.333"), "at most two decimals"),
    "one time": (lambda p: spent(p, begins="09:00"), "only one of the two times is known"),
    "backwards": (lambda p: spent(p, begins="12:00", ends="09:00"), "ends before it begins"),
    "more than the time": (lambda p: spent(p, hours=4, begins="09:00", ends="12:00"), "more than the 3.00 from beginning to end"),
    "another day": (
        lambda p: replace(spent(p, begins="09:00", ends="12:00"), on=DAY + timedelta(days=1)),
        "begins on another day",
    ),
    "over a day": (lambda p: spent(p, hours=25), "26 hours on 2026-03-02 are more than the 24.00 hours of that day"),
    "before the grant": (lambda p: spent(p, date(2025, 12, 31), hours=1), "runs from 2026-01-01 to 2026-12-31"),
    "not yet": (lambda p: spent(p, timezone.localdate() + timedelta(days=1), hours=1), "has not come yet"),
    "a long note": (lambda p: spent(p, hours=1, note="x" * 301), "At most 300 characters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(cast, paid, case):
    make, says = REFUSED[case]
    with pytest.raises(Wrong, match=says):
        annas(cast, spent(paid, hours=1, note="right"), make(paid))
    assert (hours(live=False).count(), sheets().count()) == (0, 0)


def test_nobody_works_for_a_firm_before_its_birth_after_its_end_or_without_being_affiliated(cast, paid):
    change(Organisation, cast.hawk, founded_on=DAY + timedelta(days=1))
    with pytest.raises(Wrong, match="Hawk ApS was founded on 2026-03-03, so nobody worked for it before"):
        annas(cast, spent(paid, hours=1))
    change(Organisation, cast.hawk, founded_on=None, closed_on=DAY - timedelta(days=1))
    with pytest.raises(Wrong, match="Hawk ApS was closed on 2026-03-01, so nobody worked for it after"):
        annas(cast, spent(paid, hours=1))
    change(Organisation, cast.hawk, closed_on=DAY)
    Affiliation.objects.system_rows(WHY).filter(person_id=cast.anna.person_id).update(to_on=DAY)
    with pytest.raises(Wrong, match="Anna was not affiliated with Kite ApS on 2026-03-02"):
        record_hours(by=cast.clara, person_id=cast.anna.person_id, organisation_id=cast.kite.pk, spent=[spent(paid, hours=1)])
    assert len(annas(cast, spent(paid, hours=1))) == 1


def test_a_deleted_person_records_no_more_and_what_was_recorded_stays(cast, paid):
    annas(cast, spent(paid, hours=1))
    Person.objects.system_rows(WHY).filter(pk=cast.anna.person_id).update(erased_at=timezone.now(), name="–")
    with pytest.raises(
        Wrong, match="^This person was erased, so nothing new is recorded for them. What was recorded before stays.$"
    ):
        annas(cast, spent(paid, hours=2))
    assert [(row.person_id, row.amount) for row in hours()] == [(cast.anna.person_id, 250)]


def test_without_a_rate_on_that_day_hours_wait_for_one(cast):
    made, package = grant(cast)
    with pytest.raises(Wrong, match="No rate per hour is known for 2026-03-02 \\(“hour.ufs”\\)"):
        annas(cast, spent(package, hours=1))
    rate(cast, 300, from_on=DAY + timedelta(days=1))
    with pytest.raises(Wrong, match="No rate per hour"):
        annas(cast, spent(package, hours=1))
    rate(cast, 50, name="hour.ufs.secretariat", unit="EUR/hour")
    other = add_work_package(by=finance(cast), grant_id=made.pk, number="2", name="Secretariat", professional=False)
    with pytest.raises(Wrong, match="is in EUR/hour, but Strong supply chains is in DKK"):
        annas(cast, spent(other, hours=1))
    assert not hours(live=False).exists()


def test_secretariat_work_has_a_rate_of_its_own(cast):
    rate(cast, 250), rate(cast, 400, name="hour.ufs.secretariat")
    made, package = grant(cast)
    other = add_work_package(by=finance(cast), grant_id=made.pk, number="2", name="Secretariat", professional=False)
    rows = annas(cast, spent(package, hours=1), spent(other, hours=1))
    assert [(row.secretariat, row.amount) for row in rows] == [(False, 250), (True, 400)]


def test_a_rate_that_changes_within_the_month_holds_from_its_day_on(cast, paid):
    rate(cast, 300, from_on=date(2026, 3, 3))
    rows = annas(cast, spent(paid, DAY, hours=2), spent(paid, date(2026, 3, 3), hours=2))
    assert [(row.on.day, row.amount) for row in rows] == [(2, 500), (3, 600)]


def test_work_past_midnight_is_two_days_each_at_its_rate(cast, paid):
    rate(cast, 300, from_on=date(2026, 3, 3))
    night = spent(paid, DAY, begins="22:00", ends="23:00")
    night = replace(night, to_at=night.to_at + timedelta(hours=3, minutes=30))
    rows = annas(cast, night)
    assert [(row.on.day, row.hours, row.amount) for row in rows] == [(2, 2, 500), (3, Decimal("2.5"), 750)]
    assert rows[0].to_at == rows[1].from_at


def test_a_day_has_as_many_hours_as_its_clock(cast, paid):
    with pytest.raises(Wrong, match="23.5 hours on 2026-03-29 are more than the 23.00 hours of that day"):
        annas(cast, spent(paid, SPRING, hours="23.5"))
    annas(cast, spent(paid, SPRING, hours=23), spent(paid, AUTUMN, hours=25))
    with pytest.raises(Wrong, match="25.01 hours on 2026-10-25 are more than the 25.00 hours of that day"):
        annas(cast, spent(paid, AUTUMN, hours="0.01"))
    [night, long] = annas(
        cast,
        spent(paid, date(2026, 3, 28), begins="20:00", ends="21:00"),
        spent(paid, date(2026, 10, 24), begins="20:00", ends="21:00"),
    )
    assert (night.hours, long.hours) == (1, 1)


def test_the_hours_of_a_night_are_those_that_passed_when_the_clock_changes(cast, paid):
    rows = annas(
        cast,
        spent(paid, SPRING, begins="00:00", ends="06:00"),
        spent(paid, AUTUMN, begins="00:00", ends="06:00"),
    )
    assert [row.hours for row in rows] == [5, 7]


def test_a_moment_counts_once_over_grants_activities_and_firms(cast, paid):
    drone = activity(cast, paid)
    annas(cast, spent(paid, begins="09:00", ends="12:00", activity_id=drone.pk))
    rate(cast, 200, name="hour.deb")
    other = grant(cast, name="New ground", rules="deb")[1]
    with pytest.raises(Conflict, match="Anna has hours on 2026-03-02 from 09:00 to 12:00 already, for Drone day, Strong supply"):
        annas(cast, spent(other, begins="11:59", ends="13:00"))
    annas(cast, spent(other, begins="12:00", ends="13:00"))
    Affiliation.objects.create(person_id=cast.anna.person_id, organisation=cast.kite, from_on=date(2026, 1, 1))
    with pytest.raises(Conflict, match="for New ground"):
        record_hours(
            by=cast.clara,
            person_id=cast.anna.person_id,
            organisation_id=cast.kite.pk,
            spent=[spent(paid, begins="12:30", ends="14:00")],
        )
    assert hours().count() == 2


def test_two_lines_of_one_list_meet_each_other(cast, paid):
    with pytest.raises(Conflict, match="from 09:00 to 11:00 already"):
        annas(cast, spent(paid, begins="09:00", ends="11:00"), spent(paid, begins="10:00", ends="12:00"))
    with pytest.raises(Wrong, match="26 hours on 2026-03-02"):
        annas(cast, spent(paid, hours=13), spent(paid, hours=13, note="more"))
    assert not hours(live=False).exists()


def test_who_looks_after_one_firm_is_not_told_what_the_person_did_at_another(cast, paid):
    carl = person("Carl", cast.hawk)
    Affiliation.objects.create(person_id=carl.person_id, organisation=cast.kite, from_on=date(2026, 1, 1))
    record_hours(
        by=cast.clara, person_id=carl.person_id, organisation_id=cast.kite.pk, spent=[spent(paid, begins="09:00", ends="12:00")]
    )
    annas(cast, spent(paid, hours=1))
    with pytest.raises(Conflict, match="Carl has other hours on 2026-03-02 from 09:00 to 12:00 already. A moment") as told:
        record_hours(
            by=cast.anna,
            person_id=carl.person_id,
            organisation_id=cast.hawk.pk,
            spent=[spent(paid, begins="10:00", ends="11:00")],
        )
    assert "Strong" not in str(told.value)


def test_the_same_form_sent_twice_is_told(cast, paid):
    annas(cast, spent(paid, hours=3, note="Test bench"))
    with pytest.raises(Conflict, match="These hours on 2026-03-02 are recorded already"):
        annas(cast, spent(paid, hours=3, note="Test bench"))
    annas(cast, spent(paid, hours=3, note="Test bench, afternoon"))
    assert [row.hours for row in hours()] == [3, 3]


def test_a_correction_takes_the_place_of_the_row_and_may_overlap_it(cast, paid):
    [row] = annas(cast, spent(paid, begins="09:00", ends="12:00"))
    new = correct_hours(by=cast.anna, hours_id=row.pk, reason="It went on.", spent=spent(paid, begins="10:00", ends="14:00"))
    assert [(one.corrects_id, one.hours, one.amount, one.reason) for one in hours()] == [(row.pk, 4, 1000, "It went on.")]
    with pytest.raises(Conflict, match="in the meantime"):
        correct_hours(by=cast.clara, hours_id=row.pk, reason="Again", spent=spent(paid, hours=1))
    with pytest.raises(Wrong, match="says why"):
        withdraw_hours(by=cast.clara, hours_id=new.pk, reason=" ")
    with pytest.raises(Refused):
        withdraw_hours(by=cast.ben, hours_id=new.pk, reason="No")
    withdraw_hours(by=cast.anna, hours_id=new.pk, reason="Was another project.")
    assert (hours().count(), hours(live=False).count(), first_broken(models.Hours)) == (0, 3, None)
    annas(cast, spent(paid, begins="10:00", ends="14:00"))


def test_a_locked_month_takes_nothing_until_it_is_opened_with_a_reason(cast, paid):
    [row] = annas(cast, spent(paid, hours=1))
    lock_month(by=finance(cast), grant_id=paid.grant_id, month=DAY)
    closed = "2026-03 is locked for Strong supply chains"
    for change_it in (
        lambda: annas(cast, spent(paid, hours=2)),
        lambda: correct_hours(by=cast.clara, hours_id=row.pk, reason="More", spent=spent(paid, hours=2)),
        lambda: correct_hours(by=cast.clara, hours_id=row.pk, reason="Later", spent=spent(paid, date(2026, 4, 1), hours=1)),
        lambda: withdraw_hours(by=cast.clara, hours_id=row.pk, reason="No"),
    ):
        with pytest.raises(Wrong, match=closed):
            change_it()
    [april] = annas(cast, spent(paid, date(2026, 4, 1), hours=1))
    with pytest.raises(Wrong, match=closed):
        correct_hours(by=cast.clara, hours_id=april.pk, reason="Earlier", spent=spent(paid, hours=2))
    open_month(by=finance(cast), grant_id=paid.grant_id, month=DAY, reason="A sheet came late.")
    annas(cast, spent(paid, hours=2))
    assert [one.hours for one in hours()] == [1, 1, 2]


def test_a_lock_needs_the_money_right_a_month_that_is_over_and_a_reason_to_open(cast, paid):
    made, bank = paid.grant_id, finance(cast)
    for name, viewer in cast.everybody().items():
        with pytest.raises(Refused):
            lock_month(by=viewer, grant_id=made, month=DAY)
        with pytest.raises(Refused):
            open_month(by=viewer, grant_id=made, month=DAY, reason=name)
    with pytest.raises(Wrong, match="is not over yet"):
        lock_month(by=bank, grant_id=made, month=timezone.localdate())
    with pytest.raises(Wrong, match="lies outside the period"):
        lock_month(by=bank, grant_id=made, month=date(2025, 12, 31))
    with pytest.raises(Conflict, match="is open for Strong supply chains already"):
        open_month(by=bank, grant_id=made, month=DAY, reason="Why")
    lock_month(by=bank, grant_id=made, month=DAY)
    with pytest.raises(Conflict, match="is locked for Strong supply chains already"):
        lock_month(by=bank, grant_id=made, month=DAY.replace(day=1))
    with pytest.raises(Wrong, match="Say why"):
        open_month(by=bank, grant_id=made, month=DAY, reason=" ")
    open_month(by=bank, grant_id=made, month=DAY, reason="A sheet came late.")
    lock_month(by=bank, grant_id=made, month=DAY)
    rows = models.Lock.objects.system_rows(WHY).order_by("pk")
    assert [(row.opened_at is None, row.reason) for row in rows] == [(False, "A sheet came late."), (True, "")]
