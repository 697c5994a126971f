"""Surveys in words and parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.viewer import Viewer
from klynge.programme.queries.addressees import Addressee
from klynge.programme.queries.outcome import AnswerLine, Figure
from klynge.programme.queries.survey import AskedLine, Rate, SurveyCard, survey_names
from klynge.programme.words import ANSWERED, RESULTS, UNITS
from klynge.web import formats
from klynge.web.parts import Action, Cell, Column, Entry, Fact, Row, Stat, Table, Tag

WAITING = "waiting"  # among the states of an answer: not asked yet


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer and how many gave it. `url` opens them, "" where the reader sees no rows."""

    name: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the page draws it: `told` in words, then its bars of `of`."""

    text: str
    told: str
    url: str
    bars: Sequence[Bar]
    of: int
    counts: str
    total: str = ""


def year_of(text: str, years: Sequence[int]) -> int | None:
    """The year in the address, None for all or for one without surveys."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in years else None


def year_tabs(years: Sequence[int], now: int | None) -> list[Entry]:
    url = reverse("programme:surveys")
    tabs = [Entry(str(year), f"{url}?year={year}", year == now) for year in years]
    return [Entry(_("All years"), url, now is None), *tabs] if len(years) > 1 else []


def answer(rate: Rate) -> str:
    if not rate.asked:
        return _("What came of it for those who took part: asked in two minutes, counted in the ledger.")
    told = {"answered": formats.number(rate.answered), "asked": formats.number(rate.asked), "percent": rate.percent}
    return _("%(answered)s of %(asked)s surveys sent out have been answered: %(percent)s %%.") % told


def row(card: SurveyCard, today: date) -> Row:
    rate, state = card.rate, card.state(today)
    facts = [
        card.activity or (_("The year %(year)d") % {"year": card.year} if card.yearly else _("An activity")),
        _("%(from)s to %(to)s") % {"from": formats.short_day(card.opens_on), "to": formats.short_day(card.closes_on)},
    ]
    facts += [card.grant] if card.grant else []
    text = _("Fewer than three were asked.") if rate is None else split(rate)
    words = {"coming": _("Not begun"), "open": _("Open"), "closed": _("Closed")}
    tags = [Tag(words[state], kind="strong" if state == "open" else "plain")]
    tags += [] if card.confirmed else [Tag(_("Questions not confirmed"))]
    return Row(card.name, reverse("programme:survey", args=[card.id]), text, facts, tags)


def split(rate: Rate) -> str:
    if not rate.asked:
        return _("Nobody has been asked yet.")
    told = {name: formats.number(getattr(rate, name)) for name in ("asked", "full", "partial", "none")}
    return _("%(asked)s asked: %(full)s full answers, %(partial)s in part, %(none)s none.") % told


def told(card: SurveyCard, today: date) -> str:
    rate = card.rate
    if rate is None:
        return _("Fewer than three were asked, so only the secretariat reads the figures.")
    if not rate.asked:
        return (
            _("Nobody has been asked yet.")
            + " "
            + _("Those who took part are asked from %(day)s.") % {"day": formats.long_day(card.opens_on)}
        )
    said = {"answered": formats.number(rate.answered), "asked": formats.number(rate.asked), "percent": rate.percent}
    first, unknown = (
        _("%(answered)s of %(asked)s have answered: %(percent)s %%.") % said,
        _("A missing answer is unknown, never nought."),
    )
    return f"{first} {unknown}" if rate.none else first


def actions(card: SurveyCard) -> list[Action]:
    return [
        Action(_("Who was asked"), reverse("programme:survey-asked", args=[card.id])),
        Action(_("Change"), reverse("programme:survey-change", args=[card.id])),
    ]


def facts(card: SurveyCard) -> list[Fact]:
    found = [Fact(_("Asks from"), card.opens_on), Fact(_("Closes after"), card.closes_on)]
    if card.activity:
        found.insert(0, Fact(_("Asks about"), card.activity))
    elif card.yearly:
        found.insert(0, Fact(_("Asks about"), _("The year %(year)d") % {"year": card.year}))
    if card.grant:
        found.append(Fact(_("Grant"), card.grant))
    note = "" if card.confirmed else _("not confirmed against the funder's text")
    found.append(Fact(_("Questions"), card.set_name, note=note))
    return found


