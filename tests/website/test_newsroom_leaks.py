"""Of a material that is not published no word, picture, file or count is read anywhere. A word that nobody may read yet stands in
each text of a material of each type in each state, beside one that everybody may read."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from klynge.website.models import ContactPage, File, MaterialPage, Picture, Rendition
from klynge.website.queries.published import published as published_pages
from tests.website.materials import contact, draft, event, file, media, picture, published, release, room, rooms, tell, topic

pytestmark = pytest.mark.django_db
SECRET = "zqsecretxv"
CAST = ("guest", "anna", "ben", "dora", "erik")
STATES = ("draft", "changed", "ended", "planned", "private", "taken-down")
OWN = ("body", "boilerplate", "venue", "credit", "role", "phone", "email", "picture", "file")
ASKED = re.compile(f"""(=|value="|[“»„]){SECRET}""")  # the question comes back where the reader wrote it
QUESTIONS = ("", "?q={word}", "?topic={word}", "?tag={word}", "?year=1066", "?region=1081", "?type=contact", "?q=zqsecertxv")


def about(**more: object) -> dict[str, object]:
    return {"topics": [SECRET], "tags": [SECRET], "regions": ["1081"], **more}


def secret_pages(state: str, colour: int):
    """One of each type, with the secret in each of its texts and a picture and a file of its own."""
    told = {"title": f"{SECRET} {state}", "lead": SECRET, "place": SECRET, "told_on": date(1066, 1, 2), "seo_title": SECRET}
    told["search_description"] = SECRET
    drawn, paper = picture(f"{SECRET} {state}", colour=f"#{colour:06x}"), file(f"{SECRET} {state}", f"%PDF-1.7\n{state}".encode())
    body = [("heading", SECRET), ("text", f"<p>{SECRET}</p>"), ("picture", {"image": drawn, "caption": SECRET})]
    body.append(("file", {"file": paper, "text": SECRET}))
    yield release(f"r-{state}", body=body, boilerplate=SECRET, **told)
    yield event(f"e-{state}", body=body, venue=SECRET, **told)
    yield media(f"m-{state}", picture=drawn, file=paper, credit=SECRET, in_kit=True, **told)
    yield contact(f"c-{state}", picture=drawn, **{**told, "role": SECRET, "phone": "66666666", "email": f"{SECRET}@x.example"})


def put(here, state: str, colour: int) -> list[MaterialPage]:
    """The pages of one state in a newsroom; "changed" were public with plain words before."""
    made = []
    for page in secret_pages(state, colour):
        plain = {name: getattr(page, name) for name in ("title", "lead", "place", "told_on", "seo_title", "search_description")}
        own = {name: getattr(page, name) for name in OWN if hasattr(page, name)}
        if state == "changed":
            page.title, page.lead, page.place, page.told_on = "Plain", "Plain.", "Karup", date(2026, 1, 1)
            page.seo_title = page.search_description = ""
            for name in own:
                setattr(page, name, [] if name == "body" else None if name in ("picture", "file") else "")
            published(here, page)
            page = type(page).objects.get(pk=page.pk)
            for name, value in {**plain, **own}.items():
                setattr(page, name, value)
            tell(page, **about())
            page.save_revision()
        else:
            page.go_live_at = timezone.now() + timedelta(hours=1) if state == "planned" else None
            draft(here, page, **about())
        if state not in ("draft", "changed"):
            page.latest_revision.publish()
        row = type(page).objects.get(pk=page.pk)
        if state == "ended":
            type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        if state == "private":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        if state == "taken-down":
            row.unpublish()
        made.append(type(page).objects.get(pk=page.pk))
    return made


@pytest.fixture
def hidden(homes) -> list[MaterialPage]:
    """All of them in the English newsroom, where a plain release points at each; and published ones in a Danish newsroom that is
    not public itself."""
    both = rooms(homes)
    made = [page for n, state in enumerate(STATES, 1) for page in put(both["en"], state, n * 4000)]
    made += put(both["da"], "under-draft", 90_000)
    both["da"].unpublish()
    people = [page for page in made if isinstance(page, ContactPage) and "changed" not in page.slug]
    others = [page for page in made if "changed" not in page.slug]
    published(both["en"], release("open", title="Open"), topics=["open"], contacts=people, related=others)
    topic("unused")
    return made


