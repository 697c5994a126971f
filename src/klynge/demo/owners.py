"""Who owns whom among the members, with dates: groups change what counts as one firm when aid is added up or sizes are judged."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from klynge.demo.shapes import Firm, Form, Kind, Ownership

_ABROAD = (
    ("Brackwell Holdings Ltd", "GB"),
    ("Nordfjell Industrier AS", "NO"),
    ("Lindåker Invest AB", "SE"),
    ("Heidekamp Beteiligungs GmbH", "DE"),
    ("Saarniemi Sijoitus Oy", "FI"),
    ("Prairie Lantern Capital LLC", "US"),
)


def with_owners(members: tuple[Firm, ...], throw: Random, today: date) -> tuple[Firm, ...]:
    """The members with their owners. Each prime has two daughters and a minority share, five smaller firms own another one, six
    have an owner abroad, one bond has ended."""
    primes = [firm for firm in members if firm.form is Form.PRIME]
    free = [
        firm
        for firm in members
        if firm.form is Form.COMPANY and firm.kind not in (Kind.KNOWLEDGE, Kind.CLASSIFIED) and 10 <= firm.staff <= 90
    ]
    throw.shuffle(free)
    mothers = [*primes, *primes, *primes, *(free.pop() for _ in range(5))]
    shares = (100, 100, 75, 51, 60, 100, 25, 30, 49, 100, 80, 50, 33, 67)
    bonds = [_bond(mother, free.pop(), share, throw, today) for mother, share in zip(mothers, shares, strict=True)]
    bonds += [_bond((name, country), free.pop(), throw.choice((34, 51, 90, 100)), throw, today) for name, country in _ABROAD]
    sold = free.pop()
    ended = _bond(primes[0], sold, 100, throw, today)
    bonds.append(replace(ended, until=ended.since + timedelta(days=700)))
    return tuple(replace(firm, owners=tuple(b for b in bonds if b.owned_cvr == firm.cvr)) for firm in members)


def _bond(owner: Firm | tuple[str, str], owned: Firm, share: int, throw: Random, today: date) -> Ownership:
    earliest = date(max(owned.founded + 1, 2008), 1, 1)
    since = earliest + timedelta(days=throw.randrange(max(1, (today - earliest).days - 800)))
    if isinstance(owner, Firm):
        return Ownership(owner.name, owner.cvr, "DK", owned.cvr, Decimal(share), since)
    return Ownership(owner[0], "", owner[1], owned.cvr, Decimal(share), since)
