"""When a subject is published, when it closes, who won it before: a subject becomes one or two dated issues."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from klynge.core.notice import Text
from klynge.demo import parties
from klynge.demo.bank import Past, Subject
from klynge.demo.dice import dice, invented_uuid
from klynge.demo.issue import Issue
from klynge.demo.shapes import Firm

_MONTH = 30.4375
_DEFENCE = ("6", "18", "22", "27", "31")
_MOVED = {
    "da": "Fristen er forlænget, fordi der er kommet mange spørgsmål til kravene.",
    "en": "The deadline is extended because many questions about the requirements were received.",
    "de": "Die Frist wird wegen zahlreicher Rückfragen zu den Anforderungen verlängert.",
    "sv": "Tidsfristen förlängs med anledning av många frågor om kraven.",
    "fr": "Le délai est prolongé en raison de nombreuses questions sur les exigences.",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day around which everything happens, and the members who may win or buy."""

    seed: int
    today: date
    members: Mapping[str, Firm]

    def back(self, days: float) -> date:
        return self.today - timedelta(days=round(days))


def _workday(day: date) -> date:
    """Official journals and authorities rest at weekends: the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _month_start(day: date) -> date:
    return day.replace(day=1)


def published(subject: Subject, calendar: Calendar, *, with_past: bool) -> Iterator[Issue]:
    """The earlier contract (or the call that a later OCDS release follows) when there is one, then the subject itself."""
    if subject.past and with_past:
        yield _earlier(subject, subject.past, calendar)
    if subject.form in ("29", "31", "award"):
        yield _result(subject, calendar)
    elif subject.followed:
        yield from _call_and_award(subject, calendar)
    elif subject.form in ("4", "6", "planning"):
        yield _plan(subject, calendar)
    elif subject.form == "27":
        yield _direct(subject, calendar)
    else:
        yield _open(subject, calendar)


def changed(issue: Issue, calendar: Calendar) -> Issue:
    """The same notice in its second version: the deadline has moved."""
    throw = dice(calendar.seed, "change", issue.key)
    assert issue.deadline_on is not None
    return replace(
        issue,
        version="02",
        published_on=_workday(calendar.back(throw.randint(1, 3))),
        deadline_on=_workday(issue.deadline_on + timedelta(days=throw.choice((7, 10, 14)))),
        changes=f"{issue.notice_id}-{issue.version}",
        change=Text((language, _MOVED[language]) for language in issue.languages),
    )


def _base(subject: Subject, calendar: Calendar, name: str, published_on: date, starts_on: date) -> Issue:
    languages = tuple(subject.title)
    party, words = parties.buyer(subject.buyer, calendar.members, languages, calendar.seed)
    open_channel = subject.form in ("tender", "planning", "award")
    procedure_id = f"ocds-000000-{subject.key}" if open_channel else invented_uuid(calendar.seed, "procedure", subject.key, name)
    return Issue(
        key=subject.key,
        form=subject.form,
        number="",
        notice_id=invented_uuid(calendar.seed, "notice", subject.key, name),
        procedure_id=procedure_id,
        version="01",
        published_on=_workday(published_on),
        title=subject.title,
        text=subject.text,
        buyer=party,
        words=words,
        nature=subject.nature,
        procedure=subject.procedure,
        cpv=subject.cpv,
        nuts=words.nuts,
        value=subject.value,
        currency=parties.currency(words.country),
        months=subject.months,
        framework=subject.framework,
        starts_on=_month_start(starts_on),
        lots=subject.lot,
        asks=subject.asks,
        fits=subject.fits,
    )


def _open(subject: Subject, calendar: Calendar) -> Issue:
    throw = dice(calendar.seed, "open", subject.key)
    deadline = _workday(calendar.today + timedelta(days=throw.randint(5, 60)))  # 3 days ahead at least
    issue = _base(subject, calendar, "open", calendar.back(throw.randint(2, 24)), deadline + timedelta(days=150))
    return replace(issue, deadline_on=deadline)


def _plan(subject: Subject, calendar: Calendar) -> Issue:
    throw = dice(calendar.seed, "plan", subject.key)
    planned = calendar.today + timedelta(days=throw.randint(45, 240))
    issue = _base(subject, calendar, "plan", calendar.back(throw.randint(3, 70)), planned + timedelta(days=240))
    return replace(issue, planned_on=planned)


def _direct(subject: Subject, calendar: Calendar) -> Issue:
    throw = dice(calendar.seed, "direct", subject.key)
    issue = _base(subject, calendar, "direct", calendar.back(throw.randint(5, 40)), calendar.today + timedelta(days=60))
    return _won(issue, subject.winner, 1, issue.published_on, calendar)


def _result(subject: Subject, calendar: Calendar) -> Issue:
    """A contract that ends `ends_in` months from today (OCDS: 14 when nothing is said)."""
    ends = calendar.today + timedelta(days=round((subject.ends_in or 14) * _MONTH))
    starts = _month_start(ends - timedelta(days=round(subject.months * _MONTH)))
    if starts >= calendar.back(60):
        starts = _month_start(calendar.back(70))
    awarded = _workday(starts - timedelta(days=40))
    issue = _base(subject, calendar, "result", awarded + timedelta(days=20), starts)
    return _won(issue, subject.winner, subject.tenders, awarded, calendar)


def _earlier(subject: Subject, past: Past, calendar: Calendar) -> Issue:
    """What the same buyer bought before: it runs out a few months after the new competition closes."""
    throw = dice(calendar.seed, "past", subject.key)
    awarded = _workday(calendar.back(past.years * 365.25))
    issue = _base(subject, calendar, "past", awarded + timedelta(days=18), awarded + timedelta(days=45))
    earlier = replace(
        issue,
        key=f"{subject.key}-past",
        form="31" if subject.form in _DEFENCE else "29",
        title=past.title,
        text=past.text,
        lots=(),
        asks=(),
        cpv=subject.cpv[:2],
        value=past.value,
        months=round(past.years * 12) + throw.randint(2, 6),
    )
    return _won(earlier, past.winner, past.tenders, awarded, calendar)


def _call_and_award(subject: Subject, calendar: Calendar) -> Iterator[Issue]:
    """Two releases of one OCDS process: the call of last year and its award."""
    throw = dice(calendar.seed, "followed", subject.key)
    asked, awarded = calendar.back(throw.randint(380, 520)), _workday(calendar.back(throw.randint(220, 330)))
    call = _base(subject, calendar, "call", asked, awarded + timedelta(days=45))
    yield replace(call, deadline_on=asked + timedelta(days=35))
    award = replace(
        _base(subject, calendar, "award", awarded + timedelta(days=9), awarded + timedelta(days=45)), form="award", asks=()
    )
    yield _won(award, subject.followed, throw.randint(2, 6), awarded, calendar)


def _won(issue: Issue, winner: str, tenders: int, awarded_on: date, calendar: Calendar) -> Issue:
    party = parties.winner(winner, calendar.members, issue.languages, issue.buyer, calendar.seed)
    return replace(issue, winner=party, tenders=tenders, awarded_on=awarded_on)
