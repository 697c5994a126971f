"""Whatever goes wrong is said on a page of ours in the reader's language, with what to do next, without a word of what broke."""

import pytest
from django.utils import translation
from lxml import html

from tests.house.world import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.house.broken")]
TOO_MUCH = {"email": "x" * 6_000_000}
# What happens, by the name of its template -> the heading in both languages.
ERRORS = {
    "400": ("The request could not be read", "Forespørgslen kunne ikke læses"),
    "403": ("This cannot be done from here", "Det kan ikke gøres herfra"),
    "403_csrf": ("This form is no longer valid", "Formularen gælder ikke længere"),
    "404": ("There is nothing here", "Her er ikke noget"),
    "404_sent": ("It is not there", "Det er der ikke"),
    "405": ("This address is no page", "Adressen er ikke en side"),
    "413": ("That was too much at once", "Det var for meget på én gang"),
    "415": ("The form came in a way that is not read here", "Formularen kom i en form, som vi ikke kan læse"),
    "422": ("That could not be done", "Det kunne ikke lade sig gøre"),
    "429": ("Too many tries in a short time", "For mange forsøg på kort tid"),
    "500": ("Something broke on our side", "Noget gik i stykker hos os"),
    "503": ("It cannot be done just now", "Det kan ikke lade sig gøre lige nu"),
}


def ask(name: str, cast, language: str):
    client = client_of(cast.clara.account_id, language=language, enforce_csrf_checks=name == "403_csrf")
    match name:
        case "400":
            return client.post("/roles/", {f"f{n}": "x" for n in range(1001)})
        case "403":
            return client.get("/closed/")
        case "403_csrf":
            return client.post("/roles/", {"email": "x"})
        case "404_sent":
            return client.post("/roles/999999/end/")
        case "405":
            return client.get("/language/")
        case "413":
            return client.post("/roles/", TOO_MUCH)
        case "415":
            return client.generic("POST", "/register/audiences/", b'{"name": "\\ud800"}', content_type="application/json")
        case "422":
            return client.get("/members/?page=abc")
        case "429":
            guest = client_of(None, language=language)
            for _ in range(40):
                answer = guest.post("/account/password/reset/", {"email": "nobody@example.org"})
                if answer.status_code == 429:
                    break
            return answer
        case "500":
            return client.get("/fault/")
        case "503":
            return client.get("/locked/")
    return client.get("/no-such-page/")


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_a_page_that_says_what_to_do_in_the_readers_language(cast, name):
    for n, language in enumerate(("en", "da")):
        answer = ask(name, cast, language)
        assert answer.status_code == int(name[:3])
        page = html.document_fromstring(answer.content.decode())
        assert page.get("lang") == language
        assert page.findtext(".//h1") == ERRORS[name][n]
        assert len(page.findtext(".//main//p[@class='answer']").split()) > 6
        assert page.xpath("//main//a[@href='/']")
        assert "secret words" not in answer.content.decode()
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert not page.xpath("//style | //*[@style] | //main//script")


def test_a_busy_database_says_when_to_come_again(cast):
    assert int(ask("503", cast, "en").headers["Retry-After"]) > 0


def test_a_method_that_is_not_taken_names_those_that_are(cast):
    assert ask("405", cast, "en").headers["Allow"] == "POST"


def test_after_each_error_the_next_request_works_and_nothing_was_kept(cast):
    client = client_of(cast.clara.account_id)
    before = client.get("/register/audiences/").content
    for body, kind in (
        (b'{"name": "\\ud800"}', "application/json"),
        (b"name=x", "text/plain"),
        (b"name=x", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"name=x", "multipart/form-data"),
        (b"name=x&a=" + b"y" * 10_000_000, "application/x-www-form-urlencoded"),
        (b"name=x%00y", "application/x-www-form-urlencoded"),
    ):
        answer = client.generic("POST", "/register/audiences/", body, content_type=kind)
        assert answer.status_code in (200, 400, 413, 415), (kind, body[:20])
        assert strip(client.get("/register/audiences/").content) == strip(before)


def strip(page: bytes) -> list[str]:
    return list(html.document_fromstring(page.decode()).xpath("//main//text()"))


def test_the_pages_of_errors_are_told_in_both_languages_without_a_request():
    """They are also made where no request can be asked any more."""
    from django.template.loader import render_to_string

    for name in set(ERRORS) - {"422"}:
        told = set()
        for language in ("en", "da"):
            with translation.override(language):
                told.add(render_to_string(f"{name}.html"))
        assert len(told) == 2, name
