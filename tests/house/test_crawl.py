"""Lock 4, second half: a word of its own stands in each text field of each object; whoever walks the whole house, through every
address and every link, in both languages, reads no word that the slow rules keep from them."""

import re
from collections import Counter
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
from django.core import mail
from pypdfium2 import PdfDocument

from klynge.market import tasks
from klynge.market.models import Digest, Silence
from klynge.programme.tasks import surveys
from klynge.register.actions.confirm import ask_confirmation
from klynge.register.models import Affiliation, ContactPoint
from tests.house import addresses
from tests.house.world import World
from tests.samples import WORDS

CAST = ("guest", "anna", "ben", "clara", "dora", "erik")
_LINKS = re.compile(r"""(?:href|src|action|hx-get)\s*=\s*["']([^"']+)["']""")
_LEAVE = ("/account/logout", "/static/", "/edit/")
VARIANTS = 4  # of one path, with different questions after the "?"
TURN = 3  # through a door that is not the first, every third thing
ALIKE = 4  # things of one kind that links are followed to, beside those from which the walk begins
pytestmark = pytest.mark.django_db


def read(answer) -> set[str]:
    return set(WORDS.findall(readable(answer)))


def readable(answer) -> str:
    """An answer's body (a spreadsheet unpacked, a paper read), its headers, its file name, the address it sends on to."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as file:
            body = b"\n".join(file.read(name) for name in file.namelist())
    if body[:4] == b"%PDF":
        with PdfDocument(body) as paper:
            body = "\n".join(page.get_textpage().get_text_range() for page in paper).encode()
    return body.decode("utf-8", "replace") + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())


def links(path: str, answer) -> set[str]:
    """Addresses of this house that a page names; of a form only its bare address."""
    if "html" not in answer.headers.get("Content-Type", ""):
        return set()
    found = set()
    for link in _LINKS.findall(answer.content.decode()):
        whole = urlsplit(urljoin(f"http://testserver{path}", unescape(link)))
        if whole.scheme in ("http", "https") and whole.netloc == "testserver" and not whole.path.startswith(_LEAVE):
            found.add(whole.path + (f"?{whole.query}" if whole.query else ""))
    return found


def starts(world: World, name: str) -> list[str]:
    """Where a walk begins: paths of every door that opens; two of each that do not. What several doors lead to is met through the first
    of them, each thing there is, and through the others in turn, so that none is left out and each door shows many."""
    viewer, found = world.cast.everybody()[name], []
    owners = {row.slug for row in world.rows["register.Organisation"] if row.name.startswith("Owner")}  # many, and all alike
    before = Counter()
    for address, paths in addresses.known(world):
        kept = [path for path in paths if owners.isdisjoint(path.split("/"))]
        if not address.who.passes(viewer):
            found += kept[:2]
            continue
        things = (address.route.split("<")[0].split("/")[0], tuple(address.takes))
        if {"organisation"} <= set(address.takes) and len(kept) > 30:  # entries of a profile are many and made by one page
            ours = [path for path in kept if path.startswith(f"/register/{world.cast.hawk.pk}/")]
            kept = [*ours[::9], *[path for path in kept if path not in ours][::37]]
        elif before[things] and len(kept) > 2 * TURN:
            kept = kept[before[things] % TURN :: TURN]
        before[things] += 1
        found += kept
    return found


def walk(client, paths: list[str], follow: bool) -> dict[str, object]:
    """Path -> answer of everything that was reached; of an address that takes no GET only the first."""
    answers, closed, variants, alike, waiting = {}, set(), Counter(), Counter(), list(reversed(paths))
    given = set(paths)
    while waiting:
        path = waiting.pop()
        bare = path.split("?")[0]
        shape = re.sub(r"/[^/]*\d[^/]*(?=/)|/[^/]*zq[a-p]+xv", "/*", bare)
        if path in answers or shape in closed or variants[bare] > VARIANTS or (path not in given and alike[shape] > ALIKE):
            continue
        variants[bare] += 1
        alike[shape] += path not in given and "*" in shape
        answer = answers[path] = client.get(path)
        if answer.status_code == 405:
            closed.add(shape)
        elif follow and answer.status_code == 200:
            waiting += sorted(links(path, answer) - answers.keys(), reverse=True)
    return answers


@pytest.mark.parametrize("name", CAST)
def test_nobody_reads_a_word_that_is_not_for_them(world, name):
    allowed, paths = world.allowed[name], starts(world, name)
    assert set(world.words) - allowed, "the samples keep nothing from anybody"
    danish = [path for n, path in enumerate(paths) if path.count("/") < 3 or n % 3 == 0]
    leaks, broken, told = [], [], set()
    for language, some, follow in (("en", paths, True), ("da", danish, False)):
        for path, answer in walk(world.clients(language)[name], some, follow).items():
            if answer.status_code >= 500:
                broken.append((answer.status_code, path))
            found = read(answer) - set(WORDS.findall(path))
            told |= found
            leaks += [(path, word, *{label for label, _ in world.words.get(word, [])}) for word in sorted(found - allowed)]
    assert (broken, leaks) == ([], [])
    assert len(told) > len(allowed) // 10, "the walk read next to nothing"


def test_a_mail_says_only_what_its_reader_may_know(world):
    """The weekly mail, the yearly question to whoever looks after a profile, and the surveys."""
    Silence.objects.system_rows("the test wants a mail to each").delete()
    Digest.objects.system_rows("the test wants a mail to each").delete()
    tasks.digest()
    for firm, viewer in ((world.cast.hawk, world.cast.anna), (world.cast.kite, world.cast.ben)):
        work = Affiliation.objects.system_rows("the test writes an address").get(organisation=firm, person_id=viewer.person_id)
        email = f"{viewer.name.lower()}@example.org"
        ContactPoint.objects.create(affiliation=work, organisation=firm, kind="email", value=email, label="TLP:CLEAR")
        ask_confirmation(by=world.cast.clara, organisation_id=firm.pk)
    surveys()
    allowed = World(world.cast).allowed  # who is asked may read what is asked
    readers = {"anna@example.org": "anna", "ben@example.org": "ben"}
    sent = [(letter, to) for letter in mail.outbox for to in letter.to]
    leaks = []
    for letter, to in sent:
        words = set(WORDS.findall(letter.message().as_string() + str(letter.body) + str(letter.alternatives)))
        name = readers.get(to)
        leaks += [(to, word) for word in sorted(words - (allowed[name] if name else set()))]
    assert leaks == []
    assert {to for _, to in sent} >= set(readers)
