"""The pages of reports: the cockpit, a figure with its rows, indicators and targets."""

from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from klynge.access.viewer import Role
from klynge.ledger.actions.grants import add_due
from klynge.people.models import Account, RoleGrant
from klynge.programme.actions.indicator import set_targets
from klynge.programme.models import Indicator, Target
from tests.cast import SINCE
from tests.programme.half import HALF, WHY, Half, counted_by_hand, day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAYS = "?from=2026-01-01&to=2026-06-30"


def at(name, *parts):
    return reverse(f"programme:{name}", args=parts)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


@pytest.fixture
def money(cast, as_):
    """A browser of Clara's, who holds the money right too."""
    account = Account.objects.get(pk=cast.clara.account_id)
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    return as_(cast.clara)


def test_a_figure_opens_its_rows_and_names_who_counts(cast, money):
    half = counted_by_hand(cast)
    page = text(money.get(at("figure", half.ufs.pk, "ufs-companies") + DAYS))
    assert [name for name in ("Hawk ApS", "Kite ApS", "Fjord ApS", "Oak ApS", "North University") if name in page] == [
        "Hawk ApS",
        "Kite ApS",
        "Fjord ApS",
    ]
    assert "not confirmed" not in page
    assert "nobody has held it against the funder's own text yet" in page
    assert reverse("ledger:row", args=["participation", 1])[:22] in page
    assert "1 row might have counted" in text(money.get(at("figure", half.ufs.pk, "ufs-companies-small") + DAYS + "&left_out=1"))
    part = text(money.get(at("figure", half.ufs.pk, "ufs-companies") + DAYS + "&by=size&part=50-249"))
    assert ("<caption>Kite ApS" in part, "<caption>Hawk ApS" in part) == (True, False)


def test_a_group_is_named_as_a_group_and_a_sum_says_what_each_gave(cast, money):
    half = counted_by_hand(cast)
    assert "The group of Elm ApS" in text(money.get(at("figure", half.deb.pk, "deb-supported") + DAYS))
    assert "Kite ApS · DKK\N{NO-BREAK SPACE}800" in text(money.get(at("figure", half.deb.pk, "deb-aid") + DAYS))


def test_the_rows_of_a_figure_leave_the_house_as_a_workbook(cast, money):
    half = counted_by_hand(cast)
    answer = money.get(at("figure-rows", half.ufs.pk, "ufs-companies") + DAYS)
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert [row[0] for row in rows] == ["Counts", "Hawk ApS", "Hawk ApS", "Kite ApS", "Fjord ApS"]
    assert {row[4] for row in rows[1:]} == {"Drone day"}


def test_what_is_no_day_or_no_indicator_is_told_apart(cast, money):
    half = Half(cast)
    assert money.get(at("figure", half.ufs.pk, "ufs-companies") + "?from=yesterday").status_code == 422
    assert money.get(at("figure", half.ufs.pk, "ufs-companies") + "?from=2026-06-30&to=2026-01-01").status_code == 422
    assert money.get(at("figure", half.ufs.pk, "deb-aid")).status_code == 404
    assert money.get(at("cockpit") + "?grant=999999").status_code == 404
    assert money.get(at("cockpit") + "?grant=one").status_code == 422


def test_the_cockpit_shows_each_indicator_against_its_target_and_what_the_next_report_lacks(cast, money):
    half = counted_by_hand(cast)
    add_due(
        by=half.finance,
        grant_id=half.ufs.pk,
        kind="half-yearly",
        from_on=HALF.from_on,
        to_on=HALF.to_on,
        due_on=date(2099, 8, 31),
    )
    set_targets(
        by=half.finance, grant_id=half.ufs.pk, from_on=HALF.from_on, to_on=HALF.to_on, values={"ufs-companies": Decimal(12)}
    )
    page = text(money.get(at("cockpit") + f"?grant={half.ufs.pk}"))
    for told in ("3 of 12", "2 sheets of hours lack a signature", "7 indicators have no target", "6 months are not locked"):
        assert told in page, told
    assert "Target at an even pace" in page
    assert ">31\N{NO-BREAK SPACE}Jan<" in page  # under the lines: the year stands in the heading
    assert at("figure", half.ufs.pk, "ufs-companies") in page
    assert "DEB grant" in page  # the tab of the other


def test_nothing_yet_says_how_to_begin(cast, money):
    assert "No grant is open to you" in text(money.get(at("cockpit")))
    assert "klynge codes" in text(money.get(at("indicators")))


def test_finance_enters_targets_and_confirms_an_indicator(cast, money):
    half = Half(cast)
    said = {"from_on": "2026-01-01", "to_on": "2026-06-30", "ufs-companies": "1.200", "ufs-new": ""}
    assert money.post(at("targets", half.ufs.pk) + DAYS, said).status_code == 303
    assert [(one.key, one.value) for one in Target.objects.system_rows(WHY)] == [("ufs-companies", 1200)]
    wrong = money.post(at("targets", half.ufs.pk) + DAYS, {**said, "to_on": "2030-01-01"})
    assert "within the grant's period" in text(wrong)
    row = Indicator.objects.system_rows(WHY).get(key="ufs-companies")
    assert money.post(at("confirm-indicator", row.pk)).status_code == 303
    row.refresh_from_db()
    assert row.confirmed


def test_more_things_that_count_take_no_more_queries_on_a_page(cast, money):
    half = Half(cast)
    activity = half.activity(day(2), half.ufs)
    half.took(activity, half.hawk)

    def asked(path) -> int:
        with CaptureQueriesContext(connection) as made:
            text(money.get(path))
        return len(made)

    paths = [at("figure", half.ufs.pk, "ufs-companies") + DAYS, at("cockpit") + f"?grant={half.ufs.pk}", at("indicators")]
    for _n in range(2):  # the first time warms what is kept between requests
        first = [asked(path) for path in paths]
    for firm in (half.kite, half.fjord, half.elm):
        half.took(half.activity(day(3), half.ufs), firm)
    assert [asked(path) for path in paths] == first
