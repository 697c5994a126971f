"""The Danish texts: `python -m tools.messages` takes the English ones out of code and templates, keeps every translation that there
is, and compiles. `--check` changes nothing and fails when a text has no Danish, a place such as %(name)s was lost, or a compiled
file is old.

Each app holds the texts of its own files in src/klynge/<app>/locale/da. What is no app (core, connectors, site) has no language of
its own: its texts, error templates among them, belong to the app web. A text that another app has translated is taken over.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src/klynge"
ERRORS = ("KlyngeError", "Refused", "Wrong", "Conflict", "Unguarded", "Unavailable")
KEYWORDS = {
    "_": None,
    "_lazy": None,
    "_now": None,
    "_t": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    **dict.fromkeys(ERRORS),
    # The lines of calculations in core.
    "Step": None,
    # The sentences of the access rules, which “Why can she see this?” shows.
    "Grant": None,
    "_rule": None,
    "that": None,
    "holders": (2,),
}
HEADERS = [
    ("Project-Id-Version", "Klynge"),
    ("Language", "da"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
]


class Danish(Catalog):
    """A catalogue whose head names no day and no tool, so that the same texts always give the same bytes."""

    def __init__(self) -> None:
        super().__init__(locale="da", fuzzy=False)

    mime_headers = property(lambda self: list(HEADERS), lambda self, told: None)


class Key(NamedTuple):
    context: str | None
    text: str | tuple[str, ...]


class Found(NamedTuple):
    key: Key
    where: str


def texts(source: Path = SOURCE) -> dict[str, list[Found]]:
    """Package -> its texts, in the order of files and lines."""
    found: dict[str, list[Found]] = {}
    for file in sorted([*source.rglob("*.py"), *source.rglob("*.html"), *source.rglob("*.txt")]):
        inside = file.relative_to(source)
        if len(inside.parts) < 2 or "migrations" in inside.parts or (file.suffix != ".py" and "templates" not in inside.parts):
            continue
        package = inside.parts[0] if (source / inside.parts[0] / "apps.py").exists() else "web"
        found.setdefault(package, []).extend(Found(key, str(inside)) for key in _texts_of(file))
    return found


def _texts_of(file: Path) -> Iterator[Key]:
    code = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # What is left of a template reads like Python, but for its indentation.
        code = "\n".join(line.strip() for line in templatize(code).splitlines())
    for _line, text, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        if text and text != "" and not (isinstance(text, tuple) and not text[0]):
            yield Key(context, text)


def catalogue(package: str, source: Path = SOURCE) -> Catalog:
    """The translations that a package has now."""
    file = _file(package, source)
    if not file.exists():
        return Danish()
    with file.open("rb") as stream:
        return read_po(stream, locale="da")


def _file(package: str, source: Path) -> Path:
    return source / package / "locale/da/LC_MESSAGES/django.po"


def known(source: Path = SOURCE) -> dict[Key, str | tuple[str, ...]]:
    """Every translation of any package."""
    all_of_them: dict[Key, str | tuple[str, ...]] = {}
    for file in sorted(source.glob("*/locale/da/LC_MESSAGES/django.po")):
        for message in catalogue(file.relative_to(source).parts[0], source):
            if message.id and _said(message.string):
                all_of_them.setdefault(_key(message), message.string)
    return all_of_them


def merged(found: list[Found], old: Catalog, elsewhere: dict[Key, str | tuple[str, ...]]) -> Catalog:
    """A catalogue of just these texts, with the translations of the old one or, failing that, of another package."""
    new = Danish()
    was = {_key(message): message.string for message in old if message.id}
    for key, where in found:
        said = was.get(key)
        if not _said(said):
            said = elsewhere.get(key, ("", "") if isinstance(key.text, tuple) else "")
        new.add(key.text, said, locations=[(where, 0)], context=key.context)
    return new


def _key(message: Message) -> Key:
    text = message.id
    return Key(message.context, tuple(text) if isinstance(text, list | tuple) else text)


def _said(string: object) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def written(catalog: Catalog) -> bytes:
    """The catalogue as a .po file: places by file, without line numbers, so that moving code changes no catalogue."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=120, include_lineno=False, ignore_obsolete=True)
    return re.sub(rb"^#(?! ?[:,]).*\n|^#\n", b"", stream.getvalue(), flags=re.MULTILINE).lstrip()


def compiled(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    told = Danish()
    for message in catalog:
        if message.id and _said(message.string):
            told.add(message.id, message.string, context=message.context)
    write_mo(stream, told)
    return stream.getvalue()


def faults(source: Path = SOURCE) -> Iterator[str]:
    """What `--check` finds, a line each."""
    for package, found in sorted(texts(source).items()):
        now = catalogue(package, source)
        has = {_key(message): message for message in now if message.id}
        for key, where in {one.key: one.where for one in reversed(found)}.items():
            if key not in has or not _said(has[key].string):
                yield f"{where}: no Danish for {key.text!r}"
        for key in has.keys() - {one.key for one in found}:
            yield f"{package}: nobody says {key.text!r} any more"
        for message in has.values():
            yield from (f"{package}: {message.id!r}: {error}" for error in message.check(now))
        binary = _file(package, source).with_suffix(".mo")
        if found and (not binary.exists() or binary.read_bytes() != compiled(now)):
            yield f"{package}: the compiled texts are old; run python -m tools.messages"


def update(source: Path = SOURCE) -> Iterator[str]:
    """Write all catalogues; says what is still without Danish."""
    elsewhere = known(source)
    for package, found in sorted(texts(source).items()):
        if not found:
            continue
        new = merged(found, catalogue(package, source), elsewhere)
        file = _file(package, source)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(new))
        file.with_suffix(".mo").write_bytes(compiled(new))
        yield from (f"{package}: no Danish for {m.id!r}" for m in new if m.id and not _said(m.string))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    arguments = parser.parse_args()
    if not settings.configured:
        settings.configure()
    lines = list(faults() if arguments.check else update())
    for line in lines:
        print(line)
    said = sum(len({one.key for one in found}) for found in texts().values())
    print(f"{said} texts, {len(lines)} {'faults' if arguments.check else 'still without Danish'}")
    return 1 if lines and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
