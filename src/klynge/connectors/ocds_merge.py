"""The releases of one process merged into one, by the rules of the standard.

Source: https://standard.open-contracting.org/1.1/en/schema/merging/. Objects are merged field by field; lists of objects that
carry an `id` are merged by it; every other value is replaced; null takes a value away.
"""

from klynge.connectors.clock import moment
from klynge.connectors.fields import Section, word
from klynge.connectors.json import Json


def merged(releases: list[Section]) -> Section:
    """The releases in order of their dates, the latest word winning; those without a date come first."""
    ordered = sorted(releases, key=lambda release: str(moment(word(release, "date")) or ""))
    whole: Section = {}
    for release in ordered:
        whole = _objects(whole, release)
    return whole


def _objects(old: Section, new: Section) -> Section:
    made = dict(old)
    for key, value in new.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = _values(made.get(key), value)
    return made


def _values(old: Json, new: Json) -> Json:
    if isinstance(old, dict) and isinstance(new, dict):
        return _objects(old, new)
    if isinstance(old, list) and isinstance(new, list):
        before, after = _by_id(old), _by_id(new)
        if before is not None and after is not None:
            for key, value in after.items():
                before[key] = _objects(before[key], value) if key in before else value
            return list(before.values())
    return new


def _by_id(items: list[Json]) -> dict[str, Section] | None:
    found: dict[str, Section] = {}
    for item in items:
        key = word(item, "id")
        if not isinstance(item, dict) or not key or key in found:
            return None
        found[key] = item
    return found
