"""Attendance counts as hours where the grant says so: once, cut at midnight, and following what is corrected."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from klynge.core.errors import Refused
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.attendance import CHANGED, GONE, hours_from_attendance
from klynge.ledger.actions.book import first_broken
from klynge.ledger.actions.locks import lock_month
from klynge.ledger.actions.take_part import correct_participation, of_row, take_part, withdraw_participation
from klynge.ledger.queries.taking import Taken
from klynge.register.models import Organisation
from tests.ledger.things import DAY, WHY, activity, anna, annas, ben, copenhagen, finance, grant, hours, rate, spent

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(cast):
    rate(cast)
    return grant(cast, attendance_counts=True)[1]


def took(cast, one, *taken):
    return take_part(by=cast.clara, activity_id=one.pk, taken=taken)


def count(cast, one):
    """How many rows are new, corrected, withdrawn; and why somebody was left."""
    found = hours_from_attendance(by=cast.clara, activity_id=one.pk)
    return len(found.new), len(found.corrected), len(found.withdrawn), [str(left.why) for left in found.left]


def between(begins, ends, day=DAY):
    return {"from_at": copenhagen(day, begins), "to_at": copenhagen(day, ends)}


def booked():
    return [(row.person_id, row.hours, row.amount) for row in hours().order_by("on", "from_at")]


def test_attendance_of_firms_with_known_times_becomes_hours_once(cast, paid):
    one = activity(cast, paid)
    row, *_ = took(
        cast,
        one,
        anna(cast, **between("09:00", "12:00")),
        ben(cast, from_at=copenhagen(DAY, "09:00")),
        Taken(cast.kite.pk, name="Rie", capacity="recipient", **between("09:00", "12:00")),
        Taken(cast.abroad.pk, name="Sven", **between("09:00", "12:00")),
        Taken(cast.kite.pk, capacity="economic", **between("09:00", "12:00")),
    )
    assert count(cast, one) == (1, 0, 0, [])
    [made] = hours()
    assert (made.source, made.participation_id, made.activity_id, made.grant_id) == ("attendance", row.pk, one.pk, paid.grant_id)
    assert booked() == [(cast.anna.person_id, 3, 750)]
    assert count(cast, one) == (0, 0, 0, [])
    assert (models.Sheet.objects.system_rows(WHY).count(), first_broken(models.Hours)) == (1, None)


def test_only_where_the_grants_rules_say_so(cast):
    rate(cast)
    one = activity(cast, grant(cast)[1])
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    assert count(cast, one) == (0, 0, 0, [])


def test_of_two_grants_that_count_attendance_one_pays(cast, paid):
    rate(cast, 300, name="hour.deb")
    one = activity(cast, grant(cast, name="No attendance")[1], paid, grant(cast, rules="deb", attendance_counts=True)[1])
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    assert count(cast, one) == (1, 0, 0, [])
    assert booked() == [(cast.anna.person_id, 3, 750)]


def test_only_the_secretariat_counts_attendance(cast, paid):
    one = activity(cast, paid, label=Label.CLEAR)
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    for name, viewer in cast.everybody().items():
        if name != "clara":
            with pytest.raises(Refused):
                hours_from_attendance(by=viewer, activity_id=one.pk)
    assert not hours().exists()


def test_what_the_person_recorded_before_keeps_its_time(cast, paid):
    other = grant(cast, name="New ground")[1]
    annas(cast, spent(other, begins="10:00", ends="10:45"), spent(other, begins="11:30", ends="13:00"))
    one = activity(cast, paid)
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    assert count(cast, one) == (2, 0, 0, [])
    mine = [row for row in hours().order_by("from_at") if row.source == "attendance"]
    clocks = [(row.from_at, row.to_at, row.hours) for row in mine]
    assert clocks == [
        (copenhagen(DAY, "09:00"), copenhagen(DAY, "10:00"), 1),
        (copenhagen(DAY, "10:45"), copenhagen(DAY, "11:30"), Decimal("0.75")),
    ]
    assert count(cast, one) == (0, 0, 0, [])


def test_two_activities_at_once_count_once(cast, paid):
    one, other = activity(cast, paid), activity(cast, paid, title="Side event")
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    took(cast, other, anna(cast, **between("11:00", "13:00")))
    assert [count(cast, one), count(cast, other), count(cast, one)] == [(1, 0, 0, []), (1, 0, 0, []), (0, 0, 0, [])]
    assert booked() == [(cast.anna.person_id, 3, 750), (cast.anna.person_id, 1, 250)]


def test_a_corrected_participation_corrects_its_hours_and_a_withdrawn_one_takes_them_away(cast, paid):
    one = activity(cast, paid)
    [row, _] = took(cast, one, anna(cast, **between("09:00", "12:00")), ben(cast, **between("09:00", "10:00")))
    assert count(cast, one) == (2, 0, 0, [])
    first = hours().get(person_id=cast.anna.person_id)
    left = replace(of_row(row), to_at=copenhagen(DAY, "11:00"))
    new = correct_participation(by=cast.clara, participation_id=row.pk, reason="Left early.", taken=left)
    assert count(cast, one) == (0, 1, 0, [])
    now = hours().get(person_id=cast.anna.person_id)
    assert (now.corrects_id, now.hours, now.amount, now.reason, now.participation_id) == (first.pk, 2, 500, CHANGED, new.pk)
    withdraw_participation(by=cast.clara, participation_id=new.pk, reason="Was ill.")
    assert count(cast, one) == (0, 0, 1, [])
    assert booked() == [(cast.ben.person_id, 1, 250)]
    assert hours(live=False).latest("pk").reason == GONE
    assert count(cast, one) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 28), [(date(2026, 3, 28), 2, 500), (date(2026, 3, 29), 5, 1500)]),
        (date(2026, 10, 24), [(date(2026, 10, 24), 2, 600), (date(2026, 10, 25), 7, 2100)]),
    ],
)
def test_a_night_is_cut_at_midnight_by_the_clock_of_that_night(cast, paid, day, expected):
    rate(cast, 300, from_on=date(2026, 3, 29))
    night = {"from_at": copenhagen(day, "22:00"), "to_at": copenhagen(day + timedelta(days=1), "06:00")}
    one = activity(cast, paid, **night)
    took(cast, one, anna(cast, **night))
    assert count(cast, one) == (2, 0, 0, [])
    assert [(row.on, row.hours, row.amount) for row in hours().order_by("on")] == expected


def test_one_persons_fault_keeps_nobody_elses_hours_back(cast, paid):
    one = activity(cast, paid)
    took(cast, one, anna(cast, **between("09:00", "12:00")), ben(cast, **between("09:00", "12:00")))
    annas(cast, spent(paid, hours=22, note="A very long day"))
    assert count(cast, one) == (
        1,
        0,
        0,
        ["25.00 hours on 2026-03-02 are more than the 24.00 hours of that day. Look for one registered twice."],
    )
    assert booked() == [(cast.anna.person_id, 22, 5500), (cast.ben.person_id, 3, 750)]


def test_what_was_recorded_by_hand_for_the_same_activity_is_not_counted_again(cast, paid):
    one = activity(cast, paid)
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    annas(cast, spent(paid, hours=3, activity_id=one.pk))
    assert count(cast, one) == (0, 0, 0, ["Anna has recorded hours for this activity by hand already."])
    assert booked() == [(cast.anna.person_id, 3, 750)]


def test_a_locked_month_or_a_missing_rate_leaves_the_attendance_with_its_reason(cast):
    made, package = grant(cast, attendance_counts=True)
    one = activity(cast, package)
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    [said] = count(cast, one)[3]
    assert said.startswith("No rate per hour is known for 2026-03-02")
    rate(cast)
    lock_month(by=finance(cast), grant_id=made.pk, month=DAY)
    assert count(cast, one) == (
        0,
        0,
        0,
        ["2026-03 is locked for Strong supply chains. Somebody with the money right can open it again, with a reason."],
    )


def test_only_firms_count_and_what_a_firm_is_stands_on_the_row(cast, paid):
    Organisation.objects.system_rows(WHY).filter(pk=cast.hawk.pk).update(kind=Organisation.UNIVERSITY)
    one = activity(cast, paid)
    took(cast, one, anna(cast, **between("09:00", "12:00")))
    assert count(cast, one) == (0, 0, 0, [])
