"""Aid for an activity: checked for everybody at once, promised to those who fit, the others named."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

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


def opened(page, label: str) -> str:
    """Where the link with these words leads."""
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>([^<]*)', page.content.decode())
    [where] = [unescape(url) for url, text in found if unescape(text).strip() == label]
    return where


def fields(page) -> dict[str, str | list[str]]:
    """What the form of the promise on a page would send as it stands: hidden fields, boxes that are ticked, the first payer."""
    inside = re.search(r'<form method="post">.*?</form>', page.content.decode(), re.DOTALL).group()
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inside))
    sent["firm"] = re.findall(r'name="firm" value="(\d+)" checked', inside)
    return {
        **{name: unescape(value) if isinstance(value, str) else value for name, value in sent.items()},
        "payer": re.findall(r'<option value="([^"]+)"', inside)[0],
    }


def test_clara_comes_from_an_activity_to_the_promise_by_its_links(cast, course):
    course.aid_each, course.currency = Decimal(1000), "EUR"
    course.save()
    client = browser(cast.clara)
    page = client.get("/ledger/activities/")
    page = client.get(opened(page, "Quality"))
    words = said(page).replace("\xa0", " ")
    for told in (
        "State aid before it is promised",
        "EUR 1,000 for each who takes part",
        "2 of 3 can be promised it.",
        "no declaration",
    ):
        assert told in words, told
    page = client.get(opened(page, "Check and promise"))
    assert said(page).replace("\xa0", " ").count("room: EUR") == 3
    page = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], fields(page), follow=True)
    assert "Aid was promised to 2 firms." in said(page)
    assert sorted(models.Aid.objects.visible_to(cast.clara, "organisation").values_list("organisation__name", "euro")) == [
        ("Hawk ApS", 2000),
        ("Kite ApS", 1000),
    ]
    assert opened(page, "Quality") == f"/ledger/activities/{course.pk}/"  # and back


def test_firms_that_are_to_come_are_asked_for_before_anybody_is_recorded(cast):
    activity = models.Activity.objects.create(kind="course", title="Ahead", from_at=AT, to_at=AT, on=ON, label="TLP:GREEN")
    package = models.WorkPackage.objects.system_rows("a test").get()
    models.Funding.objects.create(activity=activity, grant_id=package.grant_id, work_package=package)
    client, address = browser(cast.clara), f"/ledger/aid/activity/{activity.pk}/"
    asked = {"each": "100000", "currency": "EUR", "on": "2026-03-02", "expected": "hawk aps\n22222226\nHawk ApS"}
    page = client.get(address, asked)
    words = said(page).replace("\xa0", " ")
    assert ("2 participants EUR 200,000 room: EUR 300,000" in words, "1 participant EUR 100,000 room: EUR 100,000" in words) == (
        True,
        True,
    )
    page = client.post(f"{address}?{urlencode(asked)}", fields(page), follow=True)
    assert "Aid was promised to 2 firms." in said(page)
    assert sum(models.Aid.objects.visible_to(cast.clara).values_list("euro", flat=True)) == 300_000
    wrong = said(client.get(address, {**asked, "expected": "Nobody A/S"}))
    assert "The register has no “Nobody A/S”" in wrong


def test_who_does_not_fit_is_told_from_which_day_it_does(cast, course):
    course.aid_each, course.currency = Decimal(290_000), "EUR"
    course.save()
    aid.promise(cast, money(250_000), on=date(2024, 5, 2))
    words = said(browser(cast.clara).get(f"/ledger/activities/{course.pk}/")).replace("\xa0", " ")
    assert "There is room for EUR 50,000, which is EUR 240,000 too little. It fits from 2 May 2027 on" in words


def test_only_those_who_work_with_money_see_the_room(cast, course):
    course.aid_each = Decimal(1000)
    course.save()
    for other in (cast.anna, cast.dora, cast.erik):
        page = browser(other).get(f"/ledger/activities/{course.pk}/")
        assert page.status_code in (200, 404)
        assert "State aid before it is promised" not in said(page)


def test_an_activity_without_state_aid_has_the_door_all_the_same(cast, course):
    page = browser(cast.clara).get(f"/ledger/activities/{course.pk}/")
    assert opened(page, "May we promise state aid?") == f"/ledger/aid/activity/{course.pk}/"


def test_before_an_activity_takes_place_the_right_arises_with_the_promise(cast, course):
    ahead = timezone.localdate() + timedelta(days=200)  # no rate is known for that day
    models.Activity.objects.system_rows("a test").filter(pk=course.pk).update(on=ahead, aid_each=100, currency="EUR")
    assert asked_activity(cast.clara, course.pk).on == timezone.localdate()
    page = browser(cast.clara).get(f"/ledger/activities/{course.pk}/")
    assert f"on={timezone.localdate().isoformat()}" in opened(page, "Check and promise")
