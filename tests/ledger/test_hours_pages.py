"""The pages of hours, as people of the cast use them."""

import re
from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klynge.access.viewer import Role
from klynge.ledger import models
from klynge.ledger.actions.ask_hours import ask_to_sign_hours
from klynge.ledger.actions.hours import record_hours
from klynge.ledger.actions.sheets import open_sheet
from klynge.ledger.actions.take_part import take_part
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Affiliation, ContactPoint
from tests.cast import SINCE, person
from tests.house.world import client_of
from tests.ledger.things import DAY, WHY, activity, annas, copenhagen, grant, hours, rate, seen, sheets, spent
from tests.ledger.things import anna as took

pytestmark = pytest.mark.django_db
MONTH = "2026-03"


@pytest.fixture
def paid(cast):
    rate(cast)
    return grant(cast)[1]


@pytest.fixture
def anna(cast):
    return client_of(cast.anna.account_id)


@pytest.fixture
def clara(cast):
    """Clara with the money right."""
    account = Account.objects.get(pk=cast.clara.account_id)
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    return client_of(cast.clara.account_id)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def month(name, package):
    return reverse(f"ledger:{name}", args=[package.grant_id, MONTH])


def test_anna_enters_a_week_in_one_go_and_signs_it_and_clara_signs_second(cast, paid, anna, clara):
    firm = {"organisation": "Hawk ApS", "person": "Anna"}
    assert clara.post(month("ask_for_hours", paid), firm).status_code == 303
    week = f"{reverse('ledger:hours')}?week={DAY.isoformat()}"
    assert "waits for your signature" not in text(anna.get(week))
    said = {"work_package": paid.pk, "organisation": cast.hawk.pk, "d0-hours": "2,5", "d0-note": "Test bench"}
    assert (
        anna.post(week, {**said, "d2-begins": "09:00", "d2-ends": "12:00", "d6-begins": "22:00", "d6-ends": "01:00"}).status_code
        == 303
    )
    assert [(row.on.day, str(row.hours), row.note) for row in hours()] == [
        (2, "2.50", "Test bench"),
        (4, "3.00", ""),
        (8, "2.00", ""),
        (9, "1.00", ""),
    ]
    shown = text(anna.get(week))
    assert "From 2 March 2026 to 8 March 2026. Hours: 7.50." in shown
    assert "March 2026 on Strong supply chains waits for your signature" in shown
    [sheet] = sheets()
    page = reverse("ledger:sheet", args=[sheet.pk])
    assert "Sign my hours" in text(anna.get(page))
    assert "Sign second" not in text(clara.get(page))
    anna.post(page, {"seen": seen(sheet)})
    assert "The two signatures are of two people" in text(anna.post(page, {"seen": seen(sheet)}, follow=True))
    assert "Sign second" in text(clara.get(page))
    clara.post(page, {"seen": seen(sheet)})
    row = sheets().get()
    assert (row.signed_by_id, row.approved_by_id) == (cast.anna.person_id, cast.clara.person_id)
    assert "Signed twice" in text(anna.get(page))


def test_a_fault_of_one_day_is_told_and_nothing_of_the_week_is_recorded(cast, paid, anna):
    annas(cast, spent(paid, hours=1))
    week = f"{reverse('ledger:hours')}?week={DAY.isoformat()}"
    said = {"work_package": paid.pk, "organisation": cast.hawk.pk, "d0-hours": "2", "d1-hours": "25"}
    assert "25 hours on 3 March 2026 are more than the 24" in text(anna.post(week, said))
    assert "“many”" in text(anna.post(week, {**said, "d1-hours": "many"}))
    assert "Fill in at least one day" in text(anna.post(week, {"work_package": paid.pk, "organisation": cast.hawk.pk}))
    assert [row.hours for row in hours()] == [1]


def test_anna_corrects_and_takes_away_and_the_fallen_signature_is_told_to_both(cast, paid, anna, clara):
    [row] = annas(cast, spent(paid, hours=3))
    sheet = sheets().get()
    page = reverse("ledger:sheet", args=[sheet.pk])
    anna.post(page, {"seen": seen(sheet)})
    clara.post(page, {"seen": seen(sheet)})
    said = {"day": "2026-03-02", "hours": "2", "work_package": paid.pk, "note": "", "reason": "Less"}
    assert anna.post(reverse("ledger:hours_row", args=[row.pk]), said).status_code == 303
    fell = "The hours were changed on"
    for shown in (anna.get(reverse("ledger:hours")), anna.get(page), clara.get(page), clara.get(month("hours_month", paid))):
        assert fell in text(shown)
    new = hours().get()
    assert anna.post(reverse("ledger:withdraw_hours", args=[new.pk]), {"reason": "Other project"}).status_code == 303
    assert not hours().exists()


