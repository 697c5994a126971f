"""Every fault of hours that are about to be recorded, each in a sentence. Nothing here reads or writes the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.core.errors import Conflict, Wrong
from klynge.core.hours import Worked, over_a_day, overlaps
from klynge.ledger.queries.spent import MOST_NOTE, Spent, zone
from klynge.ledger.queries.working import Known, Registered, rate_name, rate_of

NOT_AFFILIATED = gettext_noop(
    "%(name)s was not affiliated with %(firm)s on %(day)s. Look at the day, or record first that the person worked there."
)
NO_RATE = gettext_noop(
    "No rate per hour is known for %(day)s (“%(name)s”). Somebody with the money right enters it, with its source."
)
OTHER_CURRENCY = gettext_noop(
    "The rate “%(name)s” is in %(unit)s, but %(grant)s is in %(currency)s. Enter a rate in that currency."
)


def faults(spent: Spent, known: Known, today: date) -> Iterator[Wrong]:
    """Everything that keeps these hours from being recorded."""
    shape = list(_shape(spent, today))
    yield from shape
    if shape:
        return
    day, firm = spent.on.isoformat(), known.firm
    if known.erased:
        yield Wrong(
            "This person was erased, so nothing new is recorded for them. What was recorded before stays.", where="person"
        )
    if firm.founded_on is not None and spent.on < firm.founded_on:
        facts = {"name": firm.name, "day": firm.founded_on.isoformat()}
        yield Wrong("%(name)s was founded on %(day)s, so nobody worked for it before.", where="on", **facts)
    if firm.closed_on is not None and spent.on > firm.closed_on:
        facts = {"name": firm.name, "day": firm.closed_on.isoformat()}
        yield Wrong("%(name)s was closed on %(day)s, so nobody worked for it after.", where="on", **facts)
    if not any(one.holds(spent.on) for one in known.works):
        yield Wrong(
            NOT_AFFILIATED,
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
            NO_RATE,
            where="on",
            **facts,
        )
    elif rate.unit != f"{grant.currency}/hour":
        yield Wrong(
            OTHER_CURRENCY,
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
