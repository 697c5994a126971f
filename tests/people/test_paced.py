"""A form that stands open to everybody is not sent a hundred times by one sender."""

import pytest
from django.core import mail
from django.core.cache import cache

from tests.house.addresses import patterns
from tests.house.world import client_of

FORMS = {
    "/join/": {"name": "Lark A/S"},  # too little to be an application: what was sent in vain counts too
    "/newsroom/subscribe/": {"email": "reader@example.org", "language": "en"},
}


@pytest.fixture(autouse=True)
def three(settings):
    settings.ACCOUNT_RATE_LIMITS = {"open_form": "3/m/ip"}
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("path", FORMS)
def test_a_sender_waits_after_many_tries_and_nobody_else_does(db, path):
    def send(address: str) -> int:
        return client_of(None, REMOTE_ADDR=address).post(path, FORMS[path]).status_code

    assert {send("192.0.2.1") for _ in range(3)} <= {200, 422}
    letters = len(mail.outbox)
    assert [send("192.0.2.1"), send("192.0.2.1")] == [429, 429]
    assert len(mail.outbox) == letters
    assert send("192.0.2.2") in (200, 422)
    assert client_of(None, REMOTE_ADDR="192.0.2.1").get(path).status_code == 200


def test_the_page_says_what_to_do(db):
    guest = client_of(None)
    for _ in range(4):
        answer = guest.post("/newsroom/subscribe/", FORMS["/newsroom/subscribe/"])
    assert "what you wrote is still in it" in answer.content.decode()
    assert "password" not in answer.content.decode()


def test_every_form_that_needs_neither_sign_in_nor_link_is_paced(db):
    """The choice of a language sets off nothing."""
    guest, open_forms = client_of(None), set()
    for address in patterns():
        if address.who.name != "everyone" or address.takes or address.name == "set_language":
            continue
        if guest.post(f"/{address.route}").status_code != 405:
            open_forms.add(f"/{address.route}")
    assert open_forms == set(FORMS)
