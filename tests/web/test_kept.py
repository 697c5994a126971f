"""Public pages kept for guests: the same bytes, until anything changes; and nobody who is known is given what was kept, or is kept."""

import pytest
from django.core.cache import caches
from django.test import Client

from klynge.access.journal import lines
from klynge.website.actions.tree import Words, plant, write_pages
from klynge.website.models import TextPage
from tests.house.world import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings, cast):
    settings.KEEP_PAGES = True
    caches["pages"].clear()
    plant(by=cast.clara, name="The Cluster")
    write_pages(by=cast.clara, words={"en": Words("About", "about", "A lead.")})
    yield caches["pages"]
    caches["pages"].clear()


def ask(path: str, client: Client | None = None, **more):
    return (client or Client()).get(path, **more)


def test_what_is_asked_for_again_costs_one_question_and_is_the_same(pages, django_assert_num_queries):
    first = ask("/en/about/")
    with django_assert_num_queries(1):
        again = ask("/en/about/")
    headers = [
        {name: sorted(value.replace(",", ";").split("; ")) for name, value in one.headers.items()} for one in (first, again)
    ]
    assert (again.content, headers[1]) == (first.content, headers[0])
    assert again.headers["Content-Language"] == "en"
    assert "Content-Security-Policy" in again.headers


def test_what_is_published_shows_at_once(pages, cast):
    assert b"A lead." in ask("/en/about/").content
    page = TextPage.objects.get(slug="about")
    page.lead = "Another lead."
    page.save_revision().publish()
    write_pages(by=cast.clara, words={"en": Words("More", "more", "More.")})  # as every action it leaves a line in the journal
    assert b"Another lead." in ask("/en/about/").content


def test_a_page_that_is_taken_down_is_gone_at_once(pages, cast):
    from klynge.website.actions.publish import publish_due

    ask("/en/about/")
    page = TextPage.objects.get(slug="about")
    page.expire_at = page.first_published_at
    page.save()
    publish_due(by=cast.clara)
    assert ask("/en/about/").status_code == 404


def test_each_language_and_question_has_its_own(pages):
    english, danish = Client(), Client()
    english.cookies["language"], danish.cookies["language"] = "en", "da"
    told = {ask("/members/", english).content, ask("/members/", danish).content, ask("/members/?q=x", english).content}
    assert len(told) == 3
    assert ask("/members/", danish).content in told


def test_nobody_who_is_known_is_given_what_was_kept_nor_kept(pages, cast):
    guest = ask("/members/")
    anna = client_of(cast.anna.account_id)
    assert b"Anna" in ask("/members/", anna).content
    assert b"Anna" not in ask("/members/").content
    assert guest.status_code == 200


def test_what_sets_a_cookie_or_has_a_token_is_not_kept(pages, django_assert_max_num_queries):
    one, other = ask("/account/login/"), ask("/account/login/")
    tokens = {answer.cookies["csrftoken"].value for answer in (one, other)}
    assert len(tokens) == 2


def test_answers_that_are_no_page_are_not_kept(pages):
    assert ask("/en/no-such-page/").status_code == 404
    assert ask("/desk/").status_code == 302
    assert list(pages._cache) == []


@pytest.mark.parametrize("how", ["unpublish", "delete", "move"])
def test_what_an_editor_takes_away_by_the_editors_own_door_is_gone_at_once(pages, cast, how):
    page, clara = TextPage.objects.get(slug="about"), client_of(cast.clara.account_id)
    write_pages(by=cast.clara, words={"en": Words("Below", "below", "x")})
    assert ask("/en/about/").status_code == 200
    where = {"move": f"/edit/pages/{page.pk}/move/{TextPage.objects.get(slug='below').pk}/confirm/"}
    if how != "unpublish":  # only what was taken down is deleted or moved
        clara.post(f"/edit/pages/{page.pk}/unpublish/")
        ask("/en/about/")
    answer = clara.post(where.get(how, f"/edit/pages/{page.pk}/{how}/"))
    assert answer.status_code == 302
    assert ask("/en/about/").status_code == 404
    verb = {"unpublish": "take down page"}.get(how, f"{how} page")
    assert lines(cast.clara)[0].verb == verb
