"""Nothing that is protectively marked comes in: whatever field of whatever form holds a mark, whoever sends it, the answer is 422, and
no byte of it is in the database, the files or the logs. The marks here are words alone; what stands beside them is invented."""

import json
import logging
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from klynge.access.journal import lines
from klynge.access.models import Stopped
from klynge.access.stopped import stopped
from klynge.web.marking import Guard
from klynge.web.marking_mail import tell_officers
from tests.house.addresses import known
from tests.house.world import client_of

pytestmark = pytest.mark.django_db
CANARY = "zqcanaryxv"
MARKED = f"NATO SECRET\n{CANARY}"
NAMED = f"We deliver {CANARY} to a network that is NATO RESTRICTED, among others."
CLEARED = "We are cleared up to NATO SECRET."
_TYPED = ("text", "textarea", "email", "url", "search", "tel", "number", "date", "datetime-local", "")


def forms(client: Client, path: str):
    """(where it goes, what it sends as it stands, its fields to write in, its fields for files) of each form that changes something."""
    answer = client.get(path)
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return
    for form in html.document_fromstring(answer.content.decode()).forms:
        if form.method != "POST" or form.action == "/language/":
            continue
        kinds = {field.name: field.get("type", field.tag) for field in form.inputs if field.name}
        sends = {name: form.fields[name] or "" for name, kind in kinds.items() if kind not in ("file", "submit")}
        typed = [name for name, kind in kinds.items() if kind in _TYPED]
        yield form.action or path, sends, typed, [name for name, kind in kinds.items() if kind == "file"]


def everything() -> str:
    """All that is stored, as one text: every row of every table, and every file of the home."""
    rows = []
    for model in apps.get_models():
        query = (
            model.objects.system_rows("the test reads all rows") if hasattr(model.objects, "system_rows") else model.objects.all()
        )
        rows += [str(row) for row in query.values_list()]
    kept = [path.read_bytes().decode("latin-1") for path in Path(settings.HOME).rglob("*") if path.is_file()]
    return "\n".join(rows + kept)


