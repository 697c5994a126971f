"""What browsers, robots and attackers send: each time a 4xx with a sentence, never a 5xx, and nothing half done."""

import re

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from klynge.website.queries.words import words_of as words_of_release
from tests.house.addresses import patterns
from tests.house.world import client_of

pytestmark = pytest.mark.django_db
LISTS = (
    "/members/",
    "/members/embed/",
    "/members/show/",
    "/members/list.json",
    "/market/",
    "/register/",
    "/register/applications/",
    "/join/",
    "/market/matches/",
    "/market/unread/",
    "/codes/",
    "/why/",
    "/ledger/activities/",
    "/ledger/rows/",
    "/ledger/otherwise/",
    "/ledger/aid/",
    "/ledger/aid/promises/",
    "/ledger/aid/block-exemption/",
    "/ledger/declarations/",
    "/projects/",
    "/projects/ours/",
    "/programme/surveys/",
    "/programme/label/",
    "/desk/newsroom/",
    "/newsroom/subscribe/",
    "/newsroom/",
    "/newsroom/feed.rss",
    "/newsroom/feed.atom",
    "/newsroom/feed.json",
    "/newsroom/api/",
    "/newsroom/press-kit/",
    "/api/newsroom/materials/",
    "/api/newsroom/topics/",
)
WITHOUT_TOKEN = {"/language/": 302, "/newsroom/subscribe/": 200}  # forms of those who only read: a token would need a cookie
_NUMBERS = ("-5", "abc", "9" * 30, "0", "1e9", "٣", "NaN", "1;drop", "%00", "")
_TEXTS = (
    "\x00",
    "x" * 5000,
    "<script>alert(1)</script>",
    "'\"--",
    "%",
    "\\",
    "æøå",
    "İ",
    "\u202e",
    "(" * 3000,
    "*",
    '"a',
    "\ud7ff",
)


@pytest.fixture
def clara(world) -> Client:
    return client_of(world.cast.clara.account_id)


def names_read(client: Client, path: str, monkeypatch) -> set[str]:
    """The names that a page looks for in its question, seen as it looks: asked nothing, and asked all that it looked for before."""
    found: set[str] = set()

    def watched(method):
        def reads(self, name, *more, **named):
            if isinstance(self, QueryDict):
                found.add(name)
            return method(self, name, *more, **named)

        return reads

    with monkeypatch.context() as patch:
        for name in ("__getitem__", "_getlist", "get"):
            patch.setattr(MultiValueDict, name, watched(getattr(MultiValueDict, name)))
        patch.setattr(QueryDict, "__contains__", watched(QueryDict.__contains__), raising=False)
        asked = None
        while asked != found:
            asked = set(found)
            client.get(path, dict.fromkeys(asked, "1"))
    return found


@pytest.mark.parametrize("path", LISTS)
def test_no_question_breaks_a_list(clara, path, monkeypatch):
    read = names_read(clara, path, monkeypatch) | {"page"}
    broken = []
    for name in sorted(read):
        values = _TEXTS if name == "q" else _TEXTS[:3]
        for value in (*values, *(_NUMBERS if name in ("page", "days", "notice") else _NUMBERS[:3])):
            answer = clara.get(path, {name: value})
            if answer.status_code >= 500 or b"<script>alert(1)" in answer.content:
                broken.append((name, value[:20], answer.status_code))
    assert broken == []


def test_a_page_is_asked_whatever_it_reads(clara, monkeypatch):
    """Else the test before would ask for nothing."""
    assert {"q", "kind", "region", "page", "view"} <= names_read(clara, "/members/", monkeypatch)
    assert {"topic", "tag", "type", "year", "region", "q"} <= names_read(clara, "/newsroom/", monkeypatch)


@pytest.mark.parametrize("path", ["/members/", "/market/", "/market/matches/"])
def test_a_page_number_that_is_none_is_refused_with_a_sentence(clara, path):
    for value in ("-5", "abc", "9" * 30):
        answer = clara.get(path, {"page": value})
        assert (answer.status_code, "is no page number" in answer.content.decode()) == (422, True)


def test_bytes_that_are_no_text_break_nothing(clara):
    for query in ("q=%ff%fe", "q=%ed%a0%80", "q=%00", "%00=1", "q=%", "&&&=", "q[]=1&q[]=2"):
        for path in LISTS:
            assert clara.get(f"{path}?{query}").status_code < 500, (path, query)


def test_an_id_that_cannot_be_is_absent(clara):
    broken = []
    for address in patterns():
        if not address.takes:
            continue
        for wild in ("9" * 19, "9" * 40, "9" * 5000, "-1", "0x1", "%00", "%ed%a0%80", "a" * 3000, "..%2f..", "%0d%0aX: y"):
            path = "/" + re.sub(r"<[^>]+>", wild, address.route)
            for method in ("GET", "POST"):
                answer = clara.generic(method, path)
                if answer.status_code >= 500 or "X" in answer.headers:
                    broken.append((method, address.route, wild[:12], answer.status_code))
    assert broken == []


def test_a_thousand_and_one_fields_are_too_many(clara):
    for path in ("/register/admit/", "/market/enter/", "/roles/", "/language/"):
        assert clara.post(path, {f"f{n}": "x" for n in range(1001)}).status_code == 400


