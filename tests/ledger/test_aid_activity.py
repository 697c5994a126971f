"""Aid for an activity: checked for everybody at once, promised to those who fit, the others named."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.core.errors import Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.aid_activity import promise_for_activity
from klynge.ledger.actions.book import book
from klynge.ledger.queries.aid_activity import activity_check, asked_activity
from tests.cast import organisation
from tests.ledger import aid
from tests.ledger.aid import ON, money
from tests.ledger.pages import browser, said

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def cast(db):
    return aid.make()


@pytest.fixture
def course(cast):
    """Two people of Hawk, one of Kite, and one of the cluster abroad, which has declared nothing; a partner with cost of its own."""
    activity = models.Activity.objects.create(kind="course", title="Quality", from_at=AT, to_at=AT, on=ON, label="TLP:GREEN")
    package = models.WorkPackage.objects.system_rows("a test").get()
    models.Funding.objects.create(activity=activity, grant_id=package.grant_id, work_package=package)
    partner = organisation("Partner")
    takes = [
        (cast.hawk, cast.anna),
        (cast.hawk, cast.clara),
        (cast.hawk, cast.anna),
        (cast.kite, cast.ben),
        (cast.abroad, cast.dora),
    ]
    for firm, person in takes:
        take(cast, activity, firm, person.person_id)
    take(cast, activity, partner, None, capacity="economic")
    return activity


def take(cast, activity, firm, person, capacity="participant"):
    stands = {"organisation": firm, "group_id": firm.pk, "on": ON, "evidence": "check-in", "capacity": capacity}
    book(cast.clara, [models.Participation(activity=activity, person_id=person, **stands)])


def checked(cast, course, each):
    found, _values = activity_check(cast.clara, asked_activity(cast.clara, course.pk), money(each), ON)
    return [(one.name, one.heads, str(one.euro), one.fits, one.undeclared) for one in found]


def promised(cast, course, each, *firms):
    package = models.WorkPackage.objects.system_rows("a test").get()
    paid = {"grant_id": package.grant_id, "work_package_id": package.pk}
    ids = [firm.pk for firm in firms]
    return promise_for_activity(by=cast.clara, activity_id=course.pk, organisation_ids=ids, each=money(each), on=ON, **paid)


def test_each_firm_is_asked_for_its_heads_and_those_without_declaration_are_named(cast, course):
    assert checked(cast, course, 1000) == [
        ("Cluster Abroad", 1, "1000.00", False, True),
        ("Hawk ApS", 2, "2000.00", True, False),
        ("Kite ApS", 1, "1000.00", True, False),
    ]


def test_what_one_firm_of_a_group_would_get_leaves_less_for_the_next(cast, course):
    assert [(name, fits) for name, _, _, fits, _ in checked(cast, course, 140_000)][1:] == [
        ("Hawk ApS", True),
        ("Kite ApS", False),
    ]


def test_those_who_fit_are_promised_it_and_the_others_are_named_with_the_reason(cast, course):
    done = promised(cast, course, 140_000, cast.hawk, cast.kite, cast.abroad)
    assert [(row.organisation_id, row.amount) for row in done.rows] == [(cast.hawk.pk, 280_000)]
    told = {firm: why.template[:30] for firm, why in done.refused}
    assert told == {cast.kite.pk: "%(euro)s is more than may be p", cast.abroad.pk: "There is no declaration of the"}


def test_an_activity_is_promised_once_to_a_firm(cast, course):
    promised(cast, course, 10, cast.hawk)
    again = promised(cast, course, 10, cast.hawk, cast.kite)
    assert [row.organisation_id for row in again.rows] == [cast.kite.pk]
    assert [(firm, str(why)) for firm, why in again.refused] == [
        (cast.hawk.pk, "Aid for this activity is promised to the firm already.")
    ]
    found, _ = activity_check(cast.clara, asked_activity(cast.clara, course.pk), money(10), ON)
    assert [(one.name, one.promised) for one in found][1:] == [("Hawk ApS", True), ("Kite ApS", True)]


def test_a_firm_that_did_not_take_part_gets_nothing(cast, course):
    assert promised(cast, course, 10, organisation("Falcon")).rows == ()


@pytest.mark.parametrize("each", [0, -5, "NaN", "Infinity"])
def test_what_is_worth_nothing_is_not_promised(cast, course, each):
    with pytest.raises(Wrong, match="for one participant"):
        promised(cast, course, each, cast.hawk)


def test_only_the_house_asks(cast, course):
    for other in (cast.anna, cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            asked_activity(other, course.pk)


def test_the_page_checks_and_promises(cast, course):
    client, address = browser(cast.clara), f"/ledger/aid/activity/{course.pk}/"
    page = said(client.get(address, {"each": "1000", "currency": "EUR", "on": "2026-03-02"})).replace("\xa0", " ")
    assert ("2 of 3 can be promised it." in page, "Ask for one first." in page, "2 participants EUR 2,000" in page) == (
        True,
        True,
        True,
    )
    package = models.WorkPackage.objects.system_rows("a test").get()
    sent = {"each": "1000", "currency": "EUR", "on": "2026-03-02", "payer": f"{package.grant_id}:{package.pk}"}
    answer = client.post(address, {**sent, "firm": [cast.hawk.pk, cast.abroad.pk]}, follow=True)
    assert ("Aid was promised to 1 firm." in said(answer), "Cluster Abroad: There is no declaration" in said(answer)) == (
        True,
        True,
    )
    assert models.Letter.objects.visible_to(cast.clara).count() == 1
    for wrong in ({**sent}, {**sent, "firm": "x"}, {**sent, "firm": [10**9]}, {**sent, "payer": "", "firm": [cast.kite.pk]}):
        assert "Choose at least one firm" in said(client.post(address, wrong, follow=True))
    assert models.Aid.objects.visible_to(cast.clara).count() == 1


def test_the_check_takes_the_same_queries_for_one_firm_and_for_three(cast):
    asked = []
    for number in (1, 2, 3):
        activity = models.Activity.objects.create(kind="course", title="Quality", from_at=AT, to_at=AT, on=ON, label="TLP:GREEN")
        for one in range(number):
            firm = organisation(f"Falcon {number} {one}")
            models.Declaration.objects.create(organisation=firm, asked_at=AT, until_on=ON, signed_at=AT)
            take(cast, activity, firm, None)
        with CaptureQueriesContext(connection) as queries:
            found, _ = activity_check(cast.clara, asked_activity(cast.clara, activity.pk), money(10), ON)
        assert len(found) == number
        asked.append(len(queries))
    assert len(set(asked)) == 1
