"""Where a release was printed: by hand, from a list, under the release, and as a list for reports."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from klynge.core.errors import Refused
from klynge.website.actions.coverage import log_coverage
from klynge.website.coverage_sheet import CoverageLine
from klynge.website.models import Coverage
from klynge.website.queries.coverage import printed
from tests.website.releases import release

pytestmark = pytest.mark.django_db
LINE = CoverageLine("The Invented Times", date(2026, 3, 2), "They fly", "https://times.example/fly", "en", "print")
LIST = (
    "Medie;Overskrift;Adresse;Dato;Sprog;Type;Auflage\r\n"
    "Opdigtet Avis;De flyver;https://avis.example/1;02.03.2026;dansk;avis;9\r\n"
    "Radio Påfund;;;03-03-2026;da;radio;\r\n"
    ";Uden medie;https://x.example;02.03.2026;da;web;\r\n"
    "I morgen;;;02.03.2126;da;web;\r\n"
    "Forkert;;ikke en adresse;02.03.2026;klingon;web;\r\n"
)


def read(client, page, text: str = LIST):
    sent = {"file": SimpleUploadedFile("list.csv", text.encode())}
    return client.post(f"/desk/newsroom/{page.pk}/coverage/list/", sent).content.decode()


def packed(told: str) -> str:
    return re.search(r'name="packed" value="([^"]+)"', told).group(1)


def outlets(cast, page) -> list[str]:
    return [one.outlet for one in printed(cast.clara, page.pk)]


def test_the_same_place_is_written_down_once(cast, homes):
    page = release(homes["en"])
    assert log_coverage(by=cast.clara, page_id=page.pk, lines=[LINE, LINE]) == 1
    assert log_coverage(by=cast.clara, page_id=page.pk, lines=[LINE]) == 0
    other = CoverageLine(LINE.outlet, LINE.on, "They fly again", LINE.address, "en", "web")
    assert log_coverage(by=cast.clara, page_id=page.pk, lines=[other]) == 0
    assert [(one.title, one.kind) for one in printed(cast.clara, page.pk)] == [("They fly again", "web")]


def test_by_hand(cast, homes, browser):
    page, clara = release(homes["en"]), browser("clara")
    sent = {"outlet": "The Invented Times", "on": "2026-03-02", "kind": "print", "language": "en", "title": "", "address": ""}
    assert clara.post(f"/desk/newsroom/{page.pk}/coverage/", sent).status_code == 303
    assert outlets(cast, page) == ["The Invented Times"]
    late = clara.post(f"/desk/newsroom/{page.pk}/coverage/", {**sent, "on": "2126-03-02"}).content.decode()
    assert "This day has not come yet." in late
    [row] = Coverage.objects.visible_to(cast.clara)
    assert clara.post(f"/desk/newsroom/coverage/{row.pk}/take-out/").status_code == 303
    assert outlets(cast, page) == []


def test_a_list_is_shown_first_with_what_did_not_fit_and_then_taken(cast, homes, browser):
    page, clara = release(homes["da"], "flyvning"), browser("clara")
    told = read(clara, page)
    for said in (
        "The outlet is missing.",
        "This day has not come yet.",
        "is no web address",
        "is not known here",
        "was left out",
    ):
        assert said in told, said
    assert outlets(cast, page) == []
    for _n in range(2):
        answer = clara.post(f"/desk/newsroom/{page.pk}/coverage/take/", {"packed": packed(told)})
        assert answer.status_code == 303
    assert outlets(cast, page) == ["Radio Påfund", "Opdigtet Avis"]


def test_what_was_shown_for_one_release_is_not_taken_for_another_nor_anything_else(cast, homes, browser):
    page, other, clara = release(homes["en"]), release(homes["en"], "other"), browser("clara")
    text = packed(read(clara, page))
    for path, sent in ((other.pk, text), (page.pk, text[:-2]), (page.pk, ""), (page.pk, "x:y:z")):
        assert clara.post(f"/desk/newsroom/{path}/coverage/take/", {"packed": sent}).status_code == 422
    assert outlets(cast, page) + outlets(cast, other) == []


@pytest.mark.parametrize("text", ["", "Navn;By\r\nx;y\r\n", "Medie;Dato\r\n", "Medie;Dato\r\n" + "x;02.03.2026\r\n" * 501])
def test_a_file_that_is_no_such_list_is_refused_with_a_sentence(cast, homes, browser, text):
    page = release(homes["en"])
    told = read(browser("clara"), page, text)
    assert 'class="wrong"' in told or "empty" in told
    assert "packed" not in told


def test_it_stands_under_a_published_release_and_nowhere_else(cast, homes):
    page = release(homes["en"])
    log_coverage(by=cast.clara, page_id=page.pk, lines=[LINE])
    assert [printed(getattr(cast, name), page.pk) for name in ("guest", "anna")] == [[], []]
    drawn = Template('{% include "website/parts/coverage.html" %}')
    assert "They fly" not in drawn.render(Context({"page": page}))
    page.get_latest_revision().publish()
    assert "They fly" in drawn.render(Context({"page": page}))
    assert [one.outlet for one in printed(cast.guest, page.pk)] == ["The Invented Times"]


def test_all_of_it_leaves_as_a_list(cast, homes, browser):
    page = release(homes["en"])
    formula = CoverageLine("=1+1", date(2026, 3, 3))
    log_coverage(by=cast.clara, page_id=page.pk, lines=[LINE, formula])
    told = browser("clara").get("/desk/newsroom/coverage.csv").content.decode("utf-8-sig").splitlines()
    assert told == [
        "Release,Outlet,Title,Address,Day,Language,Kind",
        "A flight,'=1+1,,,2026-03-03,Danish,Web",
        "A flight,The Invented Times,They fly,https://times.example/fly,2026-03-02,English,Print",
    ]
    assert browser("clara").get("/desk/newsroom/coverage.xlsx").content[:2] == b"PK"
    assert browser("anna").get("/desk/newsroom/coverage.csv").status_code == 404


def test_nobody_but_the_secretariat_writes_down(cast, homes):
    page = release(homes["en"])
    for name in ("guest", "anna", "dora", "erik"):
        with pytest.raises(Refused):
            log_coverage(by=getattr(cast, name), page_id=page.pk, lines=[LINE])
