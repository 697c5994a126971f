"""A submitted figure is bytes: the same from the same rows, provable without the ledger, and comparable with today."""

import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from klynge.core.errors import Wrong
from klynge.core.indicators import rule as rules
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.difference import Cause, Change, Corrected, Difference, KeyChange, difference
from klynge.core.indicators.evidence import freeze, gathered, recounted, sha256, thaw
from klynge.core.indicators.shapes import OF, numbered, opened
from tests.core.indicators.small import ANNA, BEN, FJORD, YEAR, Ledger

FIRMS = {"of": "participation", "unique": "organisation", "where": [["sme", "in", [True]]]}
SPENT = {"of": "hours", "unique": "organisation", "measure": "hours"}


def defined(key, rule, version=1):
    return Definition(key, version, (("da", "Små"), ("en", "Small")), rules.read(rule), "", "", True, date(2026, 1, 1))


def half_year():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, sme=True, region="DK041")
    ledger.row("01-10", BEN, 7, sme=None)
    ledger.row("02-10", FJORD, 8, sme=False)
    ledger.row("02-11", ANNA, 8, of="hours", hours=Decimal("7.50"))
    return ledger


def evidence(rows, *asked):
    return gathered(asked or (defined("spent", SPENT), defined("firms", FIRMS)), rows, YEAR, {"grant": "Invented grant"})


def test_the_evidence_holds_the_figures_and_just_the_rows_that_had_a_say():
    told = json.loads(freeze(evidence(half_year())))
    assert [(one["definition"]["key"], one["value"], one["keys"], one["left_out"]) for one in told["figures"]] == [
        ("firms", 1, [[ANNA, [1], 1]], [2]),
        ("spent", "7.5", [[ANNA, [4], "7.5"]], []),
    ]
    assert [row[0] for row in told["rows"]] == [1, 2, 4]  # Fjord is known to be no small firm
    assert (told["version"], told["about"]) == (1, {"grant": "Invented grant"})


def test_the_bytes_are_canonical():
    frozen = freeze(evidence(half_year()))
    assert frozen.startswith(b'{"about":{"grant":"Invented grant"},"columns":["id","day",')
    assert "Små".encode() in frozen
    assert b" :" not in frozen
    assert b", " not in frozen
    assert len(sha256(frozen)) == 64


def test_order_zeros_and_the_way_letters_are_composed_make_no_difference():
    rows = half_year()
    rows[0] = rows[0]._replace(field="Sørøer é")
    other = [row._replace(hours=Decimal(str(row.hours)) * Decimal("1.000")) for row in reversed(rows)]
    other[-1] = other[-1]._replace(field=unicodedata.normalize("NFD", "Sørøer é"))
    assert other[-1] != rows[0]
    assert sha256(freeze(evidence(other))) == sha256(freeze(evidence(rows)))


def test_a_rule_and_its_rows_meet_however_their_letters_are_composed():
    rows = half_year()
    rows[0] = rows[0]._replace(field=unicodedata.normalize("NFD", "é"))
    told = {**FIRMS, "where": [["field", "in", [unicodedata.normalize("NFD", "é")]]]}
    found = evidence(rows, defined("firms", told))
    assert found.figures[0].counted.value == 1
    assert recounted(thaw(freeze(found))) == found


def test_a_figure_is_rebuilt_from_its_evidence_after_the_ledger_has_changed():
    rows = half_year()
    frozen = freeze(evidence(rows))
    rows.row("03-10", BEN, 9, sme=True)
    assert freeze(evidence(rows)) != frozen
    assert freeze(recounted(thaw(frozen))) == frozen
    assert thaw(frozen) == evidence(half_year())


def test_a_figure_that_was_changed_by_hand_does_not_recount():
    frozen = freeze(evidence(half_year())).replace(b'"value":"7.5"', b'"value":"9.5"')
    assert freeze(recounted(thaw(frozen))) != frozen


def test_another_version_is_refused():
    frozen = freeze(evidence(half_year())).replace(b'"version":1}', b'"version":2}')
    with pytest.raises(Wrong, match="has version 2, and this Klynge reads version 1") as raised:
        thaw(frozen)
    assert raised.value.where == "version"


@pytest.mark.parametrize(
    "change",
    [
        lambda frozen: frozen[:-1],
        lambda frozen: frozen + b"\n",
        lambda frozen: b"\xff" + frozen,
        lambda frozen: b"[]",
        lambda frozen: b"[" * 100_000,
        lambda frozen: frozen.replace(b'"format":"klynge evidence"', b'"format":"other"'),
        lambda frozen: frozen.replace(b'"2026-01-10"', b'"10 January"'),
        lambda frozen: frozen.replace(b'"7.5"', b'"7.50"'),
        lambda frozen: frozen.replace(b'"7.5"', b'"NaN"'),
        lambda frozen: frozen.replace(b'"7.5"', b"7.5"),
        lambda frozen: frozen.replace(b'"left_out":[2]', b'"left_out":["2"]'),
        lambda frozen: frozen.replace(b'"columns":["id","day"', b'"columns":["day","id"'),
        lambda frozen: frozen.replace(b'"measure":"hours"', b'"measure":"mean"'),
    ],
)
def test_what_is_no_whole_evidence_is_refused(change):
    frozen = freeze(evidence(half_year()))
    assert change(frozen) != frozen
    with pytest.raises(Wrong, match="no whole evidence"):
        thaw(change(frozen))


