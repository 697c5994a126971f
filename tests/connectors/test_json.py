"""The strict loader, and the small readers beside it: what they take, what they refuse and why."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klynge.connectors.clean import clean
from klynge.connectors.clock import day, moment
from klynge.connectors.fields import address, amount, count, section, sections, word, words
from klynge.connectors.json import load, records
from klynge.core.notice import Unread


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html><body>Service unavailable</body></html>", "html"),
        (b'{"releases": [', "not-json"),
        (b"[1] [2]", "not-json"),
        (b"[NaN]", "constant"),
        (b"[-Infinity]", "constant"),
        (b'{"a": 1, "b": 2, "a": 3}', "duplicate-key"),
        (b"[1e999]", "number"),
        (b"[" + b"9" * 5000 + b"]", "number"),
        (b"[0." + b"1" * 5000 + b"]", "number"),
        (b"[" * 100_000, "too-deep"),
        (b"[" * 101 + b"]" * 101, "too-deep"),
        (b'{"a":' * 101 + b"1" + b"}" * 101, "too-deep"),
        (b'["\\ud800"]', "surrogate"),
        (b'{"\\udfff": 1}', "surrogate"),
        (b'["a\\u0000b"]', "nul"),
        (b'["a\x00b"]', "not-json"),
        (b'{"by": "\xe6\xf8\xe5"}', "encoding"),
    ],
)
def test_what_a_lenient_reader_would_swallow_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    refused = load(body, "feed.json")
    assert isinstance(refused, Unread)
    assert refused.reason == reason
    assert refused.where.startswith("feed.json")
    assert refused.detail


def test_a_refusal_names_line_and_column_or_byte() -> None:
    cut = load(b'{"a": 1,\n "b": ', "feed.json")
    broken = load(b'["\xe6"]', "feed.json")
    assert isinstance(cut, Unread)
    assert cut.where == "feed.json, line 2, column 7"
    assert isinstance(broken, Unread)
    assert broken.where == "feed.json, byte 2"


def test_fractions_are_exact_and_a_byte_order_mark_is_no_fault() -> None:
    assert load(b'\xef\xbb\xbf{"price": 0.1, "items": 3}', "x") == {"price": Decimal("0.1"), "items": 3}
    assert load('{"by": "Ærø"}'.encode("utf-16"), "x") == {"by": "Ærø"}
    assert load(b'["\\ud83d\\ude80", "\\\\u0000"]', "x") == ["🚀", "\\u0000"]


def test_a_hundred_levels_are_read() -> None:
    assert not isinstance(load(b"[" * 100 + b"]" * 100, "x"), Unread)


def test_a_broken_line_costs_that_line_only() -> None:
    read = list(records(b'{"a": 1}\n{"b": \n\n{"c": 3}\n', "feed.jsonl"))
    assert read[0] == ("feed.jsonl, line 1", {"a": 1})
    assert isinstance(read[1], Unread)
    assert read[1].where == "feed.jsonl, line 2, column 6"
    assert read[2] == ("feed.jsonl, line 4", {"c": 3})
    assert len(read) == 3


def test_printed_json_is_one_document() -> None:
    body = json.dumps({"a": [{"b": 1}, {}]}, indent=2).encode()
    assert list(records(body, "x")) == [("x", {"a": [{"b": 1}, {}]})]


@given(st.binary(max_size=200))
def test_random_bytes_never_raise(body: bytes) -> None:
    load(body, "x")
    assert list(records(body, "x")) != [] or not body.strip()


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**18), 10**18)
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
        max_leaves=20,
    )
)
def test_what_the_standard_allows_comes_back_as_it_was(value: object) -> None:
    assert load(json.dumps(value).encode(), "x") == value


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-09-10T12:00:00Z", datetime(2026, 9, 10, 12, tzinfo=UTC)),
        ("2026-09-10T12:00:00.000+0200", datetime(2026, 9, 10, 10, tzinfo=UTC)),
        ("2026-09-10 24:00", datetime(2026, 9, 11, tzinfo=UTC)),
        ("2026-09-10", datetime(2026, 9, 10, 23, 59, tzinfo=UTC)),
        ("2026-09-10+02:00", datetime(2026, 9, 10, 21, 59, tzinfo=UTC)),
        ("2028-02-29T00:00:00", datetime(2028, 2, 29, tzinfo=UTC)),
        ("2026-02-29", None),
        ("9999-12-31", None),
        ("2026-09-10T25:00", None),
        ("2026-09-10T12:00+99:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments_come_out_in_utc_or_not_at_all(written: str, utc: datetime | None) -> None:
    assert moment(written) == utc


def test_in_an_hour_that_the_clock_skips_or_repeats_a_deadline_is_the_earlier_one() -> None:
    copenhagen = ZoneInfo("Europe/Copenhagen")
    assert moment("2026-03-29T02:30", copenhagen) == datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert moment("2026-10-25T02:30", copenhagen) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_is_the_day_that_is_written() -> None:
    assert day("2026-09-10T23:30:00-04:00") == date(2026, 9, 10)
    assert day("0001-01-01") is None


def test_markup_becomes_words_and_plain_text_keeps_its_signs() -> None:
    assert clean(
        "<p>&nbsp;</p><p><b>Scope</b> of&nbsp;work</p><ul><li>hull</li><li>mast &amp; sail</li></ul><script>x()</script>"
    ) == ("Scope of work\n\n- hull\n- mast & sail")
    assert clean("R&D where 3 < 5 and 7 > 2") == "R&D where 3 < 5 and 7 > 2"
    assert clean("a\u202eb\x00\x07c\ufeff \r\n\r\n\r\n  d") == "abc\n\nd"
    assert clean("A\u030arhus") == "Århus"


@pytest.mark.parametrize("half", ["<a ", "<!--", "<a href='", "<a b='c", "&#", "<p>", "<div><li>", "</", "<script>"])
def test_half_tags_by_the_hundred_thousand_are_read_in_one_pass(half: str) -> None:
    assert clean("<b>ship</b> " + half * 100_000).startswith("ship")


@given(st.text())
def test_cleaning_twice_changes_no_plain_text(text: str) -> None:
    once = clean(text.replace("<", "").replace("&", ""))
    assert clean(once) == once


def test_a_field_of_the_wrong_type_is_absent() -> None:
    odd = load(b'{"s": [{"t": 1}], "n": "12.50", "zero": 0, "b": true, "w": [" a ", null, {}], "u": "javascript:alert(1)"}', "x")
    assert not isinstance(odd, Unread)
    assert section(odd, "s") == {"t": 1}
    assert section(odd, "n") == {}
    assert sections(odd, "w") == [{}]
    assert word(odd, "missing", "b", "n") == "12.50"
    assert words(odd, "w") == ("a",)
    assert amount(odd, "n") == Decimal("12.50")
    assert (amount(odd, "zero"), amount(odd, "b"), count(odd, "zero"), count(odd, "n")) == (None, None, 0, None)
    assert address(odd, "u") == ""
