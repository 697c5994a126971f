"""What is owed and what is missing in it; the money of a grant; state aid near its ceiling; the auditor's way through the house."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from klynge.core.indicators.shapes import Period
from klynge.ledger.actions.grants import add_due
from klynge.ledger.models import Declaration, LegalValue, Lock, Mandate, Sheet
from klynge.programme.actions.indicator import set_targets
from klynge.programme.actions.pack import freeze_pack, start_pack
from klynge.programme.queries.accounts import accounts
from klynge.programme.queries.calendar import AHEAD, dues, usual_period
from klynge.programme.queries.cockpit import stretches
from klynge.programme.queries.missing import DECLARATIONS, MONTHS, SHEETS, TARGETS, months
from klynge.programme.queries.near_ceiling import near_ceiling
from klynge.register.models import Ownership
from tests.cast import SINCE, as_of_now
from tests.programme.half import HALF, WHY, Half, counted_by_hand, day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
AT = datetime(2026, 7, 1, tzinfo=UTC)
TODAY = date(2026, 7, 15)


@pytest.fixture
def half(cast):
    return counted_by_hand(cast)


def owe(half, grant, due_on=date(2026, 8, 31), period=HALF, kind="half-yearly"):
    return add_due(by=half.finance, grant_id=grant.pk, kind=kind, from_on=period.from_on, to_on=period.to_on, due_on=due_on)


def lacks(half, today=TODAY):
    [line] = dues(half.finance, today)
    return {one.kind: one.count for one in line.missing}


def test_a_report_says_what_it_lacks_until_it_is_there(half):
    owe(half, half.ufs)
    assert lacks(half) == {SHEETS: 2, MONTHS: 6, TARGETS: 8}  # Fjord's hours of February and Hawk's of May
    sheet = {"person_id": half.worker, "organisation": half.fjord, "grant": half.ufs, "month": date(2026, 2, 1)}
    one = Sheet.objects.system_rows(WHY).get(**sheet)
    one.signed_by_id, one.signed_at = half.worker, AT
    one.save()
    assert lacks(half)[SHEETS] == 2  # the second signature is missing
    one.approved_by_id, one.approved_at = half.cast.clara.person_id, AT
    one.save()
    for month in (1, 2):
        Lock.objects.create(grant=half.ufs, month=date(2026, month, 1), locked_at=AT)
    Lock.objects.create(grant=half.ufs, month=date(2026, 3, 1), locked_at=AT, opened_at=AT, reason="A row was forgotten")
    set_targets(by=half.finance, grant_id=half.ufs.pk, from_on=HALF.from_on, to_on=HALF.to_on, values={"ufs-new": Decimal(2)})
    assert lacks(half) == {SHEETS: 1, MONTHS: 4, TARGETS: 7}


def test_a_month_that_has_not_ended_need_not_be_locked(half):
    owe(half, half.ufs)
    assert lacks(half, date(2026, 3, 31))[MONTHS] == 2
    assert lacks(half, date(2026, 4, 1))[MONTHS] == 3


def test_a_declaration_that_nobody_answered_is_missing_where_the_firm_got_aid(half):
    owe(half, half.deb)
    for firm in (half.kite, half.hawk):  # Hawk got none
        Declaration.objects.create(organisation=firm, asked_at=AT, until_on=date(2026, 7, 1))
    assert lacks(half)[DECLARATIONS] == 1
    Declaration.objects.create(organisation=half.fjord, asked_at=AT, until_on=date(2026, 7, 1), signed_at=AT)
    assert lacks(half)[DECLARATIONS] == 1


def test_the_calendar_warns_of_what_is_near_or_late_and_not_of_what_is_frozen(half, settings, tmp_path):
    settings.HOME = tmp_path
    near, late = owe(half, half.ufs, TODAY + AHEAD), owe(half, half.deb, TODAY - timedelta(days=1))
    owe(half, half.deb, TODAY + AHEAD + timedelta(days=1), kind="yearly")
    warned = dues(half.finance, TODAY, ahead=AHEAD)
    assert [(line.id, line.days, line.state) for line in warned] == [(late.pk, -1, "none"), (near.pk, 60, "none")]
    pack = start_pack(by=half.finance, due_id=late.pk)
    assert [line.state for line in dues(half.finance, TODAY, ahead=AHEAD)] == ["draft", "none"]
    freeze_pack(by=half.finance, pack_id=pack.pk, today=TODAY)
    assert [line.id for line in dues(half.finance, TODAY, ahead=AHEAD)] == [near.pk]
    assert [line.state for line in dues(half.finance, TODAY)] == ["frozen", "none", "none"]


def test_more_reports_take_no_more_queries(half):
    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            dues(half.finance, TODAY)
        return len(made)

    owe(half, half.ufs)
    one = asked()
    owe(half, half.deb)
    owe(half, half.deb, kind="yearly")
    assert asked() == one


def test_the_secretariats_desk_warns_of_a_report_and_says_what_is_missing(half, as_):
    owe(half, half.ufs, timezone.localdate() + timedelta(days=9))
    page = unescape(as_(half.cast.clara).get(reverse("desk:desk")).content.decode())
    for told in ("Reports that are owed soon", "report to hand in", "in 9 days", "2 sheets of hours lack a signature"):
        assert told in page, told


def test_the_usual_days_are_those_of_the_report_that_is_written_now(half):
    assert usual_period(half.finance, half.ufs.pk, TODAY) == Period(date(2026, 1, 1), date(2026, 12, 31))  # the grant's own
    owe(half, half.ufs, date(2026, 8, 31))
    second = Period(date(2026, 7, 1), date(2026, 12, 31))
    owe(half, half.ufs, date(2027, 2, 28), second)
    assert usual_period(half.finance, half.ufs.pk, date(2026, 8, 31)) == HALF
    assert usual_period(half.finance, half.ufs.pk, date(2026, 9, 1)) == second
    assert usual_period(half.finance, half.ufs.pk, date(2028, 1, 1)) == second


def test_an_auditor_opens_the_cockpit_at_the_last_report_that_the_mandate_touches(half, as_):
    owe(half, half.ufs)
    owe(half, half.ufs, date(2099, 2, 28), Period(date(2026, 7, 1), date(2026, 12, 31)))
    mandate = Mandate.objects.create(
        account_id=half.cast.erik.account_id,
        grant=half.ufs,
        from_on=day(2, 1),
        to_on=day(3, 31),
        starts_on=SINCE,
        ends_on=date(2100, 1, 1),
        made_at=AT,
    )
    erik = as_of_now(half.cast).erik
    assert usual_period(erik, half.ufs.pk, timezone.localdate()) == HALF
    page = unescape(as_(erik).get(reverse("programme:cockpit")).content.decode())
    assert "Your mandate opens" in page
    mandate.from_on, mandate.to_on = date(2026, 9, 1), date(2026, 9, 30)
    mandate.save()
    assert usual_period(erik, half.ufs.pk, timezone.localdate()) == Period(date(2026, 7, 1), date(2026, 12, 31))
    mandate.withdrawn_at = AT
    mandate.save()
    assert "No grant is open to you" in unescape(as_(erik).get(reverse("programme:cockpit")).content.decode())


def test_months_and_stretches_of_a_period():
    assert months(Period(date(2025, 11, 15), date(2026, 2, 1))) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert stretches(Period(date(2026, 1, 1), date(2026, 3, 15))) == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15))
    years = stretches(Period(date(2025, 1, 1), date(2028, 12, 31)))
    assert (len(years), years[0], years[-1]) == (12, date(2025, 4, 30), date(2028, 12, 31))


def test_what_members_and_partners_bring_is_own_and_what_the_cluster_pays_is_not(half):
    cluster = half.cast.abroad  # any organisation of that kind
    half.cost(cluster, day(3), 20_000, "wage")
    half.cost(cluster, day(3), 1_000, "in kind")
    half.worked(cluster, day(3), 2, 900)
    half.cost(half.hawk, date(2026, 7, 2), 50_000)  # after the period
    found = accounts(half.finance, half.ufs, HALF)
    [line] = found.lines
    assert (line.costs["wage"], line.costs["external"], line.costs["in kind"]) == (20_000, 9_000, 1_000)
    assert (line.hours, line.value, line.total) == (Decimal("6.5"), 2_700, 32_700)
    assert (found.own, found.need) == (11_800, 16_350)  # 9,000 of the university, 1,000 in kind, 1,800 worked
    later = accounts(half.finance, half.ufs, Period(date(2026, 7, 1), date(2026, 12, 31))).lines[0]
    assert (later.total, later.to_date) == (50_000, 82_700)


def test_the_money_of_the_cockpit_opens_its_rows(half, as_):
    clara = as_(half.cast.clara)
    days = "from=2026-01-01&to=2026-06-30"
    page = unescape(clara.get(f"{reverse('programme:cockpit')}?grant={half.ufs.pk}&{days}").content.decode())
    here = reverse("programme:spent", args=[half.ufs.pk])
    assert (f"{here}?{days}&own=1" in page, f"{here}?{days}&package=1" in page) == (True, True)
    rows = unescape(clara.get(f"{here}?{days}&own=1").content.decode())
    assert ("3 rows in" in rows, "North University" in rows) == (True, True)
    assert "0 rows in" in unescape(clara.get(f"{here}?{days}&package=2").content.decode())


def test_firms_near_the_ceiling_are_counted_as_one_undertaking(cast, as_):
    half = Half(cast)
    today = timezone.localdate()
    for name, amount, unit in (("de_minimis.ceiling", 300_000, "EUR"), ("de_minimis.years", 3, "years")):
        LegalValue.objects.create(name=name, amount=amount, unit=unit, from_on=date(2024, 1, 1), source="invented")
    Ownership.objects.create(owner=half.elm, organisation=half.oak, share=100, from_on=SINCE)
    half.aided(half.elm, today, 1_500_000)  # a tenth of it in euro
    half.aided(half.oak, today, 1_000_000)
    half.aided(half.hawk, today, 2_390_000)  # just below four fifths
    half.aided(half.kite, today - timedelta(days=4 * 366), 2_900_000)  # out of the window
    [found] = near_ceiling(half.finance, today)
    assert (found.names, found.used, found.room) == (("Elm ApS", "Oak ApS"), 250_000, 50_000)
    for viewer in (cast.anna, cast.erik, cast.guest):
        assert near_ceiling(viewer, today) == ()
    page = unescape(as_(cast.clara).get(f"{reverse('programme:cockpit')}?grant={half.deb.pk}").content.decode())
    assert "Near the ceiling of state aid" in page
    assert "Elm ApS, Oak ApS" in page


def test_without_a_ceiling_in_the_table_of_law_nobody_is_near_it(cast):
    half = Half(cast)
    half.aided(half.hawk, timezone.localdate(), 9_000_000)
    assert near_ceiling(half.finance, timezone.localdate()) == ()


LINKS = re.compile(r'(?:href|src)="([^"#]+)')


def walk(client, start: str) -> dict[str, str]:
    """Every page that links lead to, with its text."""
    found, rim = {}, [start]
    while rim:
        path = rim.pop()
        if path in found:
            continue
        answer = client.get(path)
        body = answer.content.decode("utf-8", "replace") if "html" in answer.headers.get("Content-Type", "") else ""
        found[path] = unescape(body)
        assert answer.status_code == 200, (path, answer.status_code)
        for link in LINKS.findall(body):
            whole = urlsplit(urljoin(f"http://testserver{path}", unescape(link)))
            inner = whole.netloc == "testserver" and not whole.path.startswith(
                ("/account/", "/static/", "/codes/", "/market/", "/style")
            )
            if inner:
                rim.append(whole.path + (f"?{whole.query}" if whole.query else ""))
    return found


def test_the_auditor_walks_from_the_desk_to_each_row_of_the_grant_and_meets_nothing_of_another(half, as_, settings, tmp_path):
    settings.HOME = tmp_path
    for grant in (half.ufs, half.deb):
        pack = start_pack(by=half.finance, due_id=owe(half, grant).pk)
        freeze_pack(by=half.finance, pack_id=pack.pk, today=TODAY)
    half.came(half.oak, date(2026, 7, 2), "product", grant=half.ufs, text="Secret after the mandate")
    Mandate.objects.create(
        account_id=half.cast.erik.account_id,
        grant=half.ufs,
        from_on=HALF.from_on,
        to_on=HALF.to_on,
        starts_on=SINCE,
        ends_on=date(2100, 1, 1),
        made_at=AT,
    )
    erik = as_(as_of_now(half.cast).erik)
    pages = walk(erik, reverse("desk:desk"))
    for path in ("cockpit", "packs"):
        assert reverse(f"programme:{path}") in pages
    assert [path for path in pages if "/file/" in path and "form=pdf" in path]
    assert [path for path in pages if path.endswith("/rows/") or "/rows/?" in path]
    assert reverse("ledger:row", args=["hours", 1]) in pages or any("/ledger/rows/hours/" in path for path in pages)
    everything = "\n".join(pages.values())
    hidden = (
        "DEB grant",
        "Sensor project",
        "Thin project",
        "Elm ApS",
        "Secret after the mandate",
        "/confirm/",
        "Enter targets",
        "Begin the",
    )
    assert [word for word in hidden if word in everything] == []
    assert "Fjord ApS" in everything
