"""The headings of a report's text, by set of rules."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from klynge.programme.families import families


@dataclass(frozen=True, slots=True)
class Heading:
    """`facts` names what the ledger says under it."""

    key: str
    da: str
    en: str
    facts: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.da if language == "da" else self.en


def headings(rules: str) -> tuple[Heading, ...]:
    """Those of the set of rules and of the sets it belongs to; of a set that has none, the plain ones."""
    table = _table()
    found = [heading for of, heading in table if of in families(rules)]
    return tuple(found) or tuple(heading for of, heading in table if not of)


@cache
def _table() -> tuple[tuple[str, Heading], ...]:
    told = tomllib.loads((files("klynge.programme") / "reference" / "narrative.toml").read_text(encoding="utf-8"))
    return tuple((one["rules"], Heading(one["key"], one["da"], one["en"], tuple(one["facts"]))) for one in told["heading"])
