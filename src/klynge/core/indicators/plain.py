"""The part of the rule language that a form can say, and back. What it cannot say it leaves alone: nothing of a rule is ever lost."""

from collections.abc import Iterator
from dataclasses import dataclass

from klynge.core.indicators.rule import Each, How, Measure, Of, Rule, Together, Unique
from klynge.core.indicators.where import Op, Value, Where

_LISTS = {
    "kinds": "kind",
    "capacities": "capacity",
    "org_kinds": "org_kind",
    "regions": "region",
    "fields": "field",
    "countries": "country",
    "results": "result",
}


@dataclass(frozen=True, slots=True)
class Plain:
    """Each list holds the values of which a row has one; an empty one asks nothing, nor does None. `member`: whether it was a member of
    any kind. `how` and `other` come together or not at all."""

    of: Of
    unique: Unique
    measure: Measure = Measure.COUNT
    kinds: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    org_kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    member: bool | None = None
    sme: bool | None = None
    staff_under: int | None = None
    staff_at_least: int | None = None
    at_least: int = 1
    of_each: Each | None = None
    how: How | None = None
    other: Rule | None = None


def rule_of(told: Plain) -> Rule:
    """The rule that says this, its tests in the order of `Plain`."""
    together = Together(told.how, told.other) if told.how and told.other else None
    return Rule(told.of, told.unique, tuple(_tests(told)), told.measure, told.at_least, told.of_each, together)


def _tests(told: Plain) -> Iterator[Where]:
    for name, column in _LISTS.items():
        if values := getattr(told, name):
            yield Where(column, Op.IN, tuple(values))
    if told.member is not None:
        yield Where("member", Op.NOT_IN if told.member else Op.IN, ("",))
    if told.sme is not None:
        yield Where("sme", Op.IN, (told.sme,))
    if told.staff_under is not None:
        yield Where("staff", Op.UNDER, (told.staff_under,))
    if told.staff_at_least is not None:
        yield Where("staff", Op.AT_LEAST, (told.staff_at_least,))


def said(rule: Rule) -> Plain | None:
    """What a form shows of the rule; None when it asks for something that the form has no field for. `rule_of` gives the same rule again
    but for the order of its tests, which makes no difference."""
    found: dict[str, object] = {}
    for test in rule.where:
        told = _field(test)
        if told is None or told[0] in found:
            return None
        found[told[0]] = told[1]
    how, other = (rule.together.how, rule.together.rule) if rule.together else (None, None)
    return Plain(
        of=rule.of,
        unique=rule.unique,
        measure=rule.measure,
        at_least=rule.at_least,
        of_each=rule.of_each,
        how=how,
        other=other,
        **found,  # type: ignore[arg-type]  # each by its name
    )


def _field(test: Where) -> tuple[str, object] | None:
    """The field of `Plain` that says this test, and its value."""
    values: tuple[Value, ...] = test.values
    for name, column in _LISTS.items():
        if test.column == column and test.op is Op.IN and values and "" not in values:
            return name, values
    if test.column == "member" and values == ("",) and test.op in (Op.IN, Op.NOT_IN):
        return "member", test.op is Op.NOT_IN
    if test.column == "sme" and test.op is Op.IN and len(values) == 1:
        return "sme", values[0]
    if test.column == "staff" and test.op in (Op.UNDER, Op.AT_LEAST):
        return "staff_under" if test.op is Op.UNDER else "staff_at_least", values[0]
    return None
