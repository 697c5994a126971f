"""The menus: each shows the doors that open, and where one is."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from klynge.access.viewer import ANYONE, Role
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Proposal
from klynge.site.navigation import desk_menus, main_menu
from klynge.site.viewer import context
from tests.cast import SINCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.SECOND_FACTOR = False
    with translation.override("en"):
        yield


def labels(viewer, path: str = "/desk/") -> list[str]:
    return [entry.label for menu in desk_menus(viewer, path) for entry in menu.entries]


def test_the_menus_show_each_the_doors_that_open(cast):
    assert [entry.label for entry in main_menu(ANYONE, "/")] == ["Members", "Market", "Newsroom"]
    ours = ["Overview", "For you this week", "Surveys", "Our profile", "What we took part in", "My hours", "Our hours"]
    assert labels(cast.anna) == [*ours, "Our projects", "Our aid headroom"]
    audits = ["Overview", "Activities", "Grants", "Hours", "State aid", "Projects", "Reports", "Surveys"]
    assert labels(cast.erik) == audits
    assert labels(cast.erik.with_roles(Role.BOARD)) == [*audits, "Label"]
    assert {"Reports", "Matches to approve", "All members", "Roles", "Journal"} <= set(labels(cast.clara))
    assert "Runs" in labels(cast.erik.with_roles(Role.TECH))


@pytest.mark.parametrize(
    ("path", "top", "side"),
    [
        ("/desk/", "My desk", "What needs you"),
        ("/market/matches/", "My desk", "Matches to approve"),
        ("/register/12/", "My desk", "All members"),
        ("/ledger/rows/", "My desk", "Activities"),
        ("/ledger/grants/3/", "My desk", "Grants"),
        ("/projects/12/accounts/", "My desk", "Projects"),
        ("/ledger/hours/months/3/2026-03/", "My desk", "Hours"),
        ("/ledger/hours/sheets/3/", "My desk", "My hours"),
        ("/market/ted/1-2026/", "Market", ""),
        ("/members/hawk-aps/", "Members", ""),
    ],
)
def test_the_menus_mark_where_one_is(cast, path, top, side):
    assert [entry.label for entry in main_menu(cast.clara, path) if entry.current] == [top]
    marked = [entry.label for menu in desk_menus(cast.clara, path) for entry in menu.entries if entry.current]
    assert marked == ([side] if side else [])


def test_a_member_stands_at_our_profile_wherever_its_address_is(cast):
    marked = [e.label for menu in desk_menus(cast.anna, "/register/12/fact/line/") for e in menu.entries if e.current]
    assert marked == ["Our profile"]


def test_a_member_stands_at_our_projects_in_each_of_them(cast):
    marked = [e.label for menu in desk_menus(cast.anna, "/projects/12/rows/") for e in menu.entries if e.current]
    assert marked == ["Our projects"]


def test_the_menu_counts_what_waits_and_leaves_out_what_does_not(cast):
    Proposal.objects.create(organisation=cast.hawk, target="fact:line:da", change={}, made_at=timezone.now())
    account = Account.objects.get(email="erik@example.org")
    RoleGrant.objects.create(account=account, role="finance", starts_on=SINCE)
    waits = {e.label: e.count for menu in desk_menus(cast.clara, "/") for e in menu.entries if e.count}
    assert waits == {"Changes to approve": 1, "Roles": 1}


def test_a_page_without_a_side_menu_asks_nothing_for_it(cast):
    request = RequestFactory().get("/market/")
    request.viewer = cast.clara
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = context(request)
    assert len(asked) == 0
    assert told["desk_navigation"]()
