"""A report on paper: whole, or drawn in parts and bound when its lists are long."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from klynge.core.indicators.evidence import gathered
from klynge.core.indicators.shapes import Period
from klynge.programme.pack import pdf as paper
from klynge.programme.pack.content import Content, Passage, Report, Sheet

WORDS = {name: name for name in ("about", "what", "said", "text", "heading", "draft", "empty", "nothing")}


def content(**rows):
    """A report with a table of two columns for each name, of so many rows."""
    tables = [Sheet(name, name, ("Firm", "Hours"), tuple((f"{name} {n}", n) for n in range(many))) for name, many in rows.items()]
    report = Report(
        "Half-year", (("Grant", "Invented"),), WORDS, (Passage("p", "Part", ("A fact.",), "*Text* #here"),), tuple(tables)
    )
    evidence = gathered([], [], Period(date(2026, 1, 1), date(2026, 6, 30)))
    return Content(date(2026, 8, 1), False, evidence, {}, {"da": report, "en": report})


def texts(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def named(text):
    """The rows in the order in which they stand."""
    return re.findall(r"(?:long|short|empty|last) \d+", text)


def test_a_short_report_is_one_paper_that_can_be_read_aloud():
    made = paper.pdf(content(short=3, empty=0), "en")
    whole = PdfReader(BytesIO(made))
    assert whole.root_object["/MarkInfo"]["/Marked"]
    assert whole.root_object["/Lang"] == "en"
    told = "\n".join(texts(made))
    assert "*Text* #here" in told
    assert named(told) == ["short 0", "short 1", "short 2"]
    assert told.count("nothing") == 1
    assert re.search(rf"1 / {len(whole.pages)}", told)


@pytest.mark.parametrize("most", [1, 7, 10, 25, 64])
def test_a_long_one_is_bound_of_parts_with_every_row_once_and_pages_numbered_through(monkeypatch, most):
    monkeypatch.setattr(paper, "MOST", most)
    made = paper.pdf(content(short=10, long=40, empty=0, last=15), "da")
    said = texts(made)
    told = "\n".join(said)
    assert named(told) == [f"{name} {n}" for name, many in (("short", 10), ("long", 40), ("last", 15)) for n in range(many)]
    assert told.count("A fact.") == 1
    assert told.count("nothing") == 1
    assert [re.findall(r"\d+ / \d+", page) for page in said] == [[f"{n} / {len(said)}"] for n in range(1, len(said) + 1)]


def test_a_bound_one_says_its_language_and_title_and_names_its_lists(monkeypatch):
    monkeypatch.setattr(paper, "MOST", 20)
    whole = PdfReader(BytesIO(paper.pdf(content(short=15, long=40, empty=0, last=3), "da")))
    assert (whole.root_object["/Lang"], whole.metadata.title) == ("da", "Half-year")
    assert [one.title for one in whole.outline] == ["Half-year", "long", "empty, last"]


def test_the_same_content_gives_the_same_bytes(monkeypatch):
    assert paper.pdf(content(short=3), "en") == paper.pdf(content(short=3), "en")
    monkeypatch.setattr(paper, "MOST", 2)
    assert paper.pdf(content(short=3), "en") == paper.pdf(content(short=3), "en")
    assert paper.pdf(content(short=3), "en") != paper.pdf(replace(content(short=3), on=date(2026, 8, 2)), "en")
