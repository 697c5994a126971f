"""What a cell says, and how the same is written again. Each reader raises Wrong with a sentence for whoever mends the file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.core import identifiers
from klynge.core.codes import normal
from klynge.core.errors import Wrong
from klynge.core.tlp import Label
from klynge.core.tlp import read as read_label
from klynge.core.words import fold
from klynge.register.texts import email, tidy, website

# A spreadsheet works out what begins so. Export puts ' before it, import takes one ' away again.
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """The text as a spreadsheet shows it instead of working it out."""
    return f"'{text}" if _FORMULA.match(text) or _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate in a list: its name and the last day, if it was said."""

    name: str
    expires_on: date | None = None


def text(most: int, *, lines: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        said = tidy(cell, where="text", lines=lines)
        if len(said) > most:
            raise Wrong("It has %(length)d characters; at most %(most)d are kept. Shorten it.", length=len(said), most=most)
        return said

    return read


def word(words: dict[str, str]) -> Callable[[str], str]:
    """One of a few words, in Danish or English: {"virksomhed": "company", ...}."""

    def read(cell: str) -> str:
        found = words.get(fold(tidy(cell)))
        if found is None:
            shown = ", ".join(dict.fromkeys(words))
            raise Wrong("“%(text)s” is not known here. Write one of: %(words)s.", text=cell[:40], words=shown)
        return found

    return read


def label(cell: str) -> str:
    return read_label(tidy(cell)).value


def cvr(cell: str) -> str:
    return identifiers.cvr(tidy(cell)).value


def p_number(cell: str) -> str:
    return identifiers.p_number(tidy(cell)).value


def ncage(cell: str) -> str:
    return identifiers.ncage(tidy(cell)).value


def address_of_web(cell: str) -> str:
    return website(text(200)(cell))


def address_of_mail(cell: str) -> str:
    return email(text(200)(cell))


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./\-]([0-9]{1,2})[./\-]([0-9]{4})")


def day(cell: str) -> date:
    """2026-11-23, or day, month, year as both Danish and British people write it."""
    said = tidy(cell)
    iso, plain = _ISO.fullmatch(said), _DAY_FIRST.fullmatch(said)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if plain:
            return date(int(plain[3]), int(plain[2]), int(plain[1]))
    except ValueError:
        pass
    raise Wrong("“%(text)s” is no day. Write it as in 2026-11-23 or 23.11.2026.", text=said[:40])


def year(cell: str) -> int:
    said = tidy(cell)
    if not re.fullmatch(r"(19|20)[0-9][0-9]", said):
        raise Wrong("“%(text)s” is no year. Write it as in 2025.", text=said[:40])
    return int(said)


_UNITS = re.compile(r"(?i)^(dkk|kr\.?|eur|€)\s*|\s*(dkk|kr\.?|eur|€|,-)$")


def amount(cell: str) -> Decimal:
    """A number from 0 up, as Danes (1.234,56) or others (1,234.56) write it. With one kind of separator, three digits after it
    make it a thousands separator and fewer a decimal one: no figure here has three decimals."""
    said = _UNITS.sub("", tidy(cell)).replace(" ", "").replace("'", "")
    dots, commas = said.count("."), said.count(",")
    grouped = r"[0-9]{1,3}(?:%s[0-9]{3})+"
    if re.fullmatch(r"[0-9]{1,15}", said):
        return Decimal(said)
    if dots and commas:
        mark = max(".", ",", key=said.rfind)
        other = "," if mark == "." else "."
        if re.fullmatch(grouped % re.escape(other) + re.escape(mark) + r"[0-9]{1,2}", said):
            return Decimal(said.replace(other, "").replace(mark, "."))
    elif re.fullmatch(grouped % r"\.", said) or re.fullmatch(grouped % ",", said):
        return Decimal(said.replace(".", "").replace(",", ""))
    elif re.fullmatch(r"[0-9]{1,15}[.,][0-9]{1,2}", said):
        return Decimal(said.replace(",", "."))
    raise Wrong("“%(text)s” is no number from 0 up. Write it as in 1250000 or 12,5.", text=cell.strip()[:40])


def codes(system: str) -> Callable[[str], tuple[str, ...]]:
    """Codes apart by blanks, commas, semicolons or line breaks; each once, sorted."""

    def read(cell: str) -> tuple[str, ...]:
        found = [normal(system, one) for one in re.split(r"[\s;,|]+", tidy(cell, lines=True)) if one]
        odd = [one for one in found if (system == "cpv" and not re.fullmatch(r"[0-9]{8}", one)) or len(one) > 40]
        if odd:
            raise Wrong("“%(text)s” is no code of this kind. Look it up, or leave it out.", text=odd[0][:40])
        return tuple(sorted(set(found)))

    return read


_CERTIFICATE = re.compile(r"(?P<name>.*?)\s*(?:\((?P<until>[^()]*[0-9]{4}[^()]*)\))?")


def certificates(cell: str) -> tuple[Certified, ...]:
    """ "ISO 9001 (2027-05-01); AQAP 2110": apart by semicolons or line breaks, the last day in brackets."""
    found = {}
    for one in re.split(r"[;\n|]", tidy(cell, lines=True)):
        match = _CERTIFICATE.fullmatch(one.strip())
        if match is None or not match["name"]:
            continue
        found[fold(match["name"])] = Certified(text(60)(match["name"]), day(match["until"]) if match["until"] else None)
    return tuple(sorted(found.values(), key=lambda one: one.name))


def said(value: object, decimal: str = ".") -> str:
    """A value as a file holds it, so that reading it again gives the same."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f").replace(".", decimal)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Certified):
        return f"{value.name} ({value.expires_on.isoformat()})" if value.expires_on else value.name
    if isinstance(value, tuple):
        return "; ".join(said(one) for one in value)
    return str(value)


__all__ = ["Certified", "Label", "amount", "certificates", "codes", "guarded", "said", "unguarded"]