def test_no_field_of_any_form_takes_a_mark(world, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    seen, wrong = set(), []
    for name in ("guest", "anna", "clara", "erik"):
        client = world.clients()[name]
        for address, paths in known(world):
            if not address.who.passes(world.cast.everybody()[name]):
                continue
            for path in paths[:2]:
                for where, sends, typed, files in forms(client, path):
                    for field in typed:
                        if (name, address.name, field) in seen:
                            continue
                        seen.add((name, address.name, field))
                        answer = client.post(where, {**sends, "label": "TLP:CLEAR", field: MARKED})
                        if answer.status_code != 422 or CANARY in answer.content.decode():
                            wrong.append((name, where, field, answer.status_code))
                    for field in files:
                        seen.add((name, address.name, field))
                        sent = SimpleUploadedFile("list.csv", f"name;level\nx;FORTROLIGT\n{CANARY};y\n".encode())
                        if client.post(where, {**sends, field: sent}).status_code != 422:
                            wrong.append((name, where, field, "file"))
    assert wrong == []
    assert len({(address, field) for _, address, field in seen}) > 120
    assert len(Stopped.objects.system_rows("the test counts them").filter(where__contains=":")) >= len(seen)
    assert CANARY not in everything()
    assert CANARY not in caplog.text + "".join(capfd.readouterr())


def test_no_door_that_takes_something_lets_a_mark_by(world):
    """Also fields that no form has: they are looked at before anybody decides whether they are read."""
    answers = set()
    for name in ("guest", "anna", "clara"):
        client = world.clients()[name]
        for address, paths in known(world):
            if paths and address.who.passes(world.cast.everybody()[name]):
                answers |= {client.post(paths[0], sent).status_code for sent in ({"zzz": MARKED}, {MARKED: "x"})}
    assert answers == {422}
    assert CANARY not in everything()


def test_a_door_that_is_closed_says_nothing_of_marks(world):
    assert client_of(world.cast.anna.account_id).post("/register/admit/", {"name": MARKED}).status_code == 404


def test_signing_in_takes_a_mark_as_a_password_and_nowhere_else(world):
    guest = client_of(None)
    assert guest.post("/account/login/", {"login": "a@example.org", "password": "NATO SECRET"}).status_code == 200
    assert guest.post("/account/login/", {"login": "NATO SECRET", "password": "x"}).status_code == 422


def test_the_guard_is_the_last_before_the_page():
    assert settings.MIDDLEWARE[-1] == f"{Guard.__module__}.{Guard.__qualname__}"


@pytest.fixture
def clara(world) -> Client:
    return client_of(world.cast.clara.account_id)


ENTRY = {"title": "Sensors", "buyer": "Somebody", "kind": "competition", "language": "en", "currency": "DKK"}


def test_a_clearance_may_be_told_to_few_and_not_to_all(world, clara):
    to_few = clara.post("/market/enter/", {**ENTRY, "requirements": CLEARED, "label": "TLP:GREEN"}, follow=True)
    assert (to_few.status_code, "level of clearance" in to_few.content.decode()) == (200, True)
    to_all = clara.post("/market/enter/", {**ENTRY, "title": "Others", "requirements": CLEARED, "label": "TLP:CLEAR"})
    assert to_all.status_code == 422
    level = {"kind": "clearance", "name": "NATO SECRET", "standing": "declared", "label": "TLP:AMBER+STRICT", "seen": ""}
    anna, path = client_of(world.cast.anna.account_id), f"/register/{world.cast.hawk.pk}/certificate/add/"
    assert anna.post(path, level).status_code == 303
    assert anna.post(path, {**level, "label": "TLP:CLEAR"}).status_code == 422
    assert anna.post(path, {**level, "evidence": f"(NS) {CANARY}"}).status_code == 422


def test_a_mark_within_a_sentence_waits_for_a_person_and_says_how(clara):
    answer = clara.post("/market/enter/", {**ENTRY, "text": NAMED, "label": "TLP:GREEN"})
    assert (answer.status_code, "Somebody must look at this first" in answer.content.decode()) == (422, True)
    assert CANARY not in everything()


def test_words_that_only_sound_like_marks_are_let_in(clara):
    harmless = "Secret Santa, classified ads, a car til tjenestebrug, the restricted procedure, confidential, fortroligt."
    assert clara.post("/market/enter/", {**ENTRY, "text": harmless, "label": "TLP:GREEN"}).status_code == 303


def test_the_journal_and_the_page_tell_who_sent_what_where_and_by_which_rule(world, clara):
    clara.post("/market/enter/", {**ENTRY, "text": MARKED, "label": "TLP:GREEN"})
    line = stopped(world.cast.clara)[0]
    by_number = (line.person_id, line.who)  # the page finds the name; see "erasing"
    assert (by_number, line.where, line.outcome, line.rule) == (
        (world.cast.clara.person_id, ""),
        "market:enter",
        "refuse",
        "banner nato-2",
    )
    told = lines(world.cast.clara)[0]
    assert (told.verb, told.kind, told.facts["rule"], told.facts["sha256"]) == (
        "stop marked",
        "access.Stopped",
        line.rule,
        line.sha256,
    )
    page = clara.get("/journal/stopped/").content.decode()
    row = next(row for row in page.split("<tr") if line.sha256[:12] in row)
    assert "Clara" in row
    assert "stopped by the guard" in clara.get("/desk/").content.decode()


def test_the_officers_are_told_that_and_not_what(world, clara, settings):
    settings.OFFICERS = ["first@example.org", "second@example.org"]
    clara.post("/market/enter/", {**ENTRY, "text": MARKED, "label": "TLP:GREEN"})
    tell_officers.call(stopped(world.cast.clara)[0].id)
    assert [letter.to for letter in mail.outbox] == [["first@example.org"], ["second@example.org"]]
    for letter in mail.outbox:
        assert "banner nato-2" in letter.body
        assert CANARY not in letter.subject + letter.body
        assert "SECRET" not in letter.subject + letter.body


def packed(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("NATO_SECRET.csv", b"name\nx\n"),
        ("list.csv", f"name\n{CANARY}\nNATO SECRET\n".encode()),
        ("list.zip", packed({"inner.zip": packed({"note.txt": b"TIL TJENESTEBRUG"})})),
        ("list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("list.bin", b"\0\1\2\3"),
    ],
)
def test_no_file_comes_in_that_is_marked_or_cannot_be_read(clara, name, body):
    answer = clara.post("/register/lists/", {"file": SimpleUploadedFile(name, body)})
    assert (answer.status_code, CANARY in everything()) == (422, False)


def test_the_secretariat_may_say_that_a_person_has_looked_at_a_file(world, clara):
    def send() -> SimpleUploadedFile:
        return SimpleUploadedFile("list.bin", b"\0\1\2\3")

    assert (
        clara.post("/register/lists/", {"file": send(), "looked_through": "yes"}).status_code == 200
    )  # it is no list, says the page
    assert stopped(world.cast.clara)[0].outcome == "notice"
    marked = SimpleUploadedFile("list.csv", b"name\nNATO SECRET\n")
    assert clara.post("/register/lists/", {"file": marked, "looked_through": "yes"}).status_code == 422


def test_what_is_no_form_is_looked_at_too(rf, world):
    """Bodies of an interface: JSON is read with its escapes, whatever the page makes of it."""
    from django.http import HttpResponse

    def view(request):
        return HttpResponse()

    guard = Guard(view)
    for body, passes in ((json.dumps({"a": ["NATO \u0405ECRET"]}), False), ('{"a": "x"}', True), ("NATO SECRET", False)):
        request = rf.post("/", body, content_type="application/json")
        request.viewer = world.cast.clara
        request.resolver_match = None
        assert (guard.process_view(request, view, (), {}) is None) is passes
