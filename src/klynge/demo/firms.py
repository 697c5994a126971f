"""The 150 members. Each is one hand-written sketch, to which the seed gives a name, a place, numbers, people and a history."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from klynge.core.money import Money
from klynge.core.notice import Text
from klynge.core.tlp import Label
from klynge.demo import profile
from klynge.demo.bank import Sketch, names, sketches, towns
from klynge.demo.crew import mail, people_names, phone, slug
from klynge.demo.dice import dice
from klynge.demo.numbers import cvr_numbers, ncage_codes, p_numbers
from klynge.demo.owners import with_owners
from klynge.demo.shapes import Firm, Form, Kind, MembershipPeriod, Person, Site, Town

_TITLES = {
    "director": Text({"da": "Direktør", "en": "Managing director"}),
    "sales": Text({"da": "Salgschef", "en": "Head of sales"}),
    "quality": Text({"da": "Kvalitetschef", "en": "Quality manager"}),
    "technical": Text({"da": "Teknisk chef", "en": "Technical director"}),
    "security": Text({"da": "Sikkerhedsleder", "en": "Security officer"}),
}
_LEARNED = {
    **_TITLES,
    "director": Text({"da": "Centerleder", "en": "Head of centre"}),
    "sales": Text({"da": "Erhvervskonsulent", "en": "Industry liaison"}),
}
_FOUNDED = {Form.START_UP: (2018, 2024), Form.UNIVERSITY: (1928, 1974), Form.INSTITUTE: (1940, 2016), Form.SCHOOL: (1895, 2009)}
_FOUNDED_COMPANY = {
    Kind.PRODUCTION: (1948, 2014),
    Kind.ELECTRONICS: (1964, 2016),
    Kind.SOFTWARE: (1988, 2017),
    Kind.SERVICES: (1966, 2016),
}
_COUNTRIES = ("DK", "SE", "NO", "DE", "FI", "NL", "GB", "US", "FR", "PL", "EE", "LT", "CA")
_FOUNDED_CLUSTER = 2007  # the year in which the cluster became an association with members (see cluster.py)


def firms(seed: int, today: date) -> tuple[Firm, ...]:
    """All members, in the order of the sketches; the same for the same seed and day."""
    words, numbers = dice(seed, "names"), dice(seed, "numbers")
    stems = names().stems.split()
    words.shuffle(stems)
    cvr, p_number, ncage = cvr_numbers(numbers), p_numbers(numbers), ncage_codes(numbers)
    crew = people_names(words)
    made = tuple(
        _firm(sketch, stem, dice(seed, "firm", sketch.key), today, next(cvr), p_number, ncage, crew)
        for sketch, stem in zip(sketches(), stems, strict=False)
    )
    return with_owners(made, dice(seed, "owners"), today)


def size_class(staff: int, turnover: Money | None) -> str:
    """ "micro", "small", "medium" or "large" by headcount and turnover (Recommendation 2003/361), owners not counted.

    Turnover in DKK is compared at 7.46 DKK to the euro; without a turnover the headcount decides alone.
    """
    euro = turnover.amount / Decimal("7.46") if turnover else Decimal(0)
    for name, heads, money in (("micro", 10, 2_000_000), ("small", 50, 10_000_000), ("medium", 250, 50_000_000)):
        if staff < heads and euro <= money:
            return name
    return "large"


def size_band(staff: int) -> str:
    """The band by which a membership is charged."""
    return "0-9" if staff < 10 else "10-49" if staff < 50 else "50-249" if staff < 250 else "250-"


def _firm(
    sketch: Sketch,
    stem: str,
    throw: Random,
    today: date,
    cvr: str,
    p_number: Iterator[str],
    ncage: Iterator[str],
    crew: Iterator[str],
) -> Firm:
    staff = throw.randint(*sketch.staff)
    name = _name(sketch, stem, staff)
    domain = f"{slug(name.removesuffix(' A/S').removesuffix(' ApS'))}.example"
    founded = sketch.founded or throw.randint(*_FOUNDED.get(sketch.form, _FOUNDED_COMPANY.get(sketch.kind, (1970, 2015))))
    turnover = _turnover(sketch, staff, throw)
    supplies = sketch.kind in (Kind.PRODUCTION, Kind.ELECTRONICS, Kind.CLASSIFIED) and sketch.form is not Form.START_UP
    return Firm(
        key=sketch.key,
        cvr=cvr,
        name=name,
        kind=sketch.kind,
        form=sketch.form,
        founded=founded,
        line=sketch.line,
        statements=profile.statements(sketch, throw),
        codes=profile.codes(sketch, throw),
        certificates=profile.certificates(sketch, throw, today),
        clearance=profile.clearance(sketch, throw, today),
        references=profile.references(sketch, throw, today),
        people=tuple(_people(sketch, staff, throw, today, domain, crew)),
        sites=tuple(_sites(sketch, name, founded, throw, p_number)),
        owners=(),
        memberships=tuple(_memberships(sketch, staff, founded, throw, today)),
        staff=staff,
        turnover=turnover,
        size=size_class(staff, turnover),
        ncage=next(ncage) if supplies and throw.random() < 0.75 else "",
        web=f"https://www.{domain}",
        email=f"kontakt@{domain}",
        markets=_markets(throw),
        labels=_labels(throw),
    )


def _name(sketch: Sketch, stem: str, staff: int) -> str:
    name = sketch.name.format(stem=stem)
    return name if sketch.kind is Kind.KNOWLEDGE else f"{name} {'ApS' if staff < 25 else 'A/S'}"


def _turnover(sketch: Sketch, staff: int, throw: Random) -> Money | None:
    """In whole hundred thousands of DKK; knowledge institutions have none, start-ups live of investors."""
    if sketch.kind is Kind.KNOWLEDGE:
        return None
    low, high = (200, 900) if sketch.form is Form.START_UP else (1_050, 2_300)
    return Money(Decimal(round(staff * throw.randint(low, high) / 100)) * 100_000, "DKK")


def _sites(sketch: Sketch, name: str, founded: int, throw: Random, p_number: Iterator[str]) -> Iterator[Site]:
    """One site; of larger firms a third has two or three, each in another town."""
    choice = [(town, weight) for town, weight in towns() if town.coast or not sketch.coast]
    count = throw.choice((2, 3)) if sketch.staff[1] > 40 and throw.random() < 0.35 else 1
    chosen: list[Town] = []
    while len(chosen) < count:
        town = throw.choices([town for town, _ in choice], [weight for _, weight in choice])[0]
        if town not in chosen:
            chosen.append(town)
    streets = names().streets.split()
    for number, town in enumerate(chosen):
        since = date(min(founded + number * throw.randint(4, 9), 2025), throw.randint(1, 12), 1)
        label = name if number == 0 else f"{name}, {town.name}"
        yield Site(next(p_number), label, f"{throw.choice(streets)} {throw.randint(1, 88)}", town, since)


def _people(sketch: Sketch, staff: int, throw: Random, today: date, domain: str, crew: Iterator[str]) -> Iterator[Person]:
    """A director and, with the size of the firm, more; the first person after the director is the public contact."""
    titles = _LEARNED if sketch.kind is Kind.KNOWLEDGE else _TITLES
    roles = list(titles)[: 2 if staff < 15 else 3 if staff < 40 else 5]
    if sketch.kind is Kind.CLASSIFIED and "security" not in roles:
        roles[-1] = "security"
    for place, role in enumerate(roles):
        name = next(crew)
        since = today - timedelta(days=throw.randint(200, 5_000))
        label = Label.CLEAR if place == 1 else Label.GREEN if place == 0 and throw.random() < 0.5 else Label.STRICT
        yield Person(name, role, titles[role], mail(name, domain), phone(throw), since, label)
    if throw.random() < 0.15:
        name, since = next(crew), today - timedelta(days=throw.randint(2_000, 4_000))
        until = today - timedelta(days=throw.randint(30, 900))
        yield Person(name, "sales", titles["sales"], mail(name, domain), phone(throw), since, Label.STRICT, until)


def _memberships(sketch: Sketch, staff: int, founded: int, throw: Random, today: date) -> Iterator[MembershipPeriod]:
    """Periods without gaps up to today; one firm in five began in a smaller band, start-ups begin as such."""
    first = max(founded + 1, _FOUNDED_CLUSTER)
    since = date(throw.randint(first, today.year - 1) if first < today.year else today.year, throw.randint(1, 10), 1)
    now = "knowledge" if sketch.kind is Kind.KNOWLEDGE else "start-up" if sketch.form is Form.START_UP else "company"
    band = size_band(staff)
    bands = ("0-9", "10-49", "50-249", "250-")
    before = bands[bands.index(band) - 1] if band != "0-9" and now == "company" and throw.random() < 0.2 else ""
    if before and today.year - since.year >= 3:
        change = date(throw.randint(since.year + 1, today.year - 1), 1, 1)
        yield MembershipPeriod(now, before, since, change - timedelta(days=1))
        since = change
    yield MembershipPeriod(now, band, since)


def _markets(throw: Random) -> tuple[str, ...]:
    chosen = {"DK", *throw.sample(_COUNTRIES[1:7], throw.randint(1, 4)), *throw.sample(_COUNTRIES[7:], throw.randint(0, 2))}
    return tuple(country for country in _COUNTRIES if country in chosen)


def _labels(throw: Random) -> tuple[tuple[str, Label], ...]:
    """Headcount is public for most, turnover for few, the NCAGE code within the community, wishes for nobody else."""
    return (
        ("staff", Label.CLEAR if throw.random() < 0.7 else Label.GREEN),
        ("turnover", Label.AMBER if throw.random() < 0.2 else Label.STRICT),
        ("ncage", Label.CLEAR if throw.random() < 0.4 else Label.GREEN),
        ("markets", Label.STRICT),
    )


def by_key(members: tuple[Firm, ...]) -> dict[str, Firm]:
    """The members by the key of their sketch."""
    return {firm.key: firm for firm in members}