@pytest.mark.parametrize("facts", [{"hours": Decimal("NaN")}, {"amount": 0.5}, {"field": "\ud800"}])
def test_a_fact_that_cannot_be_written_is_refused(facts):
    rows = half_year()
    rows[3] = rows[3]._replace(**facts)
    with pytest.raises(Wrong, match="cannot be written"):
        freeze(evidence(rows))


def test_an_indicator_stands_once_in_a_report():
    with pytest.raises(Wrong, match="firms stands twice"):
        evidence([], defined("firms", FIRMS), defined("firms", SPENT))


def test_a_row_is_counted_once_and_rows_of_two_tables_have_two_numbers():
    rows = half_year()
    with pytest.raises(Wrong, match="stands twice"):
        evidence([*rows, rows[3]])
    numbers = [numbered(of, key) for key in (1, 2, 17) for of in OF]
    assert [opened(number) for number in numbers] == [(of, key) for key in (1, 2, 17) for of in OF]
    assert numbers == sorted(set(numbers))
    assert tuple(rules.Of) == OF


def test_nothing_changed_is_no_difference():
    assert difference(evidence(half_year()), evidence(half_year())) == Difference((), Cause(), False)


def test_a_new_row_a_gone_row_and_a_corrected_one_are_told_with_the_keys_that_they_moved():
    before = evidence(half_year())
    rows = half_year()
    rows.row("03-10", FJORD, 9, sme=True)  # 5 is new
    rows.row("02-11", BEN, 8, of="hours", hours=Decimal(7), corrects=4)  # 6: the hours were Ben's, and fewer
    del rows[3], rows[1]  # 4 is corrected, 2 is gone
    found = difference(before, evidence(rows))
    moved = Corrected(4, 6, ("organisation", "group", "hours"))
    assert found.rows == Cause((5,), (2,), (moved,))
    assert found.changes == (
        Change("firms", 1, 2, False, (KeyChange(FJORD, None, 1, Cause((5,))),)),
        Change(
            "spent",
            Decimal("7.5"),
            7,
            False,
            (
                KeyChange(ANNA, Decimal("7.5"), None, Cause(corrected=(moved,))),
                KeyChange(BEN, None, 7, Cause(corrected=(moved,))),
            ),
        ),
    )


def test_a_second_correction_of_one_row_is_a_correction_of_the_first():
    rows = half_year()
    first = [*rows[:3], rows[3]._replace(id=5, corrects=4, hours=Decimal(7))]
    second = [*rows[:3], rows[3]._replace(id=6, corrects=4, hours=Decimal(6))]
    (change,) = difference(evidence(first), evidence(second)).changes
    assert change.keys == (KeyChange(ANNA, 7, 6, Cause(corrected=(Corrected(5, 6, ("hours",)),))),)


def test_a_fact_as_of_its_day_that_was_mended_is_a_correction_of_the_row_itself():
    rows = half_year()
    rows[1] = rows[1]._replace(sme=True)
    (change,) = difference(evidence(half_year()), evidence(rows)).changes
    assert change == Change("firms", 1, 2, False, (KeyChange(BEN, None, 1, Cause(corrected=(Corrected(2, 2, ("sme",)),))),))


def test_a_key_that_others_made_count_has_no_rows_of_its_own_to_blame():
    twice = {**SPENT, "of": "participation", "unique": "activity", "measure": "count", "at_least": 2, "of_each": "organisation"}
    asked = defined("meetings", {"of": "participation", "unique": "organisation", "together": {"how": "among", "rule": twice}})
    rows = Ledger()
    rows.row("01-10", ANNA, 7)
    before = evidence(rows, asked)
    rows.row("01-10", BEN, 7)
    found = difference(before, evidence(rows, asked))
    (change,) = found.changes
    assert change.keys == (KeyChange(ANNA, None, 1, Cause()), KeyChange(BEN, None, 1, Cause((2,))))


def test_another_definition_and_another_period_are_said():
    rows = half_year()
    (change,) = difference(evidence(rows), evidence(rows, defined("spent", SPENT), defined("firms", FIRMS, 2))).changes
    assert change == Change("firms", 1, 1, True, ())
    old, new = evidence(rows, defined("firms", FIRMS)), evidence(rows, defined("spent", SPENT))
    assert [(one.key, one.was, one.now) for one in difference(old, new).changes] == [("firms", 1, None), ("spent", None, 7.5)]
