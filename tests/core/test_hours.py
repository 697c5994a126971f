"""An hour counts once, on its day, at that day's rate."""

import os
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from klynge.core.errors import Wrong
from klynge.core.hours import OnDay, Rate, Worked, by_day, counted, length, over_a_day, overlaps, value, values
from tests.oracle import hours as slow

HOME = ZoneInfo("Europe/Copenhagen")
ANNA, BEN = 1, 2
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
WORLDS = int(os.environ.get("KLYNGE_WORLDS", "300"))


def worked(number, begins, ends, hours=None, person=ANNA, what="course"):
    """worked(1, "06-15 09:00", "06-15 12:00") is Anna's, in Danish time of 2026."""
    from_at, to_at = (datetime.strptime(f"2026-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=HOME) for moment in (begins, ends))
    length = (to_at.astimezone(UTC) - from_at.astimezone(UTC)) // timedelta(minutes=1)
    full = Decimal(length) / 60 if hours is None else Decimal(hours)
    return Worked(number, person, from_at, to_at, from_at.date(), full, what)


def loose(number, day, hours, person=ANNA):
    return Worked(number, person, None, None, date.fromisoformat(f"2026-{day}"), Decimal(hours), "project")


def kept(*all_of_them):
    return {number: one.hours for number, one in counted(all_of_them).items()}


def told(one):
    return [str(step) for step in one.steps]


def test_what_shares_a_moment_overlaps_and_what_touches_does_not():
    new = worked(9, "06-15 10:00", "06-15 12:00")
    before = worked(1, "06-15 08:00", "06-15 10:00")
    after = worked(2, "06-15 12:00", "06-15 13:00")
    into = worked(4, "06-15 09:00", "06-15 10:01")
    around = worked(3, "06-15 08:00", "06-15 18:00")
    bens = worked(5, "06-15 10:00", "06-15 12:00", person=BEN)
    assert overlaps(new, [before, after, into, around, bens, loose(6, "06-15", 2), new]) == [around, into]
    assert overlaps(loose(7, "06-15", 2), [around]) == []


def test_the_one_recorded_first_keeps_the_hour_and_the_other_says_why_it_lost_it():
    first = worked(1, "06-15 13:00", "06-15 16:00", what="a course")
    later = worked(2, "06-15 09:00", "06-15 14:00", what="a project")
    found = counted([later, first])
    assert {number: one.hours for number, one in found.items()} == {1: 3, 2: 4}
    assert told(found[1]) == []
    assert told(found[2]) == [
        "1.00 hours of its time were recorded earlier for a course (no. 1), which keeps them.",
        "Of 5 hours 4.00 count.",
    ]


def test_three_projects_and_one_afternoon_count_one_afternoon():
    assert kept(*(worked(number, "06-15 12:00", "06-15 16:00") for number in (1, 2, 3))) == {1: 4, 2: 0, 3: 0}


def test_a_later_one_around_two_earlier_ones_keeps_what_is_between_and_outside():
    around = worked(3, "06-15 08:00", "06-15 17:00")
    found = counted([worked(1, "06-15 09:00", "06-15 10:00"), worked(2, "06-15 12:00", "06-15 14:30"), around])
    assert found[3].hours == Decimal("5.5")
    assert [span.from_at.astimezone(HOME).hour for span in found[3].spans] == [8, 10, 14]
    assert len(found[3].steps) == 3


def test_a_registration_set_to_no_hours_keeps_nobody_from_the_time():
    assert kept(worked(1, "06-15 09:00", "06-15 12:00", hours=0), worked(2, "06-15 09:00", "06-15 12:00")) == {1: 0, 2: 3}


def test_people_do_not_take_each_others_hours():
    assert kept(worked(1, "06-15 09:00", "06-15 12:00"), worked(2, "06-15 09:00", "06-15 12:00", person=BEN)) == {1: 3, 2: 3}


def test_a_break_is_not_counted_and_hours_without_time_are_not_either():
    with_break = counted([worked(1, "06-15 09:00", "06-15 16:00", hours="6.5")])[1]
    assert (with_break.hours, with_break.steps) == (Decimal("6.5"), ())
    too_many = counted([worked(1, "06-15 09:00", "06-15 16:00", hours="8")])[1]
    assert too_many.hours == 7
    assert told(too_many)[0] == "8 hours were registered, but from beginning to end there are only 7.00."


def test_hours_with_only_a_day_count_as_registered():
    assert kept(loose(1, "06-15", "7.4"), loose(2, "06-15", "3"), worked(3, "06-15 09:00", "06-15 10:00")) == {
        1: Decimal("7.4"),
        2: 3,
        3: 1,
    }


def test_the_hour_that_comes_twice_in_autumn_is_two_and_the_one_that_spring_skips_is_none():
    assert kept(worked(1, "10-25 00:00", "10-25 04:00")) == {1: 5}
    assert kept(worked(1, "03-29 00:00", "03-29 04:00")) == {1: 3}


def test_the_days_of_the_clock_change_have_23_and_25_hours():
    assert [length(day, HOME) for day in (SPRING, AUTUMN, date(2026, 6, 15))] == [23, 25, 24]
    for day, most in ((SPRING, 23), (AUTUMN, 25), (date(2026, 6, 15), 24)):
        over_a_day(Decimal(most), day, HOME)
        with pytest.raises(Wrong, match=f"{most}.01 hours on {day} are more than the {most}.00 hours of that day"):
            over_a_day(Decimal(f"{most}.01"), day, HOME)


def test_a_night_is_split_at_midnight_of_its_zone():
    night = counted([worked(1, "06-15 22:30", "06-16 01:00")])[1]
    assert by_day(night, HOME) == (OnDay(date(2026, 6, 15), Decimal("1.50")), OnDay(date(2026, 6, 16), 1))
    assert by_day(night, UTC) == (OnDay(date(2026, 6, 15), Decimal("2.50")),)


def test_days_over_the_clock_change_are_split_by_their_own_length():
    spring = counted([worked(1, "03-28 00:00", "03-31 00:00")])[1]
    assert [one.hours for one in by_day(spring, HOME)] == [24, 23, 24]
    autumn = counted([worked(1, "10-24 12:00", "10-26 12:00")])[1]
    assert [one.hours for one in by_day(autumn, HOME)] == [12, 25, 12]


def test_parts_of_an_hour_add_up_to_the_whole():
    night = counted([worked(1, "06-15 23:40", "06-16 00:40", hours="0.50")])[1]
    assert [one.hours for one in by_day(night, HOME)] == [Decimal("0.16"), Decimal("0.34")]


OLD = Rate("programme", date(2025, 1, 1), date(2026, 6, 15), Decimal("250"), "DKK")
NEW = Rate("programme", date(2026, 6, 16), None, Decimal("275.55"), "DKK")


def test_an_hour_is_worth_the_rate_of_its_day():
    assert value(Decimal("1.5"), date(2026, 6, 15), [NEW, OLD]).amount == 375
    worth = value(Decimal("1.5"), date(2026, 6, 16), [NEW, OLD])
    assert (worth.amount, worth.rate) == (Decimal("413.33"), NEW)  # 413.325, half up


def test_a_rate_that_changes_at_midnight_splits_the_night():
    night = counted([worked(1, "06-15 22:30", "06-16 01:00")])[1]
    assert [(one.day.day, one.hours, one.amount) for one in values(night, [OLD, NEW], HOME)] == [
        (15, Decimal("1.50"), 375),
        (16, 1, Decimal("275.55")),
    ]


def test_a_day_without_a_rate_or_with_two_is_refused():
    with pytest.raises(Wrong, match=r"No rate per hour is known for 2024-12-31 \(programme\)"):
        value(Decimal(1), date(2024, 12, 31), [OLD, NEW])
    with pytest.raises(Wrong, match="2026-01-01 \\(–\\)"):
        value(Decimal(1), date(2026, 1, 1), [])
    other = Rate("programme", date(2026, 1, 1), None, Decimal(300), "DKK")
    with pytest.raises(Wrong, match="Two rates per hour hold on 2026-01-02: programme 250 and programme 300"):
        value(Decimal(1), date(2026, 1, 2), [other, OLD])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hours": Decimal(-1)}, "-1 hours cannot be worked"),
        ({"to_at": None}, "both when the work began"),
        ({"from_at": datetime(2026, 6, 15, 9)}, "has no time zone"),
        ({"to_at": datetime(2026, 6, 15, 9, tzinfo=HOME)}, "not after it begins"),
    ],
)
def test_a_registration_that_cannot_be_is_refused(change, says):
    nine, ten = (datetime(2026, 6, 15, hour, tzinfo=HOME) for hour in (9, 10))
    facts = {"id": 1, "person": ANNA, "from_at": nine, "to_at": ten, "day": date(2026, 6, 15), "hours": Decimal(1), "what": "x"}
    with pytest.raises(Wrong, match=says):
        Worked(**{**facts, **change})


