"""Whatever people and sources write stays text. Every text field of every object holds what would become an element, an attribute
or a link that runs; every page that somebody opens and every mail is read by a real parser, which must find none of them."""

import json
import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import transaction
from lxml import html

from klynge.market import tasks
from klynge.market.models import Digest, Silence
from klynge.register.actions.confirm import ask_confirmation
from klynge.register.models import Affiliation, ContactPoint
from tests.house.addresses import known
from tests.house.world import GUARDED, World, make_world
from tests.samples import WORDS, shaped

pytestmark = pytest.mark.django_db
BREAKS = "{}\"'></title></textarea></script><zqevil onzq=1>{{{{ 7 }}}}"
RUNS = "javascript:{}"
SOME = 5  # things of each kind, of the many that the world has
_URLS = {"href", "src", "action", "formaction", "data", "poster", "srcset", "hx-get", "hx-post", "content"}
# What pages do show, so that the walk is known to have come by; a model may be missing here, but none may vanish.
_REGISTER = "Affiliation Capability Certificate ContactPoint Fact Figure Import Organisation Person Proposal Reference Site"
_MARKET = "Award Match Notice Unread Version"
SHOWN = {"access.Circle", "access.Entry", "ops.Run", *(f"register.{n}" for n in _REGISTER.split())}
SHOWN |= {f"market.{n}" for n in _MARKET.split()}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), shaped(BREAKS, RUNS):
        yield World(make_world())
        transaction.set_rollback(True)


def live(text: str) -> list[str]:
    """What of the payloads came alive in a page or a mail."""
    found = []
    for element in html.document_fromstring(text).iter() if text else ():
        if not isinstance(element.tag, str) or element.tag.startswith("zqevil"):
            found.append(f"element {element.tag} {element.text}")
            continue
        found += [f"{element.tag} {name}" for name in element.attrib if name.startswith(("on", "zq")) or set(name) & set("\"'<{")]
        for name in _URLS & set(element.attrib):
            if name == "content" and "http-equiv" not in element.attrib:
                continue  # a description is words; only one that sends the reader on is an address
            url = re.sub(r"[\s\x00-\x1f]", "", element.attrib[name]).lower()
            if url.startswith(("javascript:", "vbscript:", "data:text")):
                found.append(f"{element.tag} {name}={url}")
        if (
            element.tag in ("script", "style")
            and (element.text or "").strip()
            and not (element.get("type") == "application/ld+json" and json.loads(element.text))
        ):  # a block of data, whole as such, runs nothing
            found.append(f"{element.tag}: {element.text[:80]}")
    return found


def pages(world: World, name: str) -> Iterator[tuple[str, object]]:
    client = world.clients()[name]
    questions = [f"{path}?q={BREAKS}" for path in ("/members/", "/market/", "/register/", "/codes/")]
    for path in [path for _, paths in known(world) for path in paths[:: max(1, len(paths) // SOME)]] + questions:
        yield path, client.get(path)


def test_no_page_lets_a_text_come_alive(world):
    wrong, told, forms = [], set(), {}
    for name in ("clara", "anna", "guest"):
        for path, answer in pages(world, name):
            if answer.status_code == 405:
                continue
            if answer.status_code >= 500 or "default-src 'self'" not in answer.headers["Content-Security-Policy"]:
                wrong.append((path, answer.status_code))
            if "html" in answer.headers["Content-Type"]:
                text = answer.content.decode()
                told |= set(WORDS.findall(text))
                wrong += [(name, path, one) for one in live(text)]
                if name == "clara" and answer.status_code == 200:
                    forms |= {re.sub(r"\d+|zq\S+", "*", where): (where, fields) for where, fields in to_send(path, text)}
    assert wrong == []
    shown = {model._meta.label for model in GUARDED if world.of(model._meta.label) & told}
    assert shown >= SHOWN
    assert len(forms) > 25
    assert [one for where, fields in forms.values() for one in sent(world.clients()["clara"], where, fields)] == []


def to_send(path: str, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms of a page that change something: where each goes, and what it sends."""
    for form in html.document_fromstring(text).forms:
        if form.method == "POST" and form.action != "/language/":
            fields = {field.name: field.get("type", field.tag) for field in form.inputs if field.name}
            yield (
                form.action or path,
                {name: form.fields[name] or "" for name, kind in fields.items() if kind == "hidden"}
                | {
                    name: BREAKS.format("zqaaaaaaaaaaxv")
                    for name, kind in fields.items()
                    if kind not in ("hidden", "file", "submit")
                },
            )


def sent(client, where: str, fields: dict[str, str]) -> list[tuple[str, str]]:
    """What came alive in the answer to a form in which every field holds the payload."""
    with transaction.atomic():
        answer = client.post(where, fields, follow=True)
        transaction.set_rollback(True)
    broken = [(where, str(answer.status_code))] if answer.status_code >= 500 else []
    return broken + [(where, one) for one in live(answer.content.decode())]


def test_no_mail_lets_a_text_come_alive(world):
    Silence.objects.system_rows("the test wants a mail to each").delete()
    Digest.objects.system_rows("the test wants a mail to each").delete()
    work = Affiliation.objects.system_rows("the test writes an address").get(
        organisation=world.cast.hawk, person_id=world.cast.anna.person_id
    )
    ContactPoint.objects.create(
        affiliation=work, organisation=world.cast.hawk, kind="email", value="a@example.org", label="TLP:CLEAR"
    )
    tasks.digest()
    ask_confirmation(by=world.cast.clara, organisation_id=world.cast.hawk.pk)
    assert len(mail.outbox) >= 2
    told = set()
    for letter in mail.outbox:
        [(page, _)] = letter.alternatives
        told |= set(WORDS.findall(page))
        assert live(page) == []
        assert not re.search(r"[\r\n]", letter.subject)
        assert "<script" not in page
    assert told, "no mail told anything that somebody wrote"
