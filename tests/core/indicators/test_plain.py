"""What a form can say of a rule, and back: nothing is lost, and what cannot be said is said so."""

import random
import tomllib
from importlib.resources import files

import pytest

from klynge.core.indicators.plain import Plain, rule_of, said
from klynge.core.indicators.rule import Each, How, Measure, Of, Unique, read, written

WORDS = ("company", "university", "event", "project", "DK", "jobs")
COMES = tomllib.loads((files("klynge.programme") / "reference" / "indicators.toml").read_text(encoding="utf-8"))["indicator"]


def anything(dice: random.Random, deep: int = 0) -> Plain:
    def some():
        return tuple(dice.sample(WORDS[:2] if dice.random() < 0.5 else WORDS, dice.randint(0, 2)))

    how = dice.choice((None, *How)) if deep < 3 else None
    unique = dice.choice(list(Unique))
    return Plain(
        of=dice.choice(list(Of)),
        unique=unique,
        measure=dice.choice(list(Measure)),
        org_kinds=some(),
        regions=some(),
        fields=some(),
        countries=some(),
        results=some(),
        member=dice.choice((None, True, False)),
        sme=dice.choice((None, True, False)),
        staff_under=dice.choice((None, 50)),
        staff_at_least=dice.choice((None, 10)),
        at_least=dice.choice((1, 3)),
        of_each=dice.choice((None, *Each)),
        how=how,
        other=rule_of(anything(dice, deep + 1)) if how else None,
    )


def test_a_form_says_again_what_it_said():
    dice = random.Random(7)
    for _n in range(500):
        plain = anything(dice)
        assert said(rule_of(plain)) == plain


@pytest.mark.parametrize("one", COMES, ids=lambda one: one["key"])
def test_every_rule_that_comes_with_klynge_can_be_said_in_the_form(one):
    rule = read(one["rule"])
    plain = said(rule)
    assert plain is not None
    again = written(rule_of(plain))
    assert {**again, "where": sorted(map(repr, again["where"]))} == {
        **written(rule),
        "where": sorted(map(repr, written(rule)["where"])),
    }


@pytest.mark.parametrize(
    "where",
    [
        [["kind", "not in", ["event"]]],
        [["staff", "known"]],
        [["activity", "in", [7]]],
        [["member", "in", ["company"]]],
        [["sme", "in", [True, False]]],
        [["capacity", "in", [""]]],
        [["kind", "in", []]],
        [["hours", "at least", "2.5"]],
        [["staff", "under", 50], ["staff", "under", 10]],
        [["region", "in", ["DK041"]], ["region", "in", ["DK042"]]],
    ],
    ids=str,
)
def test_what_the_form_has_no_field_for_is_refused_and_not_lost(where):
    assert said(read({"of": "participation", "unique": "row", "where": where})) is None
