"""A rule that cannot be used is refused with the key that is wrong and what may stand there."""

from datetime import date

import pytest

from klynge.core.errors import Wrong
from klynge.core.indicators import definition as definitions
from klynge.core.indicators import rule as rules
from klynge.core.indicators.rule import Each, How, Measure, Of, Rule, Together, Unique
from klynge.core.indicators.shapes import Period
from klynge.core.indicators.where import Op, Where
from tests.core.indicators.test_real import ACTIVE, ACTORS, IN_INITIATIVES, OUTSIDE_PROJECTS, TOOK_PART

FIRMS = {"of": "participation", "unique": "organisation"}
DEFINED = {
    "key": "firms",
    "version": 1,
    "names": {"en": "Unique companies", "da": "Unikke virksomheder"},
    "rule": FIRMS,
    "unit": "companies",
    "source": "an invented grant letter",
    "confirmed": False,
    "from_on": "2025-01-01",
    "to_on": "2025-12-31",
}


def test_a_rule_is_read_as_it_is_written():
    told = {**FIRMS, "where": [["staff", "under", 50]], "at_least": 2, "of_each": "activity"}
    told["together"] = {"how": "among", "rule": {"of": "hours", "unique": "activity", "measure": "hours"}}
    other = Rule(Of.HOURS, Unique.ACTIVITY, measure=Measure.HOURS)
    assert rules.read(told) == Rule(
        Of.PARTICIPATION,
        Unique.ORGANISATION,
        (Where("staff", Op.UNDER, (50,)),),
        Measure.COUNT,
        2,
        Each.ACTIVITY,
        Together(How.AMONG, other),
    )
    assert [one.of for one in rules.read(told).all()] == ["participation", "hours"]


@pytest.mark.parametrize("told", [FIRMS, TOOK_PART, ACTORS, ACTIVE, IN_INITIATIVES, OUTSIDE_PROJECTS])
def test_reading_what_was_written_gives_the_same_rule(told):
    assert rules.read(rules.written(rules.read(told))) == rules.read(told)


@pytest.mark.parametrize(
    ("told", "where", "says"),
    [
        ([], "rule", "{of, unique, where, measure, at_least, of_each, together}"),
        ({"of": "hours"}, "rule.unique", "is missing"),
        ({**FIRMS, "colour": 1}, "rule", "“colour”.*of, unique, where"),
        ({**FIRMS, "of": "meals"}, "rule.of", "“meals”.*participation, hours, aid, cost, result"),
        ({**FIRMS, "of": ["hours"]}, "rule.of", "participation, hours"),
        ({**FIRMS, "measure": "mean"}, "rule.measure", "count, hours, amount"),
        ({**FIRMS, "unique": "firm"}, "rule.unique", "organisation, group, person, activity, row"),
        ({**FIRMS, "at_least": 2}, "rule.of_each", "missing.*activity, organisation"),
        ({**FIRMS, "at_least": 0, "of_each": "activity"}, "rule.at_least", "1, 2, 3"),
        ({**FIRMS, "at_least": True, "of_each": "activity"}, "rule.at_least", "“True”"),
        ({**FIRMS, "at_least": 2, "of_each": "organisation"}, "rule.of_each", "Allowed: activity"),
        ({**FIRMS, "where": "staff"}, "rule.where", "“staff”"),
        ({**FIRMS, "where": [["staff"]]}, "rule.where[0]", "column, op, values"),
        ({**FIRMS, "where": [["colour", "in", []]]}, "rule.where[0][0]", "“colour”.*activity, organisation"),
        ({**FIRMS, "where": [["staff", "over", 1]]}, "rule.where[0][1]", "in, not in, under, at least, known, unknown"),
        ({**FIRMS, "where": [["staff", "under"]]}, "rule.where[0][2]", "missing"),
        ({**FIRMS, "where": [["staff", "under", "many"]]}, "rule.where[0][2]", "“many”"),
        ({**FIRMS, "where": [["region", "under", 1]]}, "rule.where[0][0]", "staff, hours, amount"),
        ({**FIRMS, "where": [["kind", "in", ["event", "evnet"]]]}, "rule.where[0][2][1]", "“evnet”.*event, course"),
        ({**FIRMS, "where": [["kind", "in", "event"]]}, "rule.where[0][2]", "“event”"),
        ({**FIRMS, "where": [["sme", "in", ["yes"]]]}, "rule.where[0][2][0]", "true, false"),
        ({**FIRMS, "where": [["region", "in", [""]]]}, "rule.where[0][2][0]", "“”"),
        ({**FIRMS, "where": [["amount", "under", 0.1]]}, "rule.where[0][2]", "“0.1”.*5, “0.01”"),
        ({**FIRMS, "where": [["amount", "under", "NaN"]]}, "rule.where[0][2]", "“NaN”"),
        ({**FIRMS, "where": [["amount", "under", "1e999999"]]}, "rule.where[0][2]", "“1e999999”"),
        ({**FIRMS, "where": [["member", "known"]]}, "rule.where[0][0]", "“member”.*country, field"),
        ({**FIRMS, "where": [["sme", "known", True]]}, "rule.where[0][2]", "“True”"),
        ({**FIRMS, "together": {"how": "xor", "rule": FIRMS}}, "rule.together.how", "or, among, not among"),
        ({**FIRMS, "together": {"how": "or"}}, "rule.together.rule", "missing"),
        (
            {**FIRMS, "together": {"how": "or", "rule": {**FIRMS, "unique": "group"}}},
            "rule.together.rule.unique",
            "Allowed: organisation",
        ),
        (
            {**FIRMS, "together": {"how": "or", "rule": {**FIRMS, "measure": 1}}},
            "rule.together.rule.measure",
            "“1” cannot stand at rule.together.rule.measure",
        ),
    ],
)
def test_what_cannot_stand_in_a_rule_is_named(told, where, says):
    with pytest.raises(Wrong, match=says) as raised:
        rules.read(told)
    assert raised.value.where == where


