import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

from django.utils import timezone

from klynge.access.models import Circle
from klynge.access.viewer import ANYONE
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.book import book
from klynge.ledger.actions.law import load_values
from klynge.ledger.actions.letters import draw
from klynge.register.models import Named
from tests.cast import Cast
from tests.samples import word

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def samples(cast: Cast) -> None:
    """Two grants, of which Erik audits the first for a month; rows of every kind for Anna's firm and Ben's on each, within that
    month and after it; an activity with every label and audience."""
    load_values()
    load_values()  # as every installation does
    audited, other = (_grant() for _ in range(2))
    models.Mandate.objects.create(
        account_id=cast.erik.account_id,
        grant=audited,
        from_on=date(2026, 3, 1),
        to_on=date(2026, 3, 31),
        starts_on=date(2026, 1, 1),
        ends_on=date(2100, 1, 1),
        made_at=AT,
    )
    firm_named, person_named, empty = (Circle.objects.create(name=word(), made_at=timezone.now()) for _ in range(3))
    Named.objects.create(circle=firm_named, organisation=cast.kite)
    Named.objects.create(circle=person_named, person_id=cast.ben.person_id)
    for label, circle in product(Label, (None, firm_named, person_named, empty)):
        _activity(DAY, label=label, circle=circle)
    people = ((cast.hawk, cast.anna), (cast.kite, cast.ben))
    for grant, day in product((audited, other), (DAY, DAY + timedelta(days=60))):
        for firm, person in people:
            _rows(grant, day, firm, person.person_id)
        models.Lock.objects.create(grant=grant, month=day.replace(day=1), locked_at=AT, reason=word())
    models.Roll.objects.create(
        activity=_activity(DAY),
        name=word(),
        hash="0",
        rows=[[2, "new", {"name": word()}]],
        offers=[],
        made_at=AT,
        counts={"new": 1},
    )
    models.LegalValue.objects.create(name=word(), amount=1, unit="EUR", from_on=DAY, source=word())
    models.ExchangeRate.objects.create(currency="DKK", on=DAY, per_euro=Decimal("7.46"), source=word())


def _grant() -> models.Grant:
    grant = models.Grant.objects.create(
        funder=word(),
        name=word(),
        number=word(),
        rules="ufs",
        from_on=DAY,
        to_on=DAY + timedelta(days=365),
        amount=100,
        credit_da=word(),
        credit_en=word(),
    )
    models.WorkPackage.objects.create(grant=grant, number="1", name=word())
    models.Due.objects.create(grant=grant, kind="half-yearly", from_on=DAY, to_on=DAY, due_on=DAY)
    return grant


def _activity(day: date, **more: object) -> models.Activity:
    at = AT + (day - DAY)
    said = {"title": word(), "place": word(), "note": word(), **more}
    return models.Activity.objects.create(kind="event", from_at=at, to_at=at + timedelta(hours=2), on=day, **said)


def _rows(grant: models.Grant, day: date, firm: object, person_id: int | None) -> None:
    package = models.WorkPackage.objects.system_rows("a sample is looked up").get(grant=grant)
    activity = _activity(day)
    models.Funding.objects.create(activity=activity, grant=grant, work_package=package)
    stands = {"organisation": firm, "on": day, "group_id": firm.pk, "activity": activity}
    paid = {**stands, "grant": grant, "work_package": package}
    book(
        ANYONE,
        [models.Participation(**stands, person_id=person_id, capacity="participant", evidence="check-in", evidence_at=word())],
    )
    book(ANYONE, [models.Hours(**paid, person_id=person_id, source="sheet", hours=2, note=word())])
    said = {"group": word(), "text": word(), "lines": [["2026-01-01", "1", "EUR", word(), word()]]}
    declared = models.Declaration.objects.create(
        organisation=firm, asked_at=AT, until_on=day, signed_at=AT, signed_by_id=person_id, **said
    )
    models.Declaration.objects.create(organisation=firm, asked_at=AT, until_on=date(2100, 1, 1))
    [aid] = book(
        ANYONE,
        [
            models.Aid(
                **paid, step="promised", basis="de-minimis", what=word(), giver=word(), amount=1, euro=1, declaration=declared
            )
        ],
    )
    book(ANYONE, [models.Cost(**paid, cost="external", amount=1, what=word(), document=word())])
    book(ANYONE, [models.Result(**stands, grant=grant, result="product", source=word(), text=word())])
    models.SizeTest.objects.create(
        organisation=firm,
        on=day,
        given=_given(),
        size="small",
        steps=_reasons(),
        signed_by_id=person_id,
        signed_at=AT,
        made_at=AT,
    )
    facts = _letter()
    models.Letter.objects.create(
        organisation=firm,
        aid=aid,
        kind="promise",
        language="da",
        facts=facts,
        hash=hashlib.sha256(draw(facts)).hexdigest(),
        made_at=AT,
    )


def _given() -> dict[str, object]:
    """A self-test with an enterprise that is tied."""
    tied = {"name": word(), "owns": True, "share": "30", "control": False, "investor": "venture", "invested": "", "budget": ""}
    years = {"2025": ["12", "1000", "2000"]}
    return {
        "name": word(),
        "currency": "DKK",
        "before": "",
        "years": years,
        "tied": [{**tied, "inhabitants": "", "under": 0, "years": years}],
    }


def _reasons() -> dict[str, object]:
    step = ["%(name)s itself: %(staff)s.", {"name": word(), "staff": ["number", "12"]}]
    value = ["sme.small.staff", "50", "staff", "2005-01-01", None, word(), False]
    return {"steps": [step], "doubts": [step], "values": [value]}


def _letter() -> dict[str, object]:
    return {
        "layout": 1,
        "language": "da",
        "made_on": "2026-03-02",
        "sender": word(),
        "receiver": [word()],
        "day": word(),
        "title": word(),
        "lead": [word()],
        "facts": [[word(), word()]],
        "parts": [{"title": word(), "texts": [word()]}],
        "greeting": word(),
        "footer": word(),
    }
