"""A grant, an activity and who took part, for the ledger's tests."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from klynge.access.viewer import Role
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.activities import Plan, fund_activity, plan_activity
from klynge.ledger.actions.grants import Terms, add_work_package, open_grant
from klynge.ledger.actions.hours import record_hours
from klynge.ledger.actions.law import enter_value
from klynge.ledger.queries.sheet_rows import rows_of, said
from klynge.ledger.queries.spent import Spent
from klynge.ledger.queries.taking import Taken

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
WHY = "a test looks at the ledger"


def finance(cast):
    """Clara, when she holds the money right too."""
    return cast.clara.with_roles(Role.FINANCE)


def terms(**more):
    said = {"funder": "The Funder", "name": "Strong supply chains", "rules": "ufs", "amount": Decimal(1_000_000)}
    return Terms(**{**said, "from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31), **more})


def grant(cast, **more):
    """A grant with its first work package."""
    made = open_grant(by=finance(cast), terms=terms(**more))
    package = add_work_package(by=finance(cast), grant_id=made.pk, number="1", name="Matchmaking", budget=Decimal(400_000))
    return made, package


def plan(**more):
    said = {"kind": "event", "title": "Drone day", "from_at": AT, "to_at": AT + timedelta(hours=6)}
    return Plan(**{**said, **more})


def activity(cast, *packages, label=Label.STRICT, **more):
    made = plan_activity(by=cast.clara, plan=plan(**more), label=label)
    for package in packages:
        fund_activity(by=cast.clara, activity_id=made.pk, work_package_id=package.pk)
    return made


def anna(cast, **more):
    return Taken(cast.hawk.pk, cast.anna.person_id, **more)


def ben(cast, **more):
    return Taken(cast.kite.pk, cast.ben.person_id, **more)


def rows():
    return models.Participation.objects.system_rows(WHY).order_by("pk")


def live():
    return rows().filter(live=True)


def rate(cast, amount=250, name="hour.ufs", from_on=date(2026, 1, 1), unit="DKK/hour"):
    return enter_value(
        by=finance(cast), name=name, amount=Decimal(amount), unit=unit, from_on=from_on, source="An invented order"
    )


def copenhagen(day, clock):
    """copenhagen(DAY, "09:00"): a moment by the clocks of that day."""
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo("Europe/Copenhagen"))


def spent(package, day=DAY, hours=None, begins="", ends="", **more):
    """spent(package, hours=3), or with the clock: spent(package, begins="09:00", ends="12:00")."""
    clock = {name: copenhagen(day, at) for name, at in (("from_at", begins), ("to_at", ends)) if at}
    return Spent(package.pk, day, None if hours is None else Decimal(str(hours)), **clock, **more)


def annas(cast, *spent, by=None):
    return record_hours(by=by or cast.clara, person_id=cast.anna.person_id, organisation_id=cast.hawk.pk, spent=spent)


def hours(live=True):
    found = models.Hours.objects.system_rows(WHY).order_by("pk")
    return found.filter(live=True) if live else found


def sheets():
    return models.Sheet.objects.system_rows(WHY).order_by("pk")


def seen(sheet):
    """The hash of what a sheet says now."""
    key = (sheet.person_id, sheet.organisation_id, sheet.grant_id, sheet.month)
    return said(rows_of([key])[key])
