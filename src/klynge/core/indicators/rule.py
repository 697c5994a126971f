"""An indicator's counting rule as data: which rows, what is counted once, from how many on, and together with which other rule.

    {"of": "participation",                          of which rows: participation, hours, aid, cost or result
     "where": [["staff", "under", 50]],              tests on columns; all must hold
     "measure": "count",                             count, hours or amount; the last two are sums over the rows
     "unique": "organisation",                       what counts once: organisation, group, person, activity or row
     "at_least": 2, "of_each": "activity",           only what has so many different activities (or organisations) in the period
     "together": {"how": "or", "rule": {...}}}       or: what either counts
                                                     among: only rows whose organisation (activity, ...: what the other counts once)
                                                     the other counts; not among: only rows whose one it does not

Only `of` and `unique` must be there. These suffice for the Danish performance accounts and for the set of De Blauwe Cluster.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from klynge.core.indicators import where as tests
from klynge.core.indicators.reading import list_of, mapping_of, missing, not_allowed, one_of, too_deep, whole
from klynge.core.indicators.where import Where


class Of(StrEnum):
    PARTICIPATION, HOURS, AID, COST, RESULT = "participation", "hours", "aid", "cost", "result"


class Measure(StrEnum):
    COUNT, HOURS, AMOUNT = "count", "hours", "amount"


class Unique(StrEnum):
    ORGANISATION, GROUP, PERSON, ACTIVITY, ROW = "organisation", "group", "person", "activity", "row"


class Each(StrEnum):
    ACTIVITY, ORGANISATION = "activity", "organisation"


class How(StrEnum):
    OR, AMONG, NOT_AMONG = "or", "among", "not among"


@dataclass(frozen=True, slots=True)
class Together:
    how: How
    rule: "Rule"


@dataclass(frozen=True, slots=True)
class Rule:
    """Made by `read`. `at_least` is 1 and `of_each` None where the rule asks for no number."""

    of: Of
    unique: Unique
    where: tuple[Where, ...] = ()
    measure: Measure = Measure.COUNT
    at_least: int = 1
    of_each: Each | None = None
    together: Together | None = None

    def all(self) -> Iterator["Rule"]:
        """This rule and those that it asks."""
        yield self
        if self.together:
            yield from self.together.rule.all()

    def columns(self) -> frozenset[str]:
        """The columns of a row that counting by this rule reads; of the others it makes no difference what stands there."""
        found = {"id", "of", "day", "organisation"}
        for one in self.all():
            found |= {test.column for test in one.where} | {one.unique.value, one.measure.value}
            found |= {one.of_each.value} if one.of_each else set()
        return frozenset(found - {"row", "count"})


_KEYS = ("of", "unique", "where", "measure", "at_least", "of_each", "together")
_DEEPEST = 8


def read(told: object, where: str = "rule", _depth: int = 1) -> Rule:
    """A rule from what JSON gives. Wrong names the key (`where`: "rule.together.rule.measure") and what may stand there."""
    given = mapping_of(told, where, _KEYS, needs=("of", "unique"))
    listed = list_of(given.get("where", []), f"{where}.where")
    unique = one_of(Unique, given["unique"], f"{where}.unique")
    at_least = whole(given.get("at_least", 1), f"{where}.at_least", least=1)
    each = one_of(Each, given["of_each"], f"{where}.of_each") if "of_each" in given else None
    if at_least > 1 and each is None:
        raise missing(f"{where}.of_each", Each)
    if each is not None and each.value == unique.value:
        raise not_allowed(each.value, f"{where}.of_each", [one.value for one in Each if one.value != unique.value])
    return Rule(
        of=one_of(Of, given["of"], f"{where}.of"),
        unique=unique,
        where=tuple(tests.read(one, f"{where}.where[{place}]") for place, one in enumerate(listed)),
        measure=one_of(Measure, given.get("measure", "count"), f"{where}.measure"),
        at_least=at_least,
        of_each=each,
        together=_together(given["together"], f"{where}.together", unique, _depth) if "together" in given else None,
    )


def _together(told: object, where: str, unique: Unique, depth: int) -> Together:
    given = mapping_of(told, where, ("how", "rule"), needs=("how", "rule"))
    if depth == _DEEPEST:
        raise too_deep(where, _DEEPEST)
    how = one_of(How, given["how"], f"{where}.how")
    rule = read(given["rule"], f"{where}.rule", depth + 1)
    if how is How.OR and rule.unique is not unique:
        raise not_allowed(rule.unique.value, f"{where}.rule.unique", [unique.value])
    return Together(how, rule)


def written(rule: Rule) -> Mapping[str, object]:
    """The rule as a mapping for JSON, every key said: `read(written(rule)) == rule`, and equal rules give equal mappings."""
    told: dict[str, object] = {
        "of": rule.of.value,
        "unique": rule.unique.value,
        "where": [tests.written(one) for one in rule.where],
        "measure": rule.measure.value,
        "at_least": rule.at_least,
    }
    if rule.of_each:
        told["of_each"] = rule.of_each.value
    if rule.together:
        told["together"] = {"how": rule.together.how.value, "rule": written(rule.together.rule)}
    return told