def doors(made: list[MaterialPage]) -> list[str]:
    """Everywhere that something of a material could be told."""
    found = ["/", "/da/", "/en/", "/sitemap.xml", "/newsroom/", "/en/newsroom/open/", "/newsroom/api/", "/da/nyhedsrum/"]
    for question in (one.format(word=SECRET) for one in QUESTIONS):
        asked = question.replace("?", "&")
        found.append(f"/en/newsroom/{question}")
        for code in ("en", "da"):
            found += [f"/newsroom/feed.{form}?language={code}{asked}" for form in ("rss", "atom", "json")]
            found.append(f"/api/newsroom/materials/?language={code}{asked}")
    for code in ("en", "da"):
        found += [f"/api/newsroom/topics/?language={code}", f"/newsroom/press-kit/?language={code}"]
        found.append(f"/newsroom/press-kit.zip?language={code}")
    for page in made:
        found += [page.url_path, f"/api/newsroom/materials/{page.pk}/"]
    return found


def read(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as archive:
            body = b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace") + str(answer.headers)


def test_of_a_material_that_is_not_published_no_word_is_read_anywhere(hidden, browser):
    told = []
    for name in CAST:
        client = browser(name)
        for path in doors(hidden):
            answer = client.get(path)
            text = ASKED.sub("", read(answer))
            if SECRET in text or "1066-" in text or "66666666" in text or answer.status_code >= 500:
                told.append((name, path, answer.status_code))
    assert told == []
    assert browser("guest").get("/en/newsroom/r-changed/").status_code == 200


def test_no_picture_and_no_file_of_it_is_given_out(hidden, browser):
    for page in hidden:
        browser("clara").get(f"/edit/pages/{page.pk}/view_draft/")
    for one in Picture.objects.all():
        one.get_rendition("fill-1200x630")
    paths = [one.url for one in (*Rendition.objects.all(), *File.objects.all())]
    assert len(paths) > 20
    assert {name: {browser(name).get(path).status_code for path in paths} for name in CAST} == dict.fromkeys(CAST, {404})
    assert {browser("clara").get(path).status_code for path in paths} == {200}


def test_no_count_no_choice_and_no_order_changes_with_it(homes, browser):
    """The same newsroom before and after hidden materials came into it, to the byte."""
    here = room(homes["en"])
    for n in range(3):
        published(here, release(f"open-{n}", title="Open"), topics=["open"], tags=["Open"], regions=["1082"])
    client = browser("guest")
    paths = [one for one in doors([]) if "zip" not in one and f"={SECRET}" not in one]
    before = {path: client.get(path).content for path in paths}
    for n, state in enumerate(("draft", "ended", "planned", "private", "taken-down"), 1):
        put(here, state, n * 4000)
    assert [path for path in paths if client.get(path).content != before[path]] == []


def test_a_question_for_what_is_hidden_is_answered_as_one_for_nothing(hidden, browser):
    client, differ = browser("guest"), []
    pairs = {f"q={SECRET}": "q=zqnobodyxv", f"topic={SECRET}": "topic=zqnobodyxv", f"tag={SECRET}": "tag=zqnobodyxv"}
    for hiding, nothing in {**pairs, "year=1066": "year=1067", "region=1081": "region=1099"}.items():
        for path in ("/en/newsroom/", "/newsroom/feed.json", "/api/newsroom/materials/"):
            one, other = (client.get(f"{path}?{asked}&language=en").content.decode() for asked in (hiding, nothing))
            if one.replace(hiding, "").replace(SECRET, "") != other.replace(nothing, "").replace("zqnobodyxv", ""):
                differ.append((path, hiding))
    assert differ == []


def test_the_same_is_found_once_it_is_published(hidden, browser):
    """So that the walk above is known to look for something that is there."""
    for page in hidden:
        if "draft" in page.slug and "under" not in page.slug:
            page.get_latest_revision().publish()
    client = browser("guest")
    silent = [path for path in doors([]) if SECRET in read(client.get(path))]
    assert {"/en/newsroom/", "/sitemap.xml", "/api/newsroom/topics/?language=en"} - set(silent) == {"/sitemap.xml"}
    assert "r-draft" in client.get("/sitemap.xml").content.decode()
    assert {f"/newsroom/feed.{form}?language=en" for form in ("rss", "atom", "json")} <= set(silent)
    assert {"/newsroom/press-kit/?language=en", "/newsroom/press-kit.zip?language=en"} <= set(silent)
    assert f"/newsroom/feed.rss?language=en&q={SECRET}" in silent
    assert published_pages(MaterialPage).filter(slug__endswith="-draft").count() == 4
