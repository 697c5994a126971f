"""Lock 4, second half: a word of its own stands in each text field of each object; whoever walks the whole house, through every
address and every link, in both languages, reads no word that the slow rules keep from them."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest

from tests.house import addresses
from tests.house.world import make_world
from tests.samples import WORDS

CAST = ("guest", "anna", "ben", "clara", "dora", "erik")
_LINKS = re.compile(r"""(?:href|src|action|hx-get)\s*=\s*["']([^"']+)["']""")
_LEAVE = ("/account/logout", "/static/")


@pytest.fixture
def world(cast):
    return make_world(cast)


def read(answer) -> set[str]:
    """The words in an answer: its body (a spreadsheet unpacked), its headers, its file name, the address it sends on to."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        from io import BytesIO
        from zipfile import ZipFile

        with ZipFile(BytesIO(body)) as file:
            body = b"\n".join(file.read(name) for name in file.namelist())
    text = body.decode("utf-8", "replace") + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return set(WORDS.findall(text))


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


@pytest.mark.parametrize("name", CAST)
def test_nobody_reads_a_word_that_is_not_for_them(world, name):
    leaks, broken, seen = [], [], set()
    allowed, hidden = world.allowed[name], set(world.words) - world.allowed[name]
    assert hidden, "the samples keep nothing from anybody"
    starts = dict.fromkeys(path for _, path in addresses.known(world))
    english, danish = world.clients("en")[name], world.clients("da")[name]
    read_words: set[str] = set()
    for turn, client in (("en", english), ("da", danish)):
        waiting, done = (
            list(starts) if turn == "en" else [p for n, p in enumerate(starts) if n % 4 == 0 or p.count("/") < 4],
            set(),
        )
        while waiting:
            path = waiting.pop()
            if path in done:
                continue
            done.add(path)
            answer = client.get(path)
            if answer.status_code >= 500:
                broken.append((answer.status_code, path))
                continue
            found = read(answer) - set(WORDS.findall(path))
            read_words |= found
            leaks += [(path, word, [label for label, _ in world.words.get(word, [])]) for word in sorted(found - allowed)]
            if turn == "en" and answer.status_code == 200 and len(done) < 4000:
                waiting += sorted(links(path, answer) - done)
        seen |= done
    assert broken == []
    assert leaks == []
    assert read_words, "the walk read nothing"
    print(name, len(seen), "addresses,", len(read_words), "words read of", len(allowed), "allowed")
