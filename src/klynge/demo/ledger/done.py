"""What was done, and who took part: some sixty activities with nine hundred participations."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files
from random import Random

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.demo.ledger.grants import Paying
from klynge.ledger.actions.activities import Plan, fund_activity, plan_activity
from klynge.ledger.actions.take_part import correct_participation, of_row, take_part, withdraw_participation
from klynge.ledger.models import Activity, Participation
from klynge.ledger.queries.taking import Taken

KINDS = ("event", "course", "group", "visit", "advice", "introduction")
_HOW_MANY = {
    "event": (24, 35),
    "course": (15, 21),
    "group": (11, 15),
    "visit": (13, 18),
    "advice": (1, 1),
    "introduction": (2, 4),
}
_HOURS = {"event": 5, "course": 6, "group": 3, "visit": 4, "advice": 2, "introduction": 1}
_PACKAGE = {  # which work package of each grant pays for a kind
    "fund": {"event": "1", "course": "1", "group": "1", "visit": "1", "advice": "2", "introduction": "2"},
    "agency": {"event": "A", "course": "A", "group": "B", "visit": "B", "advice": "B", "introduction": "B"},
}
_PRICE = {"course": Decimal(1_450)}


@dataclass(frozen=True, slots=True)
class Worker:
    person_id: int
    organisation_id: int
    since: date


@dataclass(frozen=True, slots=True)
class Done:
    """An activity with who took part."""

    activity: Activity
    pays: str
    rows: Sequence[Participation]


def live_activities(
    by: Viewer,
    grants: Mapping[str, Paying],
    workers: Sequence[Worker],
    guests: Sequence[int],
    first: date,
    today: date,
    throw: Random,
) -> list[Done]:
    """In the order of time. `guests` are organisations that are no members; of each somebody comes now and then."""
    told = tomllib.loads(files("klynge.demo.ledger").joinpath("activities.toml").read_text(encoding="utf-8"))
    lines = [(kind, place / len(told[kind]), *line) for kind in KINDS for place, line in enumerate(told[kind])]
    lines.sort(key=lambda line: (line[1] + 0.5 / len(told[line[0]]), line[0]))
    days = (today - first).days - 3
    found = []
    for place, (kind, _, title, where, pays) in enumerate(lines):
        day = _workday(first + timedelta(days=2 + place * days // len(lines)))
        activity = _planned(by, grants, kind, title, where, pays, day)
        found.append(
            Done(activity, pays, take_part(by=by, activity_id=activity.pk, taken=_taken(activity, workers, guests, throw)))
        )
    for weeks, (title, where, pays) in zip((5, 9), told["planned"], strict=True):
        kind = "course" if title.startswith("Kursus") else "event"
        _planned(by, grants, kind, title, where, pays, _workday(today + timedelta(weeks=weeks)))
    return found


def correct_some(by: Viewer, done: Sequence[Done]) -> None:
    """What was found later: somebody left early, one firm had dedicated itself, somebody was not there."""
    early, dedicated, absent = [one.rows[0] for one in done if one.activity.kind == "group"][:3]
    end = early.to_at - timedelta(hours=1) if early.to_at else None
    why = "Gik en time før, ifølge underskriftslisten."
    correct_participation(by=by, participation_id=early.pk, reason=why, taken=replace(of_row(early), to_at=end))
    signed = replace(of_row(dedicated), capacity="dedicated", evidence="document", evidence_at="Hensigtserklæring")
    why = "Virksomheden har skrevet under på at deltage fast."
    correct_participation(by=by, participation_id=dedicated.pk, reason=why, taken=signed)
    withdraw_participation(by=by, participation_id=absent.pk, reason="Var tilmeldt, men kom ikke.")


def _planned(by: Viewer, grants: Mapping[str, Paying], kind: str, title: str, where: str, pays: str, day: date) -> Activity:
    begins = timezone.make_aware(datetime.combine(day, time(9 if kind in ("event", "course") else 13)))
    ends = begins + timedelta(hours=_HOURS[kind])
    plan = Plan(kind=kind, title=title, from_at=begins, to_at=ends, place=where, price=_PRICE.get(kind, Decimal(0)))
    activity = plan_activity(by=by, plan=plan, label=Label.GREEN)
    for payer in ("fund", "agency") if pays == "both" else (pays,):
        grant = grants[payer]
        fund_activity(by=by, activity_id=activity.pk, work_package_id=grant.packages[_PACKAGE[payer][kind]])
    return activity


def _taken(activity: Activity, workers: Sequence[Worker], guests: Sequence[int], throw: Random) -> list[Taken]:
    least, most = _HOW_MANY[activity.kind]
    able = [one for one in workers if one.since <= activity.on]
    some = throw.sample(able, throw.randint(least, most))
    found = [
        Taken(
            organisation_id=one.organisation_id,
            person_id=one.person_id,
            capacity=_capacity(activity.kind, throw),
            from_at=activity.from_at,
            to_at=activity.to_at,
            evidence=throw.choice(("signed list", "signed list", "check-in", "signed link")),
        )
        for one in some
    ]
    if activity.kind in ("event", "visit"):
        found += [Taken(guest, evidence="signed list") for guest in throw.sample(guests, 2)]  # only the firm is known
    return found


def _capacity(kind: str, throw: Random) -> str:
    if kind == "advice":
        return "recipient"
    return "dedicated" if throw.random() < 0.12 else "participant"


def _workday(day: date) -> date:
    """Weekends are moved to the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))
