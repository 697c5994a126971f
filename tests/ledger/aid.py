"""A world of aid: Hawk owns Kite, a grant of 2024-2027, an exchange rate, and declarations on file."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from klynge.access.viewer import Role
from klynge.core.money import Money
from klynge.ledger import models
from klynge.ledger.actions.aid import promise_aid
from klynge.ledger.actions.declare import declare_aid
from klynge.ledger.actions.law import load_values
from klynge.register.models import Organisation, Ownership
from klynge.register.viewers import viewer_of_account
from tests import cast as standing
from tests.cast import Cast

ON = date(2026, 3, 2)
_WHY = "a test looks at its own world"


def money(amount: object, currency: str = "EUR") -> Money:
    return Money(Decimal(str(amount)), currency)


def make(*, tied: bool = True) -> Cast:
    cast = standing.make()
    load_values()
    models.ExchangeRate.objects.create(currency="DKK", on=date(2026, 2, 27), per_euro=Decimal("7.46"), source="test")
    grant = models.Grant.objects.create(
        funder="A funder", name="Growth", rules="deb", from_on=date(2020, 1, 1), to_on=date(2029, 12, 31), amount=1_000_000
    )
    models.WorkPackage.objects.create(grant=grant, number="1", name="Events")
    if tied:
        Ownership.objects.create(owner=cast.hawk, organisation=cast.kite, share=60, from_on=date(2019, 1, 1))
    for firm, person in ((cast.hawk, cast.anna), (cast.kite, cast.ben)):
        declare(person, firm)
    return cast


def found() -> Cast:
    """The same world, in another process."""
    from klynge.people.models import Account

    by = {
        name: viewer_of_account(Account.objects.get(email=f"{name}@example.org"), second_factor=True)
        for name in ("anna", "ben", "clara", "dora", "erik")
    }
    firms = Organisation.objects.system_rows(_WHY)
    rows = {"hawk": firms.get(cvr="11111118"), "kite": firms.get(cvr="22222226"), "abroad": firms.get(country="SE")}
    return Cast(guest=standing.ANYONE, **by, **rows)


def grant() -> models.Grant:
    return models.Grant.objects.system_rows(_WHY).get()


def declare(person, firm, *lines) -> models.Declaration:
    asked = models.Declaration.objects.create(
        organisation=firm, asked_at=datetime(2026, 1, 1, tzinfo=UTC), asked_person_id=person.person_id, until_on=date(2026, 2, 1)
    )
    return declare_aid(by=person, declaration_id=asked.pk, lines=lines)


def promise(cast: Cast, amount: Money, *, on: date = ON, firm=None, **more) -> models.Aid:
    said = {"organisation_id": (firm or cast.hawk).pk, "what": "Course", "grant_id": grant().pk, **more}
    return promise_aid(by=cast.clara, money=amount, on=on, **said)


def finance(cast: Cast):
    return replace(cast.clara, roles=cast.clara.roles | {Role.FINANCE})
