"""Whether somebody's hours may be recorded: what the register and the ledger know, fetched once for a whole list, and every fault of
each line in a sentence. Nothing here writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.hours import Kept, Span, Worked, over_a_day, overlaps, pieces
from klynge.core.law import Law, Value
from klynge.ledger.models import Activity, Grant, Hours, WorkPackage
from klynge.ledger.queries.law import law
from klynge.ledger.queries.standing import kept_ids
from klynge.ledger.queries.taking import Firm, Work
from klynge.register.models import Affiliation, Organisation, Person

_WHY = "whether hours may be recorded does not depend on who records them"
MOST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody did on a day for a grant's work package. `hours` None: the time from `from_at` to `to_at`, which are aware and
    either both known or neither; fewer hours than that is a break."""

    work_package_id: int
    on: date
    hours: Decimal | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    activity_id: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """In UTC: two times of one zone are told apart by their clocks, which is wrong on the night when the clock changes."""
        for name in ("from_at", "to_at"):
            if (moment := getattr(self, name)) is not None:
                object.__setattr__(self, name, moment.astimezone(UTC))

    @property
    def length(self) -> Decimal:
        """The hours from beginning to end, cut off to two places."""
        if self.from_at is None or self.to_at is None:
            return Decimal(0)
        minutes = (self.to_at - self.from_at) // timedelta(minutes=1)
        return (Decimal(minutes) / 60).quantize(Decimal("0.01"), rounding="ROUND_DOWN")

    @property
    def time(self) -> Decimal:
        return self.length if self.hours is None else self.hours

    def split(self) -> "list[Spent]":
        """One for each day, where the work runs past midnight; itself where its times cannot be."""
        if self.from_at is None or self.to_at is None or self.to_at <= self.from_at or self.time <= 0:
            return [self]
        worked = Worked(0, 0, self.from_at, self.to_at, self.on, self.time, "")
        parts = pieces(Kept(worked, self.time, (Span(self.from_at, self.to_at),), ()), zone())
        if len(parts) < 2:
            return [self]
        return [
            replace(self, on=one.day, hours=one.hours, from_at=one.span.from_at, to_at=one.span.to_at)
            for one in parts
            if one.span
        ]


@dataclass(frozen=True, slots=True)
class Registered:
    """A row of hours that counts, as one line of the person's time. `said`: what it was for, or "" where the viewer may not know."""

    worked: Worked
    said: str
    organisation_id: int
    work_package_id: int
    activity_id: int | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    person_id: int
    person: str
    erased: bool
    firm: Firm
    works: Sequence[Work]
    packages: Mapping[int, tuple[WorkPackage, Grant]]
    activities: Mapping[int, Activity]
    registered: list[Registered]
    law: Law

    def note(self, spent: Spent) -> None:
        """This is recorded now: the next line of the same list meets it."""
        worked = Worked(-len(self.registered) - 1, self.person_id, spent.from_at, spent.to_at, spent.on, spent.time, "")
        firm, package = self.firm.id, spent.work_package_id
        said = self.packages[package][1].name
        self.registered.append(Registered(worked, said, firm, package, spent.activity_id, "sheet", spent.note))


def known_of(viewer: Viewer, person_id: int, organisation_id: int, spent: Iterable[Spent], besides: int | None = None) -> Known:
    """What stands for a person at an organisation; without the row `besides`, which is about to be corrected. Raises Refused where
    the organisation, a work package or an activity is not open to the viewer. Ten queries, however many lines there are."""
    spent = list(spent)
    kept = kept_ids()
    firm_id = kept.get(organisation_id, organisation_id)
    card: Organisation = the(Organisation, viewer, pk=firm_id)
    person = Person.objects.system_rows(_WHY).filter(pk=person_id).first()
    if person is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    entries = {firm_id} | {old for old, new in kept.items() if new == firm_id}
    works = Affiliation.objects.system_rows(_WHY).filter(person_id=person_id, organisation_id__in=entries).order_by("pk")
    packages = {
        row.pk: row for row in WorkPackage.objects.visible_to(viewer).filter(pk__in={one.work_package_id for one in spent})
    }
    grants = {row.pk: row for row in Grant.objects.visible_to(viewer).filter(pk__in={row.grant_id for row in packages.values()})}
    wanted = {one.activity_id for one in spent} - {None}
    activities = {row.pk: row for row in Activity.objects.visible_to(viewer).filter(pk__in=wanted)}
    if {one.work_package_id for one in spent} - packages.keys() or wanted - activities.keys():
        raise Refused("There is no such thing here, or it is not open to you.")
    days = [one.on for one in spent]
    return Known(
        person_id=person_id,
        person=person.name,
        erased=person.erased_at is not None,
        firm=Firm(card.pk, card.name, card.founded_on, card.closed_on),
        works=[Work(person_id, firm_id, first, last) for first, last in works.values_list("from_on", "to_on")],
        packages={pk: (row, grants[row.grant_id]) for pk, row in packages.items()},
        activities=activities,
        registered=registered(viewer, person_id, days, besides),
        law=law(),
    )


