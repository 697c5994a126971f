"""The parts of a page, as HTML."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from klynge.core.fit.shapes import Condition, Gap, Reason, ReasonKind
from klynge.core.tlp import Label
from klynge.web import parts
from klynge.web.listing import listing
from klynge.web.words import LABELS, REASONS

TODAY = date(2026, 11, 23)
NASTY = '<script>alert("1")</script>'


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def drawn(template: str, path: str = "/list?q=radar&page=2", **context):
    request = RequestFactory().get(path)
    text = Template("{% load parts formats %}" + template).render(Context({"request": request, **context}))
    return html.fromstring(f"<div>{text}</div>")


def words(element) -> str:
    return " ".join(element.text_content().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(
    ("days", "text", "kind"),
    [
        (9, "in 9 days · 2 Dec 2026", "deadline"),
        (7, "in 7 days · 30 Nov 2026", "deadline deadline-soon"),
        (0, "today · 23 Nov 2026", "deadline deadline-soon"),
        (-2, "closed 2 days ago · 21 Nov 2026", "deadline deadline-past"),
    ],
)
def test_a_deadline_is_told_in_words_and_by_date(days, text, kind):
    at = datetime(2026, 11, 23, 11, tzinfo=UTC) + timedelta(days=days)
    (deadline,) = drawn("{% deadline at today %}", at=at, today=TODAY)
    assert (words(deadline), deadline.get("class")) == (text, kind)


def test_a_reason_shows_kind_points_and_evidence():
    (reason,) = drawn("{% reason reason %}", reason=Reason(ReasonKind.CODES, 24.04, ("35613000", "Drones")))
    assert words(reason) == "Same field of work Points: +24 35613000 · Drones"


def test_a_reason_against_says_so_in_words():
    (reason,) = drawn("{% reason reason %}", reason=Reason(ReasonKind.SIZE, -4.26))
    assert words(reason) == "Wrong size of job Points: \N{MINUS SIGN}4.3"


@pytest.mark.parametrize(
    ("points", "said"),
    [(24.4, "+24"), (9.96, "+10.0"), (1.25, "+1.2"), (0.62, "+0.62"), (-0.04, "\N{MINUS SIGN}0.04"), (-0.001, ""), (0, "")],
)
def test_points_tell_reasons_apart_on_every_scale(points, said):
    (chip,) = drawn("{% reason reason %}", reason=Reason(ReasonKind.PLACE, points))
    assert words(chip).partition("Points: ")[2] == said


def test_every_kind_of_reason_and_every_label_has_words():
    assert set(REASONS) == set(ReasonKind)
    assert set(LABELS) == set(Label)


def test_what_is_lacking_stands_before_what_fits_and_the_strongest_reason_first():
    reasons = (Reason(ReasonKind.PLACE, 1.0), Reason(ReasonKind.WORDS, 8.0))
    gaps = (Gap(Condition("certificate", "AQAP-2110", "AQAP 2110")), Gap(Condition("clearance", "HEMMELIGT"), expired=True))
    (chips,) = drawn("{% reasons reasons gaps %}", reasons=reasons, gaps=gaps)
    assert [words(chip) for chip in chips] == [
        "Lacks AQAP 2110",
        "Expired HEMMELIGT",
        "Says the same Points: +8.0",
        "Near the place Points: +1.0",
    ]


def test_a_table_names_its_cells_for_the_phone_and_its_rows_for_the_ear():
    table = parts.Table(
        "Members", [parts.Column("Company"), parts.Column("Staff", "number")], [[parts.Cell("DSB", "/dsb"), 1250]]
    )
    page = drawn("{% table table %}", table=table)
    assert page.xpath("//caption/text()") == ["Members"]
    assert [(th.text_content(), th.get("scope")) for th in page.xpath("//tbody//th")] == [("DSB", "row")]
    assert [(td.get("data-label"), words(td)) for td in page.xpath("//tbody//td")] == [("Staff", "1,250")]


def test_a_cell_escapes_all_that_it_is_told():
    hostile = "<b>&\"'"
    told = parts.Cell(hostile, '/?a="><b>', hostile, parts.Tag(hostile))
    columns = [parts.Column("Company"), parts.Column(hostile)]
    page = drawn(
        "{% table table %}",
        table=parts.Table("Members", columns, [[hostile, told], [told, parts.Cell(None, tag=parts.Tag("new"))]]),
    )
    assert not page.xpath("//b")
    assert [words(cell) for cell in page.xpath("//tbody//tr[1]/*")] == [hostile, f"{hostile} {hostile} {hostile}"]
    assert page.xpath("//tbody//td/@data-label") == [hostile, hostile]
    assert page.xpath("//tbody//a/@href") == ['/?a="><b>'] * 2
    assert [words(cell) for cell in page.xpath("//tbody//tr[2]/td")] == ["new"]


def test_a_row_too_short_for_its_table_is_an_error():
    table = parts.Table("Members", [parts.Column("Company"), parts.Column("Staff")], [["DSB"]])
    with pytest.raises(ValueError, match="shorter"):
        drawn("{% table table %}", table=table)


def test_the_pager_keeps_the_rest_of_the_address():
    page = drawn("{% pager rows %}", rows=listing(list(range(100)), 2))
    assert page.xpath("//a/@href") == ["?q=radar&page=1", "?q=radar&page=3"]
    assert "Page 2 of 4 · 100 in all" in words(page)


def test_one_page_needs_no_pager():
    assert words(drawn("{% pager rows %}", rows=listing([1, 2, 3], 1))) == ""


def test_an_action_that_changes_something_is_a_form():
    action = parts.Action("Approve", "/approve", "primary", post=True, fields=[("id", "7")])
    page = drawn("{% action action %}", action=action)
    (form,) = page.xpath("//form")
    assert (form.get("method"), form.get("action")) == ("post", "/approve")
    assert page.xpath("//input[@type='hidden']/@value") == ["7"]


def test_progress_says_how_much_is_left_and_how_to_stop():
    running = parts.Progress("Matching", "Week 47", 1240, 2500, 14, "/stop", "/poll")
    page = drawn("{% progress progress %}", progress=running)
    assert page.xpath("//progress/@value") == ["49"]
    assert "1,240 of 2,500 · about 14 seconds left" in words(page)
    assert page.xpath("//form/@action") == ["/stop"]
    assert page.xpath("//*[@hx-get='/poll']")


def test_finished_work_is_not_asked_for_again():
    page = drawn("{% progress p %}", p=parts.Progress("Matching", "Done", 5, 5, poll_url="/poll", stop_url="/stop", state="done"))
    assert page.xpath("//*[@hx-get] | //form") == []


def test_work_of_unknown_size_shows_a_bar_without_a_value():
    (bar,) = drawn("{% progress p %}", p=parts.Progress("Reading", "…", 5)).xpath("//progress")
    assert bar.get("value") is None


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the register.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure", required=False)


def test_a_wrong_field_is_tied_to_its_help_and_its_error():
    page = drawn("{% form_rows form %}", form=Form({}))
    (field,) = page.xpath("//input[@name='name']")
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby").split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert [len(page.xpath(f"//*[@id='{i}']")) for i in described] == [1, 1]


def test_the_errors_of_a_form_stand_at_its_top_and_lead_to_their_fields():
    page = drawn("{% form_rows form %}", form=Form({}))
    (alert,) = page.xpath("//*[@role='alert']")
    targets = [href.removeprefix("#") for href in alert.xpath(".//a/@href")]
    assert len(targets) == 2
    assert all(page.xpath(f"//*[@id='{target}']") for target in targets)


def test_every_field_of_a_form_has_a_label_or_a_legend():
    page = drawn("{% form_rows form %}", form=Form())
    ids = page.xpath("//input/@id")
    labelled = page.xpath("//label/@for")
    assert [i for i in ids if i not in labelled] == []
    assert page.xpath("//fieldset/legend/text()")[0].strip() == "Kind"


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("{% page_head x x %}", {}),
        ("{% tag x %}", {}),
        ("{% note x x %}", {}),
        ("{% empty x x %}", {}),
        ("{% row r %}", {"r": parts.Row(NASTY, "/", NASTY, (NASTY,), (parts.Tag(NASTY),))}),
        ("{% company c %}", {"c": parts.Company(NASTY, "/", NASTY)}),
        ("{% facts f %}", {"f": [parts.Fact(NASTY, NASTY, note=NASTY)]}),
        ("{% table t %}", {"t": parts.Table(NASTY, [parts.Column(NASTY)], [[NASTY]])}),
        ("{% reasons r g %}", {"r": [Reason(ReasonKind.WORDS, 1, (NASTY,))], "g": [Gap(Condition("c", NASTY))]}),
        ("{% card title=x %}{{ x }}{% endcard %}", {}),
        ("{% section title=x text=x %}{{ x }}{% endsection %}", {}),
        ("{% dialog id='d' button=x title=x %}{{ x }}{% enddialog %}", {}),
        ("{% filters url='/' query=x placeholder=x label=x %}{% endfilters %}", {}),
        ("{% timeline m %}", {"m": [parts.Moment(NASTY, NASTY, NASTY)]}),
        ("{% progress p %}", {"p": parts.Progress(NASTY, NASTY, 1)}),
        ("{% meter x 1 2 unit=x %}", {}),
        ("{{ x|monogram }}{% highlight x 'alert' %}", {}),
    ],
)
def test_no_part_lets_a_script_through(template, context):
    page = drawn(template, x=NASTY, **context)
    assert page.xpath("//script") == []
    assert page.xpath("//*[@onerror or @onclick or @style]") == []
    assert "alert" in html.tostring(page, encoding="unicode")