def stats(card: SurveyCard) -> list[Stat]:
    rate, url = card.rate or Rate(0), reverse("programme:survey-asked", args=[card.id])
    return [
        Stat(rate.full, str(ANSWERED["full"]), f"{url}?state=full", target=rate.asked),
        Stat(rate.partial, str(ANSWERED["partial"]), f"{url}?state=partial"),
        Stat(rate.none, str(ANSWERED["none"]), f"{url}?state=none"),
    ]


def figures(card: SurveyCard, found: Iterable[Figure], house: bool) -> list[Shown]:
    return [_shown(card, figure, house) for figure in found]


def _shown(card: SurveyCard, figure: Figure, house: bool) -> Shown:
    url = reverse("programme:survey-answers", args=[card.id, figure.key]) if house and figure.answered else ""
    names = {"yes": _("Yes"), "no": _("No")}
    bars = [
        Bar(one.name or names.get(one.key, one.key), one.count, f"{url}?said={one.key}" if url and one.count else "")
        for one in figure.parts
    ]
    unit = str(UNITS.get(figure.unit, figure.unit))
    total = "" if figure.total is None else f"{formats.number(figure.total)} {unit}"
    return Shown(
        figure.text,
        _count(figure),
        url,
        bars if figure.answered else (),
        figure.answered,
        str(RESULTS.get(figure.feeds, "")),
        total,
    )


def _count(figure: Figure) -> str:
    if figure.hidden and not figure.answered:
        return _("Fewer than three answered, so the figure is not shown.")
    said = {"answered": formats.number(figure.answered), "asked": formats.number(figure.asked)}
    first = _("%(answered)s of %(asked)s answered.") % said
    return first + " " + _("How they split is not shown, as it would point at somebody.") if figure.hidden else first


def asked_table(lines: Iterable[AskedLine]) -> Table:
    columns = [
        Column(_("Organisation")),
        Column(_("Asked")),
        Column(_("On"), "date"),
        Column(_("Reminders"), "number"),
        Column(_("Answer")),
    ]
    return Table(_("Who was asked"), columns, [_asked(line) for line in lines])


def _asked(line: AskedLine) -> list[Any]:
    state = Cell(str(ANSWERED[line.state]), note=formats.short_day(line.answered_at) if line.answered_at else "")
    if line.fault:
        state = Cell(_("The mail did not leave"), note=_("It is tried again at the next run."))
    firm = Cell(line.organisation, reverse("register:profile", args=[line.organisation_id]))
    return [firm, line.person, line.asked_at.date(), line.reminders, state]


def waiting_table(lines: Iterable[Addressee]) -> Table:
    rows = []
    for line in lines:
        firm = Cell(line.organisation, reverse("register:profile", args=[line.organisation_id]))
        nobody = Cell(None, tag=Tag(_("No e-mail address known"), kind="signal"))
        rows.append([firm, line.name if line.person_id is not None else nobody])
    return Table(_("Not asked yet"), [Column(_("Organisation")), Column(_("Will be asked"))], rows)


def state_tabs(survey_id: int, now: str) -> list[Entry]:
    url = reverse("programme:survey-asked", args=[survey_id])
    tabs = [Entry(str(name), f"{url}?state={state}", state == now) for state, name in ANSWERED.items()]
    tabs.append(Entry(_("Not asked yet"), f"{url}?state={WAITING}", now == WAITING))
    return [Entry(_("All"), url, now not in (*ANSWERED, WAITING)), *tabs]


def answer_table(text: str, lines: Iterable[AnswerLine]) -> Table:
    rows = []
    for line in lines:
        value = line.yes if line.yes is not None else line.number if line.number is not None else line.choice or line.text
        rows.append([Cell(line.organisation, reverse("register:profile", args=[line.organisation_id])), value])
    return Table(text, [Column(_("Organisation")), Column(_("Answer"))], rows)


def names(viewer: Viewer, card: SurveyCard) -> dict[str, object]:
    """What the form starts from."""
    da, en = survey_names(viewer, card.id)
    return {"name_da": da, "name_en": en, "opens_on": card.opens_on, "closes_on": card.closes_on}