def test_the_house_sees_who_is_missing_asks_and_locks(cast, paid, anna, clara):
    annas(cast, spent(paid, hours=3))
    work = Affiliation.objects.system_rows(WHY).get(person_id=cast.anna.person_id)
    page, sheet = month("hours_month", paid), sheets().get()
    ask = reverse("ledger:ask_to_sign_hours", args=[sheet.pk])
    assert "has no e-mail address there" in text(clara.post(ask, follow=True))
    ContactPoint.objects.create(affiliation=work, organisation=cast.hawk, kind="email", value="anna@hawk.example")
    assert "The mail is on its way" in text(clara.post(ask, follow=True))
    assert [letter.to for letter in mail.outbox] == [["anna@hawk.example"]]
    assert clara.post(month("lock_month", paid)).status_code == 303
    assert "Locked since" in text(clara.get(page))
    assert clara.post(month("open_month", paid), {"reason": ""}).status_code == 422
    assert clara.post(month("open_month", paid), {"reason": "A sheet came late"}).status_code == 303
    assert "Locked since" not in text(clara.get(page))
    for name in ("lock_month", "open_month", "hours_month", "ask_for_hours"):
        assert anna.post(month(name, paid)).status_code in (404, 405)
    assert anna.post(ask).status_code == 404


def test_a_signature_by_link_needs_no_account_and_the_link_ends_with_it(cast, paid, client):
    annas(cast, spent(paid, hours=3))
    work = Affiliation.objects.system_rows(WHY).get(person_id=cast.anna.person_id)
    ContactPoint.objects.create(affiliation=work, organisation=cast.hawk, kind="email", value="anna@hawk.example")
    ask_to_sign_hours(by=cast.clara, sheet_id=sheets().get().pk)
    link = re.search(r"/ledger/hours/sign/\S+", mail.outbox[0].body).group()
    client.cookies["language"] = "en"
    assert "I have worked these hours" in text(client.get(link))
    assert "changed while you were reading" in text(client.post(link, {"seen": "0"}))
    assert sheets().get().signed_at is None
    assert "Thank you, it is signed" in text(client.post(link, {"seen": seen(sheets().get())}))
    assert sheets().get().signed_by_id == cast.anna.person_id
    assert client.get(link).status_code == 404


def test_only_hours_with_two_signatures_count_as_co_financing_and_each_number_opens_its_rows(cast, paid, anna, clara):
    annas(cast, spent(paid, hours=3), spent(paid, DAY.replace(month=4), hours=2))
    page = reverse("ledger:hours_months")
    assert "0 of 1,000,000 DKK" in text(clara.get(page))
    march = sheets().get(month=DAY.replace(day=1))
    for viewer in (anna, clara):
        viewer.post(reverse("ledger:sheet", args=[march.pk]), {"seen": seen(march)})
    shown = clara.get(page)
    assert "750 of 1,000,000 DKK" in text(shown)
    counted = f"/ledger/hours/rows/?grant={paid.grant_id}&amp;signed=both"
    assert counted in shown.content.decode()
    rows = text(clara.get(counted.replace("&amp;", "&")))
    assert ("1 row." in rows, "2 March 2026" in rows, "2 April 2026" in rows) == (True, True, False)
    assert "2 rows." in text(clara.get(f"/ledger/hours/rows/?grant={paid.grant_id}"))


def test_attendance_is_counted_from_the_page_of_the_month(cast, clara):
    rate(cast)
    made, package = grant(cast, attendance_counts=True)
    one = activity(cast, package)
    take_part(
        by=cast.clara,
        activity_id=one.pk,
        taken=[took(cast, from_at=copenhagen(DAY, "09:00"), to_at=copenhagen(DAY, "12:00"))],
    )
    assert "Make hours of attendance" in text(clara.get(month("hours_month", package)))
    assert "1 line of hours was made" in text(clara.post(month("hours_from_attendance", package), follow=True))
    assert "0 lines of hours were made" in text(clara.post(month("hours_from_attendance", package), follow=True))