def test_one_id_is_one_registration():
    with pytest.raises(Wrong, match="registration 1 stands twice"):
        counted([loose(1, "06-15", 1), loose(1, "06-16", 1)])


def world(number):
    """Registrations of two people around the night on which the clock changes."""
    chance = random.Random(number)
    start = datetime(2026, *chance.choice([(3, 28), (10, 24)]), 20, tzinfo=UTC)
    made = []
    for one in range(1, chance.randint(2, 9)):
        from_at = (start + timedelta(minutes=chance.randint(0, 400))).astimezone(HOME)
        to_at = (from_at.astimezone(UTC) + timedelta(minutes=chance.randint(1, 300))).astimezone(HOME)
        hours = Decimal(chance.choice([0, chance.randint(0, 600), chance.randint(0, 600)])) / 100
        timed = chance.random() < 0.9
        made.append(
            Worked(
                one, chance.choice([ANNA, ANNA, BEN]), *((from_at, to_at) if timed else (None, None)), from_at.date(), hours, "x"
            )
        )
    chance.shuffle(made)
    return made


def test_over_worlds_at_random_the_slow_minutes_agree_and_no_hour_counts_twice():
    lost = 0
    for number in range(WORLDS):
        given = world(number)
        found, minutes = counted(given), slow.counted(given)
        assert (number, {one: each.hours for one, each in found.items()}) == (number, {one: h for one, (h, _) in minutes.items()})
        for one in given:
            assert overlaps(one, given) == sorted((o for o in given if o.id != one.id and slow.touch(one, o)), key=lambda o: o.id)
            each = found[one.id]
            split = {part.day: part.hours for part in by_day(each, HOME)}
            assert sum(split.values(), Decimal(0)) == each.hours
            on = slow.days(minutes[one.id][1], HOME)
            whole = sum(on.values())
            assert split.keys() <= on.keys() or not one.from_at
            assert all(abs(split.get(day, 0) - each.hours * some / whole) < Decimal("0.01") for day, some in on.items())
            lost += each.hours < one.hours
    assert lost > WORLDS / 2
