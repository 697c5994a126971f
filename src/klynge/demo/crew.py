"""Invented people: names that belong to nobody, mail under .example, phone numbers that nobody has.

Surnames come from a hand-made list of words that are no surnames. Danish phone numbers begin with 2 to 9, so +45 00 is nobody's.
"""

import unicodedata
from collections.abc import Iterator
from random import Random

from klynge.demo.bank import names

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


def slug(words: str) -> str:
    """A name as part of an address: "Hvidklit Droneværn" -> "hvidklit-dronevaern"."""
    plain = unicodedata.normalize("NFKD", words.translate(_SPELLED)).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def people_names(dice: Random) -> Iterator[str]:
    """Endless distinct full names, women and men alike."""
    first, last = (*names().women.split(), *names().men.split()), names().surnames.split()
    seen: set[str] = set()
    while True:
        name = f"{dice.choice(first)} {dice.choice(last)}"
        if name not in seen:
            seen.add(name)
            yield name


def mail(name: str, domain: str) -> str:
    """ "Freja Rimholtved" at "hvidklit.example" -> "freja.rimholtved@hvidklit.example"."""
    return f"{slug(name).replace('-', '.')}@{domain}"


def phone(dice: Random) -> str:
    digits = f"{dice.randrange(1_000_000):06}"
    return f"+45 00 {digits[:2]} {digits[2:4]} {digits[4:]}"
