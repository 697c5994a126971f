"""Visiting cards as files (vCard 4.0, RFC 6350)."""

from collections.abc import Iterable
from dataclasses import dataclass

TYPE = "text/vcard; charset=utf-8"
_LINE = 75  # octets of a line, its end not counted (RFC 6350, 3.2)
_MEANT = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Contact:
    """`name` "" for the organisation itself. `region` and `country` of its main place; `source`: where this card is found."""

    organisation: str
    name: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    website: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    note: str = ""
    source: str = ""
    language: str = ""


def vcards(contacts: Iterable[Contact]) -> bytes:
    """The contacts as one file, each a card of its own."""
    return "".join(f"{_folded(line)}\r\n" for contact in contacts for line in _lines(contact)).encode()


def _lines(one: Contact) -> Iterable[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"KIND:{'individual' if one.name else 'org'}"
    yield f"FN:{_text(one.name or one.organisation)}"
    if one.name:
        first, _blank, last = one.name.rpartition(" ")
        yield f"N:{_text(last)};{_text(first)};;;"
    yield f"ORG:{_text(one.organisation)}"
    if one.title:
        yield f"TITLE:{_text(one.title)}"
    yield from (f"EMAIL;TYPE=work:{_text(email)}" for email in one.emails)
    yield from (f"TEL;TYPE=work:{_text(phone)}" for phone in one.phones)
    if one.town or one.region or one.country:
        yield f"ADR;TYPE=work:;;;{_text(one.town)};{_text(one.region)};;{_text(one.country)}"
    if one.website:
        yield f"URL:{_address(one.website)}"
    if one.language:
        yield f"LANG:{one.language}"
    if one.note:
        yield f"NOTE:{_text(one.note)}"
    if one.source:
        yield f"SOURCE:{_address(one.source)}"
    yield "END:VCARD"


def _text(value: str) -> str:
    """Nothing in it ends the value, the part or the line. Control characters have no place in a card at all."""
    clean = "".join(letter for letter in value.replace("\r\n", "\n") if letter in "\n\t" or letter.isprintable() or letter == " ")
    return clean.translate(_MEANT)


def _address(value: str) -> str:
    """A web address is written as it is; what could not be one is left out of it."""
    return "".join(letter for letter in value if letter.isprintable() and not letter.isspace())


def _folded(line: str) -> str:
    """Lines of at most 75 octets; no letter is torn in two."""
    rows, row = [], b""
    for letter in line:
        octets = letter.encode()
        if len(row) + len(octets) > _LINE:
            rows.append(row.decode())
            row = b" "
        row += octets
    return "\r\n".join([*rows, row.decode()])
