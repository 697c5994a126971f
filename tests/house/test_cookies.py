"""Which cookies are set, and when: what the foot of each page says."""

import pytest
from lxml import html

from tests.house.addresses import known
from tests.house.world import client_of

pytestmark = pytest.mark.django_db


def test_who_only_reads_gets_no_cookie_at_all(world):
    """Only a page with something to fill in and send gives one, the form's protection; the choice of language and the subscription to
    the news are no such forms."""
    client, given, forms = client_of(None), {}, {}
    client.cookies.clear()
    for path in [*dict.fromkeys(paths[0] for _, paths in known(world) if paths), "/no-such-page/", "/account/login/"]:
        answer = client.get(path)
        given[path] = set(answer.cookies)
        told = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
        page = html.document_fromstring(answer.content.decode()) if told else None
        to_send = [] if page is None else page.xpath("//form[@method='post'][.//input[@name='csrfmiddlewaretoken']]")
        forms[path] = {"csrftoken"} if to_send else set()
    assert given == forms
    assert [path for path in given if given[path]] == ["/join/", "/style", "/account/login/"]


def test_a_chosen_language_is_the_only_thing_that_a_guest_leaves_behind(db):
    client = client_of(None)
    client.cookies.clear()
    answer = client.post("/language/", {"language": "en", "next": "/members/"}, headers={"origin": "http://testserver"})
    assert (answer.status_code, answer.url, set(client.cookies)) == (302, "/members/", {"language"})
    assert client.get("/members/").headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example", "http://evil.example/testserver"]
)
def test_another_site_does_not_choose_the_language(db, origin):
    client = client_of(None, language="en")
    assert client.post("/language/", {"language": "da"}, headers={"origin": origin}).status_code == 403
    assert client.cookies["language"].value == "en"
