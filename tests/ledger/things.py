"""A grant, an activity and who took part, for the ledger's tests."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from klynge.access.viewer import Role
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.activities import Plan, fund_activity, plan_activity
from klynge.ledger.actions.grants import Terms, add_work_package, open_grant
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
