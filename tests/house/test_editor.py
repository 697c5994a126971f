"""The editor of the website: some two hundred addresses of Wagtail's with one door. Whoever is not of the secretariat at this request
gets from each of them what they get from an address that does not exist; the number of addresses stands here, so that a new version
of Wagtail with new ones is read by somebody."""

import re
from uuid import UUID

import pytest

from klynge.access.who import nobody, secretariat
from tests.house.addresses import EDITOR, Address, patterns

pytestmark = pytest.mark.django_db
ADDRESSES = {"the secretariat": 121, "nobody": 55}
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
ALL = 20  # of how many addresses every method is tried; of the rest the first two, as the door is the same


def editor() -> list[Address]:
    return [one for one in patterns(leave=("account/",)) if one.route.startswith(EDITOR)]


def path(address: Address) -> str:
    """With a value that could be in each place of it."""
    plain = re.sub(r"<(?:str|slug|path):\w+>", "x", re.sub(r"<uuid:\w+>", str(UUID(int=1)), address.route))
    plain = re.sub(r"<(?:int:)?\w+>|\(\?P<\w+>\[0-9\]\+\)|\(\\d\+\)", "3", plain)
    return "/" + re.sub(r"\((\w+)\|[^)]*\)|[\^$\\]", r"\1", plain)


def test_each_address_of_the_addressesis_the_secretariats_or_nobodys():
    counts = {who.name: sum(one.who is who for one in editor()) for who in (secretariat, nobody)}
    assert sum(counts.values()) == len(editor())
    assert counts == ADDRESSES
    assert {path(one) for one in editor() if "(" in path(one) or "<" in path(one)} == set()


@pytest.mark.parametrize("name", ["guest", "anna", "ben", "dora", "erik"])
def test_to_everybody_else_the_editor_is_absent(world, name):
    client = world.clients()[name]
    absent = {method: client.generic(method, "/no-such-page/") for method in METHODS}
    differ = []
    addresses = editor()
    for n, address in enumerate(addresses):
        for method in METHODS if n % (len(addresses) // ALL) == 0 else METHODS[:2]:
            answer = client.generic(method, path(address))
            asked = name == "guest" and method in ("GET", "HEAD") and address.who is secretariat
            right = (
                answer.status_code == 302 and answer.url.startswith("/account/login/") if asked else same(answer, absent[method])
            )
            differ += [] if right else [(method, address.route, answer.status_code)]
    assert differ == []


def same(one, other) -> bool:
    return (one.status_code, one.content) == (other.status_code, other.content)
