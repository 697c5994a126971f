"""The partners of a project are asked for room before something is promised to them."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from klynge.ledger.models import Aid, Declaration
from klynge.people.models import Account
from tests.projects.made import TODAY, TOLD, WHY, World

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def opened(client, settings):
    """The answer of a page as somebody of the cast gets it, in English."""
    settings.SECOND_FACTOR = False

    def open_page(name: str, path: str):
        client.force_login(Account.objects.get(email=f"{name}@example.org"))
        return client.get(path, headers=ENGLISH)

    return open_page


def test_the_partners_of_an_idea_are_asked_for_room_before_anything_is_promised(opened, client, world: World):
    """From the list of projects to the promise by links only."""
    declared = {"asked_at": timezone.now(), "until_on": TODAY, "signed_at": timezone.now()}
    for firm in (world.cast.hawk, world.cast.kite):
        Declaration.objects.create(organisation=firm, **declared)
    project = world.opened(told=replace(TOLD, aid_each=Decimal(20_000)))
    world.join(project, world.cast.kite)
    world.join(project, world.third)

    def link(page, label: str) -> str:
        [where] = re.findall(rf'<a[^>]*href="([^"]+)"[^>]*>\s*{label}', page.content.decode())
        return unescape(where)

    page = opened("clara", link(opened("clara", "/projects/"), "Quiet drone"))
    words = unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))
    for told in ("State aid before it is promised", "2 of 3 can be promised it.", "no declaration"):
        assert told in words, told
    address = link(page, "Check and promise")
    page = opened("clara", address).content.decode()
    assert re.findall(r'name="firm" value="(\d+)" checked', page) == [str(world.cast.hawk.pk), str(world.cast.kite.pk)]
    sent = dict(re.findall(r'<input type="hidden" name="(each|currency|on)" value="([^"]*)"', page))
    payer = f"{world.grant.pk}:{world.package.pk}"
    answer = client.post(
        address,
        {**sent, "firm": [world.cast.hawk.pk, world.third.pk], "payer": payer},
        follow=True,
        headers=ENGLISH,
    )
    assert ("Aid was promised to 1 firm." in answer.content.decode(), "There is no declaration" in answer.content.decode()) == (
        True,
        True,
    )
    assert [(row.organisation_id, row.activity_id) for row in Aid.objects.system_rows(WHY)] == [
        (world.cast.hawk.pk, project.activity_id)
    ]


def test_only_the_house_asks_for_a_projects_room(opened, world: World):
    project = world.running(told=replace(TOLD, aid_each=Decimal(100)))
    assert [opened(name, f"/projects/{project.pk}/aid/").status_code for name in ("anna", "ben", "dora", "erik")] == [404] * 4
    assert "State aid before it is promised" not in opened("anna", f"/projects/{project.pk}/").content.decode()
