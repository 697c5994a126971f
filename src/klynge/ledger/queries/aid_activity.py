"""Whether what an activity is worth may be promised to all who take part in it: asked at once, before anything is promised."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.aid.deminimis import Allowed, TooMuch
from klynge.core.aid.window import Award
from klynge.core.errors import Refused, Wrong
from klynge.core.law import Value
from klynge.core.money import Money
from klynge.ledger.models import Activity, Aid, Funding, Grant, Participation, WorkPackage
from klynge.ledger.queries.aid import check, room, works_with_money, world_of
from klynge.ledger.queries.declarations import GOOD, standings_of
from klynge.ledger.queries.law import law, rates
from klynge.register.models import Organisation

_RECEIVES = ("participant", "dedicated", "recipient")  # an economic partner carries cost of its own
_ALREADY = "what was promised for an activity is not promised twice, whoever may see it"


@dataclass(frozen=True, slots=True)
class Asked:
    """An activity, what it is worth to each who takes part, and what pays for it: (“grant:work package”, name). `on`: its day; before
    that day comes the right arises with the promise, so then it is today."""

    id: int
    title: str
    on: date
    each: Money
    payers: tuple[tuple[str, str], ...]
    heads: Mapping[int, int]  # firm -> people

    def with_expected(self, firms: Iterable[int]) -> "Asked":
        """Those who are to come as well, one for each time that they are named; whoever is recorded is not counted again."""
        return replace(self, heads={**Counter(firms), **self.heads})


@dataclass(frozen=True, slots=True)
class FirmCheck:
    """Of one firm: what it would get, the room that it has, and the answer. `answer` None: there was no question, as aid for this
    activity is promised already (`promised`), or its declaration is missing or too old (`undeclared`)."""

    organisation_id: int
    name: str
    kind: str
    heads: int
    money: Money
    euro: Decimal
    room: Decimal
    answer: Allowed | TooMuch | None
    promised: bool = False
    undeclared: bool = False

    @property
    def fits(self) -> bool:
        return isinstance(self.answer, Allowed)


def asked_activity(viewer: Viewer, activity_id: int) -> Asked:
    """Raises Refused."""
    if not works_with_money(viewer):
        raise Refused("There is no such thing here, or it is not open to you.")
    row: Activity = the(Activity, viewer, pk=activity_id)
    people: dict[int, set[tuple[str, int]]] = {}
    rows = Participation.objects.visible_to(viewer).filter(activity=row, live=True, capacity__in=_RECEIVES)
    for pk, firm, person in rows.values_list("pk", "organisation_id", "person_id"):
        people.setdefault(firm, set()).add(("row", pk) if person is None else ("person", person))
    paid = Funding.objects.visible_to(viewer).filter(activity=row).values_list("grant_id", "work_package_id")
    grants = dict(Grant.objects.visible_to(viewer).filter(pk__in=[one for one, _ in paid]).values_list("pk", "name"))
    packages = WorkPackage.objects.visible_to(viewer).filter(pk__in=[one for _, one in paid]).values_list("pk", "number", "name")
    named = {pk: f"{number} {name}" for pk, number, name in packages}
    return Asked(
        row.pk,
        row.title,
        min(row.on, timezone.localdate()),
        Money(row.aid_each, row.currency),
        tuple((f"{grant}:{package}", f"{grants[grant]} · {named[package]}") for grant, package in paid if grant in grants),
        {firm: len(heads) for firm, heads in people.items()},
    )


def activity_check(viewer: Viewer, asked: Asked, each: Money, on: date) -> tuple[list[FirmCheck], tuple[Value, ...]]:
    """For each firm so much for each of its people, and the legal values that the answers rest on. What one firm of a group would
    get leaves less for the next, in the order of the list. As many queries for one firm as for many. Raises Wrong when a rate or a
    ceiling is not known."""
    known, rate = law(), rates()
    world, declared = world_of(asked.heads), standings_of(viewer, asked.heads, on)
    done = Aid.objects.system_rows(_ALREADY).filter(activity_id=asked.id, live=True, ours=True)
    promised = frozenset(done.values_list("organisation_id", flat=True))
    rows = Organisation.objects.visible_to(viewer).filter(pk__in=list(asked.heads)).order_by("name", "pk")
    found, more, used = [], list[Award](), dict[tuple[str, date], Value]()
    for firm, name, kind in rows.values_list("pk", "name", "kind"):
        money = Money(each.amount * asked.heads[firm], each.currency)
        euro, answer, scope = rate.euro(money, on).amount, None, world.scope(firm, more)
        now = room(scope, on, known)
        used |= {(value.name, value.from_on): value for value in now.values}
        undeclared = declared[firm].state != GOOD
        if firm not in promised and not undeclared:
            answer = check(scope, euro, on, known)
            used |= {(value.name, value.from_on): value for value in answer.values}
            if isinstance(answer, Allowed):
                more.append(Award(f"asked {firm}", world.kept[firm], on, euro, name))
        found.append(FirmCheck(firm, name, kind, asked.heads[firm], money, euro, now.room, answer, firm in promised, undeclared))
    return found, tuple(used.values())


def positive(each: Money) -> None:
    if not each.amount.is_finite() or each.amount <= 0:
        raise Wrong("Write what the activity is worth for one participant, as a number above zero.", where="each")
