"""Invented firms for measuring the ledger: so many, in so many groups, with owners, figures, memberships, places and people."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FIRST, LAST = date(2016, 7, 1), date(2026, 6, 30)  # ten years
_SHARES = (100, 100, 100, 75, 60, 51)
_KINDS = ("company",) * 8 + ("university", "institute")
_MEMBER = ("company", "company", "associate", "start-up")


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the ledger is. The other kinds of rows stand in a fixed proportion to participations."""

    activities: int = 20_000
    participations: int = 400_000
    organisations: int = 5_000
    groups: int = 500


def day_of(chance: random.Random, first: date = FIRST, last: date = LAST) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def settle_firms(scale: Scale, chance: random.Random) -> dict[int, list[int]]:
    """Writes them; organisation id -> the ids of its people. One of fifty daughters was sold to another group in these years, one
    of ten firms has a partner in another group."""
    from klynge.core.tlp import Label
    from klynge.register import models
    from klynge.web.denmark import municipalities

    def write(model: Any, rows: Iterator[Any]) -> list[Any]:
        return list(model.objects.bulk_create(rows, batch_size=1000))

    places = sorted(municipalities())
    firms = [
        firm.pk
        for firm in write(
            models.Organisation,
            (
                models.Organisation(
                    name=f"Opdigtet Firma {n} ApS", slug=f"firma-{n}", kind=chance.choice(_KINDS), field="production",
                    label=Label.CLEAR, demo=True,
                )
                for n in range(scale.organisations)
            ),
        )
    ]  # fmt: skip
    write(models.Ownership, _ties(firms, scale.groups, chance))
    write(
        models.Site,
        (models.Site(organisation_id=firm, municipality=chance.choice(places), main=True, label=Label.CLEAR) for firm in firms),
    )
    write(models.Membership, _terms(firms, chance))
    write(models.Figure, _figures(firms, chance))
    names = (models.Person(name=f"Opdigtet Person {n}") for n in range(3 * len(firms)))
    people = [person.pk for person in write(models.Person, names)]
    works = {firm: people[3 * place : 3 * place + 3] for place, firm in enumerate(firms)}
    write(
        models.Affiliation,
        (
            models.Affiliation(person_id=one, organisation_id=firm, from_on=FIRST, manages=one == ids[0], label=Label.STRICT)
            for firm, ids in works.items()
            for one in ids
        ),
    )
    return works


def _ties(firms: list[int], groups: int, chance: random.Random) -> Iterator[Any]:
    """Each group is a tree: a mother, daughters, and daughters of these."""
    from klynge.register.models import Ownership

    begin = FIRST - timedelta(days=700)
    trees = [firms[place::groups] for place in range(groups)]
    for tree in trees:
        for place, firm in enumerate(tree[1:], 1):
            owner, share, sold_on = tree[(place - 1) // 3], chance.choice(_SHARES), None
            if chance.random() < 0.02:
                sold_on = day_of(chance)
                buyer = chance.choice(trees)[0]
                if buyer not in tree:
                    yield Ownership(owner_id=buyer, organisation_id=firm, share=share, from_on=sold_on + timedelta(days=1))
            yield Ownership(owner_id=owner, organisation_id=firm, share=share, from_on=begin, to_on=sold_on)
            if chance.random() < 0.1:
                other = chance.choice(firms)
                if other not in tree:
                    yield Ownership(owner_id=other, organisation_id=firm, share=chance.choice((25, 30, 49)), from_on=begin)


def _terms(firms: list[int], chance: random.Random) -> Iterator[Any]:
    from klynge.register.models import Membership

    for firm in firms:
        if chance.random() < 0.2:
            continue  # takes part and is no member
        begin = day_of(chance, FIRST - timedelta(days=2000), LAST)
        changed = day_of(chance, begin, LAST) if chance.random() < 0.2 else None
        yield Membership(organisation_id=firm, type=chance.choice(_MEMBER), from_on=begin, to_on=changed)
        if changed:
            yield Membership(organisation_id=firm, type=chance.choice(_MEMBER), from_on=changed + timedelta(days=1))


def _figures(firms: list[int], chance: random.Random) -> Iterator[Any]:
    """Head count and turnover of each year; of one firm in ten nobody knows them."""
    from klynge.register.models import Figure

    for firm in firms:
        staff = int(chance.lognormvariate(3, 1.3)) + 1
        if chance.random() < 0.1:
            continue
        for year in range(FIRST.year - 1, LAST.year):
            staff = max(1, staff + chance.randrange(-2, 4))
            yield Figure(organisation_id=firm, name="staff", year=year, amount=staff)
            yield Figure(organisation_id=firm, name="turnover", year=year, amount=staff * 1_400_000, currency="DKK")