def registered(viewer: Viewer, person_id: int, days: Iterable[date], besides: int | None = None) -> list[Registered]:
    """The hours of a person that count on these days and those beside them, for whatever grant. Four queries."""
    near = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
    rows = list(
        Hours.objects.system_rows(_WHY).filter(person_id=person_id, live=True, on__in=near).exclude(pk=besides).order_by("pk")
    )
    seen = set(Hours.objects.visible_to(viewer).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    grants = dict(Grant.objects.system_rows(_WHY).filter(pk__in={row.grant_id for row in rows}).values_list("pk", "name"))
    ids = {row.activity_id for row in rows} - {None}
    titles = dict(Activity.objects.system_rows(_WHY).filter(pk__in=ids).values_list("pk", "title"))
    return [of_row(row, _name(row, grants, titles) if row.pk in seen else "") for row in rows]


def of_row(row: Any, said: str = "") -> Registered:
    worked = Worked(row.pk, row.person_id, row.from_at, row.to_at, row.on, row.hours, said)
    return Registered(worked, said, row.organisation_id, row.work_package_id, row.activity_id, row.source, row.note)


def _name(row: Any, grants: Mapping[int, str], titles: Mapping[int, str]) -> str:
    parts = (titles.get(row.activity_id, ""), grants[row.grant_id])
    return ", ".join(part for part in parts if part)


def rate_of(law: Law, grant: Grant, package: WorkPackage, day: date) -> Value | None:
    """What an hour on this work package is worth on the day, where somebody has entered it."""
    return law.find(rate_name(grant.rules, package.professional), day)


def rate_name(rules: str, professional: bool) -> str:
    return f"hour.{rules}" if professional else f"hour.{rules}.secretariat"


def faults(spent: Spent, known: Known, today: date) -> Iterator[Wrong]:
    """Everything that keeps these hours from being recorded."""
    shape = list(_shape(spent, today))
    yield from shape
    if shape:
        return
    day, firm = spent.on.isoformat(), known.firm
    if known.erased:
        yield Wrong("This person was deleted at their own wish and cannot be recorded any more.", where="person")
    if firm.founded_on is not None and spent.on < firm.founded_on:
        facts = {"name": firm.name, "day": firm.founded_on.isoformat()}
        yield Wrong("%(name)s was founded on %(day)s, so nobody worked for it before.", where="on", **facts)
    if firm.closed_on is not None and spent.on > firm.closed_on:
        facts = {"name": firm.name, "day": firm.closed_on.isoformat()}
        yield Wrong("%(name)s was closed on %(day)s, so nobody worked for it after.", where="on", **facts)
    if not any(one.holds(spent.on) for one in known.works):
        yield Wrong(
            "%(name)s was not affiliated with %(firm)s on %(day)s. Look at the day, or record first that the person worked there.",
            where="on",
            name=known.person,
            firm=firm.name,
            day=day,
        )
    yield from _grant(spent, known)
    yield from _twice(spent, known)


def _shape(spent: Spent, today: date) -> Iterator[Wrong]:
    day = spent.on.isoformat()
    if (spent.from_at is None) is not (spent.to_at is None):
        yield Wrong("On %(day)s only one of the two times is known. Give both, or only the hours.", where="to_at", day=day)
    elif spent.from_at and spent.to_at:
        if spent.to_at <= spent.from_at:
            yield Wrong("On %(day)s the work ends before it begins. Look at the two times.", where="to_at", day=day)
        elif spent.to_at - spent.from_at > timedelta(hours=36):
            yield Wrong("On %(day)s the work runs over more than a night. Record each day by itself.", where="to_at", day=day)
        elif spent.hours is not None and spent.hours > spent.length:
            facts = {"hours": spent.hours, "whole": spent.length, "day": day}
            yield Wrong("On %(day)s %(hours)s hours are more than the %(whole)s from beginning to end.", where="hours", **facts)
        elif timezone.localtime(spent.from_at).date() != spent.on:
            yield Wrong("The work begins on another day than %(day)s. Look at the times.", where="from_at", day=day)
    elif spent.hours is None:
        yield Wrong("Say how many hours were worked on %(day)s, or from when to when.", where="hours", day=day)
    if spent.hours is not None and (spent.hours <= 0 or spent.hours != spent.hours.quantize(Decimal("0.01"))):
        yield Wrong("Hours on %(day)s are a number above 0 with at most two decimals.", where="hours", day=day)
    if spent.on > today:
        yield Wrong("%(day)s has not come yet. Hours are recorded once they are worked.", where="on", day=day)
    if len(spent.note) > MOST_NOTE:
        yield Wrong("At most 300 characters are kept. Shorten it.", where="note")


def _grant(spent: Spent, known: Known) -> Iterator[Wrong]:
    package, grant = known.packages[spent.work_package_id]
    if not grant.from_on <= spent.on <= grant.to_on:
        yield Wrong(
            "%(grant)s runs from %(first)s to %(last)s and does not pay for hours on %(day)s.",
            where="on",
            grant=grant.name,
            first=grant.from_on.isoformat(),
            last=grant.to_on.isoformat(),
            day=spent.on.isoformat(),
        )
        return
    rate = rate_of(known.law, grant, package, spent.on)
    facts = {"name": rate_name(grant.rules, package.professional), "day": spent.on.isoformat()}
    if rate is None:
        yield Wrong(
            "No rate per hour is known for %(day)s (“%(name)s”). Somebody with the money right enters it, with its source.",
            where="on",
            **facts,
        )
    elif rate.unit != f"{grant.currency}/hour":
        yield Wrong(
            "The rate “%(name)s” is in %(unit)s, but %(grant)s is in %(currency)s. Enter a rate in that currency.",
            where="on",
            **facts,
            unit=rate.unit,
            grant=grant.name,
            currency=grant.currency,
        )


def _twice(spent: Spent, known: Known) -> Iterator[Wrong]:
    new = Worked(0, known.person_id, spent.from_at, spent.to_at, spent.on, spent.time, "")
    lines = {one.worked.id: one for one in known.registered}
    for other in overlaps(new, [one.worked for one in known.registered]):
        facts = {"name": known.person, "day": other.day.isoformat(), "from": _clock(other.from_at), "to": _clock(other.to_at)}
        if said := lines[other.id].said:
            yield Conflict(
                "%(name)s has hours on %(day)s from %(from)s to %(to)s already, for %(what)s. A moment counts once.",
                where="from_at",
                what=said,
                **facts,
            )
        else:
            yield Conflict(
                "%(name)s has other hours on %(day)s from %(from)s to %(to)s already. A moment counts once.",
                where="from_at",
                **facts,
            )
    for one in known.registered:
        if _same(one, spent, known):
            day = spent.on.isoformat()
            if one.source == "attendance":
                yield Conflict("The attendance on %(day)s counts as hours already.", where="activity", day=day)
            elif one.worked.hours == spent.time and one.note == spent.note:
                yield Conflict(
                    "These hours on %(day)s are recorded already. If there were more, say so in the note.", where="on", day=day
                )
    try:
        over_a_day(spent.time + sum(one.worked.hours for one in known.registered if one.worked.day == spent.on), spent.on, zone())
    except Wrong as wrong:
        yield wrong


def _same(one: Registered, spent: Spent, known: Known) -> bool:
    """The same work of the same day, of which at least one has no clock, so that it cannot be told by overlapping."""
    if one.worked.day != spent.on or (one.worked.span is not None and spent.from_at is not None):
        return False
    if one.source == "attendance":
        return spent.activity_id is not None and one.activity_id == spent.activity_id
    return (one.organisation_id, one.work_package_id, one.activity_id) == (
        known.firm.id,
        spent.work_package_id,
        spent.activity_id,
    )


def _clock(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else "–"


def zone() -> Any:
    """Where days begin at midnight."""
    return timezone.get_default_timezone()
