"""Who took part: recorded with the organisation as it was on that day, or refused in a sentence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.activities import cancel_activity
from klynge.ledger.actions.book import first_broken
from klynge.ledger.actions.take_part import (
    check_in,
    check_out,
    correct_participation,
    of_row,
    take_part,
    withdraw_participation,
)
from klynge.ledger.queries.taking import Taken
from klynge.register.actions.merge import merge
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person
from tests.cast import organisation, person
from tests.ledger.things import AT, DAY, activity, anna, ben, copenhagen, grant, live, rows

pytestmark = pytest.mark.django_db
_WHY = "the test changes the register"


def take(cast, one, *taken):
    return take_part(by=cast.clara, activity_id=one.pk, taken=taken)


def change(model, row, **values):
    model.objects.system_rows(_WHY).filter(pk=row.pk).update(**values)


def test_a_row_holds_who_the_organisation_was_on_that_day(cast):
    one = activity(cast)
    [row, other] = take(
        cast, one, anna(cast, from_at=AT, to_at=AT + timedelta(hours=1, minutes=20)), ben(cast, value=Decimal(500))
    )
    assert (row.organisation_id, row.person_id, row.on, row.hours) == (cast.hawk.pk, cast.anna.person_id, DAY, Decimal("1.33"))
    assert (row.group_id, row.member, row.country, row.kind) == (cast.hawk.pk, "company", "DK", "company")
    assert (other.from_at, other.hours, other.value) == (None, 0, 500)
    assert first_broken(models.Participation) is None


def test_only_the_secretariat_records(cast):
    one = activity(cast, label=Label.CLEAR)
    for name, viewer in cast.everybody().items():
        if name != "clara":
            with pytest.raises(Refused):
                take_part(by=viewer, activity_id=one.pk, taken=[anna(cast)])
    assert not rows().exists()


def test_a_name_finds_who_works_there_or_enters_somebody_new(cast):
    work = Affiliation.objects.system_rows(_WHY).get(person_id=cast.anna.person_id)
    ContactPoint.objects.create(affiliation=work, organisation=cast.hawk, kind="email", value="anna@hawk.example")
    one = activity(cast)
    by_name = Taken(cast.kite.pk, name="  BEN ")
    by_mail = Taken(cast.hawk.pk, name="A. N. Na", email="Anna@Hawk.example")
    new = Taken(cast.hawk.pk, name="Åse Ørum", email="aase@hawk.example")
    found = take(cast, one, by_name, by_mail, new)
    assert [row.person_id for row in found[:2]] == [cast.ben.person_id, cast.anna.person_id]
    aase = Person.objects.visible_to(cast.clara).get(pk=found[2].person_id)
    work = Affiliation.objects.visible_to(cast.clara).get(person=aase)
    assert (aase.name, work.organisation_id, work.from_on) == ("Åse Ørum", cast.hawk.pk, DAY)
    assert ContactPoint.objects.visible_to(cast.clara).get(affiliation=work).value == "aase@hawk.example"


def test_a_firm_may_take_part_without_a_name_but_once_in_a_capacity(cast):
    one = activity(cast)
    take(cast, one, Taken(cast.hawk.pk, capacity="recipient"), Taken(cast.hawk.pk, capacity="dedicated"))
    with pytest.raises(Conflict, match="Hawk ApS is recorded on this activity already"):
        take(cast, one, Taken(cast.hawk.pk, capacity="recipient"))
    assert rows().count() == 2


REFUSED = {
    "unknown capacity": (lambda c: anna(c, capacity="sponsor"), "“sponsor” is no capacity"),
    "unknown evidence": (lambda c: anna(c, evidence="hearsay"), "no kind of evidence"),
    "unknown currency": (lambda c: anna(c, currency="XXX"), "no currency"),
    "negative value": (lambda c: anna(c, value=Decimal(-1)), "amount from 0 up"),
    "leaves before coming": (lambda c: anna(c, from_at=AT, to_at=AT - timedelta(minutes=1)), "leaves after they come"),
    "no beginning": (lambda c: anna(c, to_at=AT), "Say from when"),
    "another day": (lambda c: anna(c, from_at=AT + timedelta(days=1)), "on another day"),
    "not affiliated": (lambda c: Taken(c.kite.pk, c.anna.person_id), "Anna was not affiliated with Kite ApS on 2026-03-02"),
    "no organisation": (lambda c: Taken(999_999, c.anna.person_id), "no such organisation"),
    "no person": (lambda c: Taken(c.hawk.pk, 999_999), "no such person"),
    "mail without a name": (lambda c: Taken(c.hawk.pk, email="who@hawk.example"), "Write the name, too"),
    "no mail": (lambda c: Taken(c.hawk.pk, name="Bo", email="bo at hawk"), "is no e-mail address"),
    "twice in a list": (lambda c: Taken(c.kite.pk, name="ben"), "Ben is recorded on this activity already"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(cast, case):
    make, says = REFUSED[case]
    with pytest.raises(Wrong, match=says):
        take(cast, activity(cast), ben(cast), make(cast))
    assert (rows().count(), Person.objects.visible_to(cast.clara).count()) == (0, 5)


def test_nobody_takes_part_before_the_birth_or_after_the_end_of_a_firm(cast):
    one = activity(cast)
    change(Organisation, cast.hawk, founded_on=DAY + timedelta(days=1))
    with pytest.raises(Wrong, match="Hawk ApS was founded on 2026-03-03, so nobody took part for it before"):
        take(cast, one, anna(cast))
    change(Organisation, cast.hawk, founded_on=DAY, closed_on=DAY - timedelta(days=1))
    with pytest.raises(Wrong, match="Hawk ApS was closed on 2026-03-01, so nobody took part for it after"):
        take(cast, one, anna(cast))
    change(Organisation, cast.hawk, closed_on=DAY)
    assert len(take(cast, one, anna(cast))) == 1


def test_somebody_who_was_not_affiliated_can_be_recorded_with_the_affiliation(cast):
    one = activity(cast)
    Affiliation.objects.create(person_id=cast.anna.person_id, organisation=cast.kite, from_on=date(2026, 9, 1))
    take(cast, one, Taken(cast.kite.pk, cast.anna.person_id, affiliate=True))
    works = Affiliation.objects.visible_to(cast.clara).filter(person_id=cast.anna.person_id, organisation=cast.kite)
    assert sorted(works.values_list("from_on", "to_on")) == [(DAY, date(2026, 8, 31)), (date(2026, 9, 1), None)]


def test_a_deleted_person_is_not_recorded_and_those_recorded_stay(cast):
    one, other = activity(cast), activity(cast, title="Later")
    take(cast, one, anna(cast))
    Person.objects.system_rows(_WHY).filter(pk=cast.anna.person_id).update(erased_at=AT, name="–")
    with pytest.raises(
        Wrong, match="^This person was erased, so nothing new is recorded for them. What was recorded before stays.$"
    ):
        take(cast, other, anna(cast))
    assert [row.person_id for row in live()] == [cast.anna.person_id]


def test_nobody_is_recorded_ahead_of_the_day(cast):
    begins = timezone.now() + timedelta(days=1)
    one = activity(cast, from_at=begins, to_at=begins + timedelta(hours=2))
    with pytest.raises(Wrong, match="not ahead of it"):
        take(cast, one, anna(cast))
    with pytest.raises(Wrong, match="not ahead of it"):
        check_in(by=cast.clara, activity_id=one.pk, organisation_id=cast.hawk.pk, person_id=cast.anna.person_id)
    assert not rows().exists()


def test_a_locked_month_and_days_outside_the_grant_are_closed(cast):
    made, package = grant(cast, to_on=DAY)
    one = activity(cast, package, to_at=AT + timedelta(days=1))
    with pytest.raises(Wrong, match="does not pay for an activity on 2026-03-03"):
        take(cast, one, anna(cast, from_at=AT + timedelta(days=1)))
    [row] = take(cast, one, anna(cast))
    models.Lock.objects.create(grant=made, month=DAY.replace(day=1), locked_at=AT)
    for refused in (
        lambda: take(cast, one, ben(cast)),
        lambda: correct_participation(by=cast.clara, participation_id=row.pk, reason="Was late.", taken=anna(cast)),
        lambda: withdraw_participation(by=cast.clara, participation_id=row.pk, reason="Was ill."),
    ):
        with pytest.raises(Wrong, match="2026-03 is locked for Strong supply chains"):
            refused()
    assert [one.pk for one in live()] == [row.pk]


def test_the_same_person_twice_is_told(cast):
    one = activity(cast)
    take(cast, one, anna(cast))
    with pytest.raises(Conflict, match="Anna is recorded on this activity already"):
        take(cast, one, anna(cast, capacity="economic"))
    assert rows().count() == 1


def test_checking_in_twice_is_once_and_checking_out_too(cast):
    now = timezone.now()
    one = activity(cast, from_at=now - timedelta(minutes=1), to_at=now + timedelta(minutes=1))
    who = {"by": cast.clara, "activity_id": one.pk, "organisation_id": cast.hawk.pk, "person_id": cast.anna.person_id}
    first, second = check_in(**who), check_in(**who)
    assert (first.pk, first.evidence, rows().count()) == (second.pk, "check-in", 1)
    out = check_out(by=cast.clara, participation_id=first.pk)
    again = check_out(by=cast.clara, participation_id=out.pk)
    assert (out.corrects_id, out.pk, live().get().pk) == (first.pk, again.pk, out.pk)
    assert out.from_at <= out.to_at <= one.to_at
    with pytest.raises(Conflict):
        check_out(by=cast.clara, participation_id=first.pk)


def test_a_correction_stands_anew_and_a_withdrawn_row_frees_the_place(cast):
    one = activity(cast)
    [row] = take(cast, one, anna(cast))
    new = correct_participation(
        by=cast.clara,
        participation_id=row.pk,
        reason="She came for Kite.",
        taken=Taken(cast.kite.pk, cast.anna.person_id, capacity="economic", affiliate=True),
    )
    assert (new.organisation_id, new.group_id, new.capacity, new.corrects_id) == (cast.kite.pk, cast.kite.pk, "economic", row.pk)
    with pytest.raises(Conflict, match="in the meantime"):
        correct_participation(by=cast.clara, participation_id=row.pk, reason="Again.", taken=of_row(row))
    withdraw_participation(by=cast.clara, participation_id=new.pk, reason="Was not there at all.")
    assert live().count() == 0
    take(cast, one, anna(cast))
    assert (rows().count(), live().count(), first_broken(models.Participation)) == (4, 1, None)


def test_a_cancelled_activity_takes_nobody_and_one_with_people_is_not_cancelled(cast):
    one, other = activity(cast), activity(cast)
    [row] = take(cast, one, anna(cast))
    with pytest.raises(Conflict, match="People are recorded"):
        cancel_activity(by=cast.clara, activity_id=one.pk, reason="Snow.")
    cancel_activity(by=cast.clara, activity_id=other.pk, reason="Snow.")
    with pytest.raises(Wrong, match="was cancelled"):
        take(cast, other, anna(cast))
    assert [one.pk for one in live()] == [row.pk]


def test_a_merged_double_is_recorded_as_the_one_that_was_kept(cast):
    double = organisation("Hawk Double")
    carl = person("Carl", double)
    merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=double.pk)
    [row] = take(cast, activity(cast), Taken(double.pk, carl.person_id))
    assert (row.organisation_id, row.group_id) == (cast.hawk.pk, cast.hawk.pk)


def test_a_firm_that_is_closed_to_the_secretariat_is_none(cast):
    secret = organisation("Owl ApS", label=Label.RED)
    with pytest.raises(Wrong, match="no such organisation"):
        take(cast, activity(cast), Taken(secret.pk))


def test_three_take_as_many_questions_as_one(cast):
    counts = []
    for people in ((anna,), (anna, ben, lambda cast: Taken(cast.abroad.pk))):
        one = activity(cast)
        with CaptureQueriesContext(connection) as asked:
            take(cast, one, *(make(cast) for make in people))
        counts.append(sum(query["sql"].startswith("SELECT") for query in asked))
    assert counts[0] == counts[1]


def test_the_hours_of_a_night_are_those_that_passed_when_the_clock_changes(cast):
    from_at, to_at = (copenhagen(date(2026, 10, 25), clock) for clock in ("00:00", "06:00"))
    one = activity(cast, from_at=from_at, to_at=to_at)
    [row] = take(cast, one, anna(cast, from_at=from_at, to_at=to_at))
    assert row.hours == 7
