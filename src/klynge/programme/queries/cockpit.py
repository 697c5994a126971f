"""The cockpit of a grant: its figures over time, its next report, its co-financing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.count import count
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Grant
from klynge.programme.queries.accounts import Accounts, accounts
from klynge.programme.queries.calendar import DueLine, dues
from klynge.programme.queries.figures import FigureCard, Figures, figures
from klynge.programme.queries.missing import months
from klynge.programme.queries.near_ceiling import Near, near_ceiling

MOST = 12  # points on a line


@dataclass(frozen=True, slots=True)
class Course:
    """A figure as it grew: at the end of each stretch of the period what it had come to, None for what lies ahead; `plan` is the target
    reached at an even pace, None without a target."""

    card: FigureCard
    ends: tuple[date, ...]
    actual: tuple[float | None, ...]
    plan: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Cockpit:
    """`grants` are those to choose from: (id, name)."""

    grants: tuple[tuple[int, str], ...]
    figures: Figures
    courses: tuple[Course, ...]
    dues: tuple[DueLine, ...]
    money: Accounts
    near: tuple[Near, ...]


def grants_to_choose(viewer: Viewer, today: date) -> list[tuple[int, str]]:
    """Those that run or ran last first."""
    rows = Grant.objects.visible_to(viewer).order_by("-to_on", "pk").values_list("pk", "name", "from_on")
    told = [(pk, name, first > today) for pk, name, first in rows]
    return [(pk, name) for pk, name, _ in sorted(told, key=lambda one: one[2])]


def cockpit(viewer: Viewer, grants: Sequence[tuple[int, str]], grant_id: int, period: Period, today: date) -> Cockpit:
    """Raises Refused. The same number of queries for any number of rows, indicators and reports."""
    found = figures(viewer, grant_id, period, whole=False)
    ends = stretches(found.seen)
    courses = tuple(_course(card, found, ends, today) for card in found.cards)
    money = accounts(viewer, the(Grant, viewer, pk=grant_id), found.seen)
    owed = tuple(dues(viewer, today, grant_id=grant_id))
    return Cockpit(tuple(grants), found, courses, owed, money, tuple(near_ceiling(viewer, today)))


def stretches(period: Period) -> tuple[date, ...]:
    """The last days of months, or of so many months that there are at most twelve."""
    firsts = months(period)
    step = -(-len(firsts) // MOST)
    ends = [min(one - timedelta(days=1), period.to_on) for one in firsts[step::step]]
    return (*ends, period.to_on)


def _course(card: FigureCard, found: Figures, ends: Sequence[date], today: date) -> Course:
    figure = next(one for one in found.evidence.figures if one.definition.key == card.key)
    wanted = set(figure.counted.considered)
    rows = [row for row in found.evidence.rows if row.id in wanted]
    begun = [end for place, end in enumerate(ends) if place == 0 or ends[place - 1] < today]
    actual = [float(count(card.definition.rule, rows, Period(found.seen.from_on, end)).value) for end in begun]
    whole = (found.period.to_on - found.period.from_on).days + 1
    paces = [Decimal((end - found.period.from_on).days + 1) / whole for end in ends]
    plan = [None if card.target is None else float(card.target * pace) for pace in paces]
    return Course(card, tuple(ends), (*actual, *[None] * (len(ends) - len(begun))), tuple(plan))