def test_every_form_takes_rubbish_without_breaking(clara, world):
    """Each text field of each form with what databases dislike."""
    rubbish = ("\x00", "x" * 20_000, "<script>alert(1)</script>", "9" * 400, "-1", "1e999", "NaN", "\u202egpj", "0000-00-00", " ")
    hawk = world.cast.hawk.pk
    paths = [
        "/join/",
        "/register/admit/",
        "/market/enter/",
        "/roles/",
        f"/register/{hawk}/card/",
        f"/register/{hawk}/people/add/",
    ]
    paths += [f"/register/{hawk}/fact/profile/da/", f"/register/{hawk}/fact/website/", f"/register/{hawk}/membership/"]
    activity = next(row.pk for row in world.rows["ledger.Activity"] if row.label == "TLP:CLEAR")
    paths += [
        "/ledger/activities/enter/",
        *(f"/ledger/activities/{activity}/{form}/" for form in ("change", "add", "cancel", "list")),
    ]
    paths += [
        f"/register/{hawk}/{kind}/add/" for kind in ("site", "figure", "capability", "certificate", "reference", "ownership")
    ]
    project, part = world.rows["projects.Project"][0].pk, world.rows["projects.Part"][0].pk
    partner = next(row.pk for row in world.rows["projects.Partner"] if row.project_id == project)
    paths += ["/projects/open/", f"/projects/part/{part}/", f"/projects/partner/{partner}/end/"]
    paths += [
        f"/projects/{project}/{name}/"
        for name in ("change", "stage", "partners/add", "parts/add", "milestones/add", "budget", "cost", "result", "take-back")
    ]
    page = world.rows["website.ReleasePage"][0]
    paths += ["/newsroom/subscribe/", "/desk/newsroom/topics/", f"/desk/newsroom/{page.pk}/coverage/"]
    [quote] = words_of_release(page).quotes
    paths += [f"/desk/newsroom/{page.pk}/approvals/quote/{quote.key}/{form}/" for form in ("ask", "note")]
    paths += [f"/ledger/aid/{hawk}/promise/", f"/ledger/size/{hawk}/", f"/ledger/aid/row/{world.ids('ledger.Aid')[0]}/settle/"]
    broken = []
    for path in paths:
        names = set(re.findall(r'name="([a-z_0-9-]+)"', clara.get(path).content.decode())) - {"csrfmiddlewaretoken"}
        assert names, path
        for value in rubbish:
            answer = clara.post(path, dict.fromkeys(names, value))
            if answer.status_code >= 500 or b"<script>alert(1)" in answer.content:
                broken.append((path, value[:20], answer.status_code))
    assert broken == []


def test_a_form_without_its_token_or_from_another_site_is_refused(world):
    strict = client_of(world.cast.clara.account_id, enforce_csrf_checks=True)
    for address in patterns():
        path = "/" + re.sub(r"<int:[^>]+>", "1", re.sub(r"<(?!int)[^>]+>", "x", address.route))
        refused = strict.post(path, headers={"origin": "https://evil.example"}).status_code
        assert refused in (403, 404, 405), path
        assert strict.post(path).status_code == WITHOUT_TOKEN.get(path, refused), path
    token = strict.get("/roles/").cookies["csrftoken"].value
    answer = strict.post("/roles/", {"csrfmiddlewaretoken": token}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_method_cannot_be_smuggled(clara):
    for header in ("X-HTTP-Method-Override", "X-Method-Override"):
        assert clara.get("/language/", headers={header: "POST"}).status_code == 405
    assert clara.get("/language/?_method=POST").status_code == 405
    assert clara.generic("TRACE", "/").status_code == 405


def test_a_false_host_is_refused(clara):
    assert clara.get("/", headers={"host": "evil.example"}).status_code == 400
    assert "evil.example" not in clara.get("/", headers={"x-forwarded-host": "evil.example"}).content.decode()


@pytest.mark.parametrize(
    "evil", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "///evil.example"]
)
def test_nobody_is_sent_to_another_site(client, world, evil):
    answer = client.post("/language/", {"language": "en", "next": evil})
    assert "evil" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")
    page = client.get("/account/login/", {"next": evil}).content.decode()
    assert not re.search(r'(?:href|action)="[^"]*(?://evil|javascript:)', page)


@pytest.mark.parametrize("language", ["da", "en", "de", "xx", "*", "da;q=9", "'", "x" * 900])
def test_a_page_that_is_not_there_says_so_in_a_language_of_ours(client, db, language):
    answer = client.get("/no-such-page/", headers={"accept-language": language})
    text = answer.content.decode()
    assert answer.status_code == 404
    assert ("There is nothing here" in text) == (language == "en")


def test_the_same_form_twice_is_done_once(clara, world):
    """A double click: the second is told that it was done already, or changes nothing."""
    proposal = world.rows["register.Proposal"][0].pk
    first, second = (clara.post(f"/register/proposals/{proposal}/decline/", {"reason": "Too long."}) for _ in range(2))
    assert first.status_code == 303
    assert second.status_code in (303, 422)