def test_a_missing_rate_asks_to_be_entered_and_its_source_shows_as_not_confirmed(cast, clara):
    grant(cast)
    rates = reverse("ledger:hour_rates")
    assert "No rate per hour holds today for “hour.ufs”" in text(clara.get(reverse("ledger:hours_months")))
    said = {"name": "hour.ufs", "amount": "312,50", "currency": "DKK", "from_on": "2026-01-01", "source": "An invented order, 4"}
    assert clara.post(rates, said).status_code == 303
    shown = text(clara.get(rates))
    assert ("312.50 DKK/hour" in shown, "Not confirmed" in shown, "No rate per hour holds" in shown) == (True, True, False)


def test_the_firm_sees_its_own_and_a_colleague_without_that_right_only_theirs(cast, paid, anna):
    annas(cast, spent(paid, hours=3))
    carl = person("Carl", cast.hawk)
    firm = reverse("ledger:firm_hours")
    assert "Anna" in text(anna.get(firm))
    assert client_of(carl.account_id).get(firm).status_code == 404
    assert "No hours yet" in text(client_of(cast.ben.account_id).get(firm))
    assert "0 rows." in text(client_of(carl.account_id).get(reverse("ledger:hours_rows")))
    assert client_of(carl.account_id).get(reverse("ledger:sheet", args=[sheets().get().pk])).status_code == 404


def test_the_auditor_reads_the_months_of_his_grant_and_changes_nothing(cast, paid):
    other = grant(cast, name="New ground")[1]
    for package in (paid, other):
        annas(cast, spent(package, hours=3))
    days = {"from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31), "starts_on": SINCE, "ends_on": date(2100, 1, 1)}
    models.Mandate.objects.create(account_id=cast.erik.account_id, grant_id=paid.grant_id, made_at="2026-01-01T00:00Z", **days)
    erik = client_of(cast.erik.account_id)
    shown = text(erik.get(reverse("ledger:hours_months")))
    assert ("Strong supply chains" in shown, "New ground" in shown) == (True, False)
    page = text(erik.get(month("hours_month", paid)))
    assert ("Lock the month" in page, "Ask by mail" in page) == (False, False)
    assert erik.get(month("hours_month", other)).status_code == 404
    assert "3" in text(erik.get(reverse("ledger:sheet", args=[sheets().get(grant_id=paid.grant_id).pk])))
    assert erik.post(month("lock_month", paid)).status_code == 404


@pytest.mark.parametrize("name", ["hours_months", "hours_rows", "firm_hours", "hours"])
def test_lists_ask_the_same_for_one_and_for_three(cast, paid, name):
    def queries(client):
        with CaptureQueriesContext(connection) as found:
            client.get(f"{reverse(f'ledger:{name}')}?week={DAY.isoformat()}")
        return len(found)

    annas(cast, spent(paid, hours=1))
    client = client_of(cast.anna.account_id if name in ("firm_hours", "hours") else cast.clara.account_id)
    client.get(reverse(f"ledger:{name}"))
    before = queries(client)
    for n, viewer in enumerate((person("Bo", cast.hawk), person("Ida", cast.hawk))):
        said = {"person_id": viewer.person_id, "organisation_id": cast.hawk.pk}
        record_hours(
            by=cast.clara,
            **said,
            spent=[spent(paid, DAY.replace(day=3 + n), hours=1), spent(paid, DAY.replace(month=4), hours=1)],
        )
    annas(cast, spent(paid, DAY.replace(day=3), hours=1), spent(paid, DAY.replace(month=4), hours=2))
    assert queries(client) == before


def test_odd_addresses_are_told_or_read_as_nothing(cast, paid, clara):
    for week in ("", "x", "0001-01-01", "9999-12-31", "2026-13-01"):
        assert clara.get(reverse("ledger:hours"), {"week": week}).status_code == 200
    for wrong in ("2026-3", "2026-13", "x", "٢٠٢٦-03", "0000-01"):
        assert clara.get(reverse("ledger:hours_month", args=[paid.grant_id, wrong])).status_code == 422
    assert clara.get(reverse("ledger:hours"), {"person": "999999"}).status_code == 404
    assert clara.get(reverse("ledger:hours_rows"), {"grant": "x", "month": "x", "signed": "x"}).status_code == 200


def test_a_sheet_that_was_asked_for_and_is_empty_waits_for_nobody(cast, paid, clara):
    said = {"person_id": cast.anna.person_id, "organisation_id": cast.hawk.pk, "grant_id": paid.grant_id, "month": DAY}
    open_sheet(by=cast.clara, **said)
    assert "0 sheets lack a signature" in text(clara.get(month("hours_month", paid)))
