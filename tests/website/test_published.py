"""What is published and nothing else: a word that nobody may read yet stands in each state of a page, and is looked for at every
address that a guest, a member, a partner or an auditor might guess."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from klynge.website.models import File, Picture, TextPage
from klynge.website.queries.published import one_look
from klynge.website.queries.published import published as published_pages
from tests.website.editing import draft, edit, published

pytestmark = pytest.mark.django_db
SECRET = "zqsecretxv"
READS = re.compile(r"(?:Page|Picture|Rendition|File|Revision)\.objects|get_(?:children|descendants|siblings|translations)\(")
CAST = ("guest", "anna", "ben", "dora", "erik")


def words(page: TextPage) -> None:
    """The secret word in every text of a page."""
    page.title, page.lead, page.seo_title, page.search_description = (f"{SECRET} {n}" for n in range(4))
    page.body = [("heading", SECRET), ("text", f"<p>{SECRET}</p>"), ("facts", {"title": SECRET, "text": SECRET})]


def states(homes) -> dict[str, TextPage]:
    """A page in each state in which something of it is not public."""
    now, made = timezone.now(), {}
    for state in ("draft", "changed", "ended", "planned", "private", "under-draft", "under-private"):
        parent = made.get(state.removeprefix("under-"), homes["en"]) if state.startswith("under-") else homes["en"]
        page = made[state] = draft(parent, state)
        page.show_in_menus = True
        if state == "changed":
            page.save_revision().publish()
            page.refresh_from_db()
        words(page)
        page.go_live_at = now + timedelta(hours=1) if state == "planned" else None
        revision = page.save_revision()
        if state in ("ended", "planned", "private", "under-draft", "under-private"):
            revision.publish()
        if state == "ended":
            TextPage.objects.filter(pk=page.pk).update(expire_at=now - timedelta(seconds=1))
        if state == "private":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
    return {state: TextPage.objects.get(pk=page.pk) for state, page in made.items()}


def guesses(made: dict[str, TextPage]) -> list[str]:
    """Addresses at which Wagtail or we might tell of a page."""
    found = ["/", "/en/", "/da/", "/sitemap.xml", "/robots.txt", "/no-such-page/"]
    for page in made.values():
        slug, pk, revision = page.slug, page.pk, page.latest_revision_id
        found += [page.url_path, page.url_path.rstrip("/"), page.url_path.replace("/en/", "/da/"), f"/{slug}/", f"/pages/{pk}/"]
        found += [
            f"/edit/pages/{pk}/{tail}/"
            for tail in ("edit", "view_draft", "edit/preview", "history", "copy", "revisions", "usage")
        ]
        found += [f"/edit/pages/{pk}/revisions/{revision}/{tail}/" for tail in ("view", "revert")]
        found += [f"/edit/pages/{pk}/revisions/compare/live...latest/", f"/edit/translation/submit/page/{pk}/"]
        found += [f"/edit/api/main/pages/{pk}/", f"/api/v2/pages/{pk}/", f"/_util/authenticate_with_password/1/{pk}/"]
    found += [f"{path}?{query}" for path in ("/en/", "/") for query in ("preview=1", "format=json", "page=2")]
    return found + [f"/edit/pages/search/?q={SECRET}", f"/edit/choose-page/search/?q={SECRET}", "/edit/api/main/pages/?fields=*"]


@pytest.mark.parametrize("name", CAST)
def test_of_what_is_not_published_no_word_is_read_anywhere(homes, browser, name):
    made = states(homes)
    client, told = browser(name), []
    for path in guesses(made):
        answer = client.get(path)
        text = answer.content.decode() + str(answer.headers)
        asked = SECRET in path  # a guest's question comes back in the address of the sign-in, and nothing else of it
        told += [path] if (SECRET in text and not (asked and answer.status_code == 302)) or answer.status_code >= 500 else []
    assert told == []
    assert client.get("/en/changed/").status_code == 200
    hidden = {path.url_path: client.get(path.url_path).status_code for key, path in made.items() if key != "changed"}
    assert set(hidden.values()) == {404}


def test_a_hidden_page_answers_as_one_that_is_not_there(homes, browser):
    made = states(homes)
    client = browser("anna")
    absent = client.get("/en/no-such/")
    for state, page in made.items():
        if state != "changed":
            assert client.get(page.url_path).content == absent.content, state


def test_the_same_pages_are_found_by_the_one_who_may_read_all(homes, browser):
    """So that the walk above is known to look for something that is there."""
    made = states(homes)
    for page in made.values():
        assert SECRET in browser("clara").get(f"/edit/pages/{page.pk}/view_draft/").content.decode()


def test_a_link_to_a_page_that_is_not_published_tells_nothing_of_it(homes, browser):
    hidden, shown = draft(homes["en"], "hidden-slug"), published(homes["en"], "shown-slug")
    lines = [{"text": "Hidden", "page": hidden, "url": ""}, {"text": "Shown", "page": shown, "url": ""}]
    text = "".join(f'<a linktype="page" id="{page.pk}">there</a>' for page in (hidden, shown))
    published(homes["en"], "links", body=[("text", f"<p>{text}</p>"), ("links", {"title": "", "lines": lines})])
    page = browser("guest").get("/en/links/").content.decode()
    assert page.count("/en/shown-slug/") == 2
    assert "hidden-slug" not in page
    assert "Hidden" not in page


def test_a_text_that_no_editor_sent_is_as_clean_as_one_that_did(homes, browser):
    evil = '<p onclick="x()">Plain <b>bold</b> <zqevil>x</zqevil></p><script>alert(1)</script><a href="javascript:x()">go</a>'
    body = [("text", evil), ("facts", {"title": "T", "text": evil})]
    published(homes["en"], "evil", body=body)
    page = browser("guest").get("/en/evil/").content.decode()
    assert page.count("<b>bold</b>") == 2
    assert not re.search(r"onclick|zqevil|<script>|javascript:", page)


def test_an_old_address_leads_only_to_what_is_published(homes, browser):
    hidden, shown = draft(homes["en"], "hidden-slug"), published(homes["en"], "shown-slug")
    for slug, page in (("old-hidden", hidden), ("old-shown", shown)):
        Redirect.objects.create(old_path=Redirect.normalise_path(f"/en/{slug}/"), redirect_page=page)
    client = browser("guest")
    assert client.get("/en/old-hidden/").status_code == 404
    answer = client.get("/en/old-shown/")
    assert (answer.status_code, answer.url) == (301, "/en/shown-slug/")


def test_a_page_that_moves_leaves_its_old_address_behind(homes, browser, django_capture_on_commit_callbacks):
    page = published(homes["en"])
    assert edit(browser("clara"), page, "submit", slug="newer").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        approved = edit(browser("freja"), page, "approve", slug="newer")
    assert (approved.status_code, TextPage.objects.get(pk=page.pk).slug) == (302, "newer")
    answer = browser("guest").get("/en/news/")
    assert (answer.status_code, answer.url) == (301, "/en/newer/")


def drawn(size: tuple[int, int] = (40, 30), kind: str = "PNG") -> ContentFile:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return ContentFile(out.getvalue(), f"drawn.{kind.lower()}")


def test_a_picture_and_a_file_are_given_out_while_a_published_page_uses_them(homes, browser):
    picture = Picture.objects.create(title="P", description="A field", file=drawn())
    file = File.objects.create(title="Report", file=ContentFile(b"%PDF-1.7\n", "r.pdf"))
    addresses = [picture.get_rendition("max-20x20").url, file.url]
    body = [("picture", {"image": picture, "caption": ""}), ("file", {"file": file, "text": ""})]
    page = draft(homes["en"], body=body)

    def told(name: str) -> list[int]:
        return [browser(name).get(address).status_code for address in addresses]

    assert {name: told(name) for name in CAST} == dict.fromkeys(CAST, [404, 404])
    assert told("clara") == [200, 200]
    page.latest_revision.publish()
    assert {name: told(name) for name in CAST} == dict.fromkeys(CAST, [200, 200])
    answer = browser("guest").get(addresses[1])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Report.pdf"'
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == {
        "sandbox",
        "default-src 'none'",
        "frame-ancestors 'none'",
    }
    TextPage.objects.get(pk=page.pk).unpublish()
    assert told("guest") == [404, 404]
    assert browser("guest").get(picture.url).status_code == 302
    assert browser("anna").get(picture.url).status_code == 404
    assert picture.file.name != "drawn.png"


def test_public_code_reads_pages_through_one_place():
    """Queries of pages stand in `queries/published.py`, and of drafts in `queries/drafts.py`; in actions and behind the editor's door
    everything may be read."""
    allowed = {"queries/published.py", "queries/drafts.py", "queries/languages.py", "queries/files.py"}
    folder = Path(__file__).resolve().parents[2] / "src/klynge/website"
    found = set()
    for path in folder.rglob("*.py"):
        inside = path.relative_to(folder)
        if inside.parts[0] in ("models", "actions", "migrations"):
            continue
        if READS.search(path.read_text()):
            found.add(str(inside))
    assert found == allowed


def test_the_same_number_of_queries_for_one_page_and_for_three(homes, browser, django_assert_num_queries, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/news/").status_code == 200
        return len(asked)

    news = published(homes["en"])
    cost()
    published(news, "one", show_in_menus=True)
    one = cost()
    for slug in ("two", "three"):
        published(news, slug, show_in_menus=True)
    assert cost() == one
    assert published_pages(TextPage).count() == 4


def test_what_is_closed_is_asked_once_for_an_answer_and_anew_for_the_next(homes, django_assert_num_queries):
    below = published(published(homes["en"]), "below")
    with one_look():
        assert below.pk in keys()
        TextPage.objects.filter(slug="news").update(live=False)
        with django_assert_num_queries(1):
            assert below.pk in keys()  # of the moment at which the answer was begun
    with django_assert_num_queries(2):
        assert below.pk not in keys()
    with one_look():
        assert below.pk not in keys()


def keys() -> set[int]:
    return set(published_pages(TextPage).values_list("pk", flat=True))
