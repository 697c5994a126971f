"""An indicator: its rule under a name and a version, from when to when, who says so, and whether a person has confirmed it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klynge.core.errors import Wrong
from klynge.core.indicators import rule as rules
from klynge.core.indicators.reading import day_of, mapping_of, not_allowed, text_of, whole
from klynge.core.indicators.rule import Rule


@dataclass(frozen=True, slots=True)
class Definition:
    """`names` are (language, name), in the order of languages. It holds from its first day to its last (None: still)."""

    key: str
    version: int
    names: tuple[tuple[str, str], ...]
    rule: Rule
    unit: str
    source: str
    confirmed: bool
    from_on: date
    to_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


_KEYS = ("key", "version", "names", "rule", "unit", "source", "confirmed", "from_on", "to_on")


def read(told: object, where: str = "indicator") -> Definition:
    """A definition from what JSON gives. Wrong names the key and what may stand there."""
    given = mapping_of(told, where, _KEYS, needs=_KEYS[:-1])
    names = given["names"]
    if not isinstance(names, Mapping) or not names or not all(isinstance(language, str) for language in names):
        raise not_allowed(names, f"{where}.names", ['{"da": "…", "en": "…"}'])
    if not isinstance(given["confirmed"], bool):
        raise not_allowed(given["confirmed"], f"{where}.confirmed", ["true", "false"])
    key = text_of(given["key"], f"{where}.key")
    if not key:
        raise not_allowed(key, f"{where}.key", ["“…”"])
    from_on = day_of(given["from_on"], f"{where}.from_on")
    to_on = None if given.get("to_on") is None else day_of(given["to_on"], f"{where}.to_on")
    if to_on and to_on < from_on:
        raise not_allowed(to_on, f"{where}.to_on", [f"≥ {from_on}"])
    return Definition(
        key=key,
        version=whole(given["version"], f"{where}.version", least=1),
        names=tuple((language, text_of(names[language], f"{where}.names.{language}")) for language in sorted(names)),
        rule=rules.read(given["rule"], f"{where}.rule"),
        unit=text_of(given["unit"], f"{where}.unit"),
        source=text_of(given["source"], f"{where}.source"),
        confirmed=given["confirmed"],
        from_on=from_on,
        to_on=to_on,
    )


def written(one: Definition) -> Mapping[str, object]:
    """The definition as a mapping for JSON: `read(written(one)) == one`."""
    return {
        "key": one.key,
        "version": one.version,
        "names": dict(one.names),
        "rule": rules.written(one.rule),
        "unit": one.unit,
        "source": one.source,
        "confirmed": one.confirmed,
        "from_on": one.from_on.isoformat(),
        "to_on": one.to_on.isoformat() if one.to_on else None,
    }


def at(definitions: Iterable[Definition], key: str, on: date) -> Definition:
    """The version of the indicator that holds on that day. Wrong when none does, or more than one."""
    standing = [one for one in definitions if one.key == key and one.holds(on)]
    if not standing:
        raise Wrong(
            "The indicator %(key)s has no definition that holds on %(on)s. Enter one, or count another period.",
            where=key,
            key=key,
            on=on,
        )
    if len(standing) > 1:
        raise Wrong(
            "The versions %(versions)s of the indicator %(key)s both hold on %(on)s. End one of them.",
            where=key,
            versions=", ".join(str(one.version) for one in sorted(standing, key=lambda one: one.version)),
            key=key,
            on=on,
        )
    return standing[0]