def test_rules_do_not_ask_each_other_without_end():
    told = FIRMS
    for _ in range(8):
        told = {**FIRMS, "together": {"how": "or", "rule": told}}
    with pytest.raises(Wrong, match="more than 8 rules"):
        rules.read(told)
    assert len(list(rules.read(told["together"]["rule"]).all())) == 8


def test_a_definition_is_read_as_it_is_written():
    one = definitions.read(DEFINED)
    assert one.names == (("da", "Unikke virksomheder"), ("en", "Unique companies"))
    assert (one.from_on, one.to_on, one.confirmed) == (date(2025, 1, 1), date(2025, 12, 31), False)
    assert definitions.read(definitions.written(one)) == one


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"version": 0}, "indicator.version"),
        ({"names": {}}, "indicator.names"),
        ({"names": {"en": 1}}, "indicator.names.en"),
        ({"key": ""}, "indicator.key"),
        ({"confirmed": "no"}, "indicator.confirmed"),
        ({"from_on": "1 January"}, "indicator.from_on"),
        ({"from_on": "2025-02-29"}, "indicator.from_on"),
        ({"to_on": "2024-12-31"}, "indicator.to_on"),
        ({"rule": {}}, "indicator.rule.of"),
    ],
)
def test_what_cannot_stand_in_a_definition_is_named(change, where):
    with pytest.raises(Wrong) as raised:
        definitions.read({**DEFINED, **change})
    assert raised.value.where == where


def test_the_version_of_the_day_is_taken():
    old = definitions.read(DEFINED)
    new = definitions.read({**DEFINED, "version": 2, "from_on": "2026-01-01", "to_on": None})
    assert definitions.at([new, old], "firms", date(2025, 12, 31)) == old
    assert definitions.at([new, old], "firms", date(2026, 1, 1)) == new
    with pytest.raises(Wrong, match="firms has no definition that holds on 2024-12-31"):
        definitions.at([old, new], "firms", date(2024, 12, 31))
    with pytest.raises(Wrong, match="versions 1, 2 of the indicator firms both hold"):
        definitions.at([new, definitions.read({**DEFINED, "to_on": None})], "firms", date(2026, 1, 1))


def test_a_period_does_not_end_before_it_begins():
    assert Period(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(Wrong, match="before it begins"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
