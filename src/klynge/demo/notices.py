"""The market of the demonstration: 90 eForms notices and 30 OCDS releases, dated around a given day.

Open competitions close 3 to 60 days after it, plans lie before it, results go back up to four years, and frameworks of the same
buyers run out within months, so that the next competition can be foreseen. `fitting` says whom each notice was written for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from klynge.demo import bank, eforms, ocds
from klynge.demo.dice import dice
from klynge.demo.firms import by_key, firms
from klynge.demo.issue import Issue
from klynge.demo.schedule import Calendar, changed, published

EFORMS = 90
CHANGED = 5
_OPEN = ("16", "18", "22")


def write_notices(seed: int, today: date) -> Iterator[tuple[str, bytes]]:
    """File name and content of each notice: eForms XML first, then OCDS JSON, each in the order of publication."""
    for issue in eforms_issues(seed, today):
        yield f"{issue.number}.xml", eforms.write(issue)
    for issue in ocds_issues(seed, today):
        yield f"{issue.number}.json", ocds.write(issue)


def fitting(seed: int, today: date) -> Mapping[str, tuple[str, ...]]:
    """For each notice the CVR numbers of the members that truly fit: those whose work it asks for, whatever certificate they may
    lack; empty where nobody does. The key is what a connector calls the notice's number: the UUID of an eForms notice, the ocid of
    an OCDS process (so that versions and later releases share one)."""
    members = by_key(firms(seed, today))
    fits = {issue.notice_id: issue.fits for issue in eforms_issues(seed, today)}
    fits |= {issue.procedure_id: issue.fits for issue in ocds_issues(seed, today)}
    return {number: tuple(members[key].cvr for key in keys) for number, keys in fits.items()}


def eforms_issues(seed: int, today: date) -> tuple[Issue, ...]:
    """The notices of the Official Journal, ordered by day of publication."""
    calendar = Calendar(seed, today, by_key(firms(seed, today)))
    issues = [issue for subject, with_past in _chosen(seed) for issue in published(subject, calendar, with_past=with_past)]
    throw = dice(seed, "changed")
    running = [issue for issue in issues if issue.form in _OPEN and issue.fits and (today - issue.published_on).days > 6]
    issues += [changed(issue, calendar) for issue in throw.sample(running, CHANGED)]
    return _numbered(issues, "{n:08}-{year}", 99_000_001)


def ocds_issues(seed: int, today: date) -> tuple[Issue, ...]:
    """The releases of the open contracting channel, ordered by day."""
    calendar = Calendar(seed, today, by_key(firms(seed, today)))
    issues = [issue for subject in bank.subjects(*bank.OCDS_FILES) for issue in published(subject, calendar, with_past=True)]
    return _numbered(issues, "ocds-demo-{n:04}", 1)


def _chosen(seed: int) -> Iterator[tuple[bank.Subject, bool]]:
    """All subjects that fit nobody, and as many of the others as there is room for, two of each form at least. The flag says
    whether the earlier contract of a subject is published too."""
    subjects = bank.subjects(*bank.EFORMS_FILES)
    ordinary = [subject for subject in subjects if not subject.fits]
    fitting_ones = [subject for subject in subjects if subject.fits]
    dice(seed, "subjects").shuffle(fitting_ones)
    seen: dict[str, int] = {}
    first: list[bank.Subject] = []
    for subject in fitting_ones:
        seen[subject.form] = seen.get(subject.form, 0) + 1
        if seen[subject.form] <= 2:
            first.append(subject)
    room = EFORMS - CHANGED
    for subject in (*ordinary, *first, *(subject for subject in fitting_ones if subject not in first)):
        if room <= 0:
            return
        with_past = subject.past is not None and room > 1
        yield subject, with_past
        room -= 2 if with_past else 1


def _numbered(issues: list[Issue], pattern: str, first: int) -> tuple[Issue, ...]:
    """The issues by day with publication numbers that follow it."""
    ordered = sorted(issues, key=lambda issue: (issue.published_on, issue.key, issue.version, issue.form))
    return tuple(
        replace(issue, number=pattern.format(n=n, year=issue.published_on.year)) for n, issue in enumerate(ordered, first)
    )
