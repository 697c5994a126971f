"""Budget against cost and hours of a project, by part and partner: hours and other cost in one budget.

Those who work with money and the auditor read it all. The team reads the totals of the budget, and what its own organisation may
spend and has spent: sums, as an hour's row belongs to a person.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.access.verbs import may
from klynge.access.viewer import Viewer
from klynge.ledger.models import Cost, Hours
from klynge.ledger.queries.law import rates
from klynge.ledger.queries.standing import kept_ids
from klynge.projects.amounts import into
from klynge.projects.models import Budget, Part, Partner, Project
from klynge.projects.queries.project import names_of, opened

_OURS = "a partner's staff reads its own organisation's sums; the rows belong to persons and managers"
_TOTAL = "a partner's staff reads the totals of the budget and not the lines of others"
WAGE = "wage"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of cost of a partner in a part, in the project's currency. `worked` is what its hours are worth. `part` "" and
    `part_id` None: rows that name no part of the project."""

    part_id: int | None
    part: str
    organisation_id: int
    cost: str
    budget: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    worked: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)

    @property
    def spent(self) -> Decimal:
        return self.paid + self.worked

    @property
    def left(self) -> Decimal:
        return self.budget - self.spent


@dataclass(frozen=True, slots=True)
class Accounts:
    """`lines` as far as the viewer may read them, by part, partner and kind of cost. `budget`: of the whole project. `whole`: the
    lines are those of all partners. `unknown`: rows in a currency without a rate, which no sum holds. `parts`: (id, number, name)."""

    currency: str
    lines: tuple[Line, ...]
    budget: Decimal
    whole: bool
    unknown: int
    parts: tuple[tuple[int, str, str], ...]
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def spent(self) -> Decimal:
        return sum((line.spent for line in self.lines), Decimal(0))

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.lines), Decimal(0))


def accounts(viewer: Viewer, project_id: int) -> Accounts:
    """Twelve queries at most. Raises Refused for whoever may not look into the project."""
    project = opened(viewer, project_id)
    whole, known, kept = may(viewer, "export", project), rates(), kept_ids()
    parts = list(Part.objects.visible_to(viewer).filter(project=project))
    numbers, ids = {one.pk: one.number for one in parts}, {one.number: one.pk for one in parts}
    partners = dict(Partner.objects.visible_to(viewer).filter(project=project).values_list("pk", "organisation_id"))
    sums: defaultdict[tuple[str, int, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    unknown = 0

    def add(part: str, organisation: int, cost: str, what: str, amount: Decimal, currency: str, on: date) -> int:
        found = into(known, amount, currency, on, project.currency)
        sums[part if part in ids else "", kept.get(organisation, organisation), cost][what] += found or Decimal(0)
        return int(found is None)

    lines = Budget.objects.visible_to(viewer).filter(part_id__in=numbers)
    for row in lines:
        organisation = partners.get(row.partner_id)
        if organisation is not None:
            unknown += add(numbers[row.part_id], organisation, row.cost, "budget", row.amount, row.currency, row.on)
    for row in spent_rows(viewer, Cost, project, whole=whole):
        unknown += add(row.part, row.organisation_id, row.cost, "paid", row.amount, row.currency, row.on)
    for row in spent_rows(viewer, Hours, project, whole=whole):
        unknown += add(row.part, row.organisation_id, WAGE, "worked", row.amount, row.currency, row.on)
        sums[row.part if row.part in ids else "", kept.get(row.organisation_id, row.organisation_id), WAGE]["hours"] += row.hours
    shown = {organisation for _, organisation, _ in sums}
    return Accounts(
        currency=project.currency,
        lines=tuple(Line(ids.get(key[0]), *key, **said) for key, said in _in_order(sums, parts)),
        budget=_total(project, known),
        whole=whole,
        unknown=unknown,
        parts=tuple((one.pk, one.number, one.name) for one in parts),
        names={pk: name for pk, (name, _) in names_of(viewer, shown).items()},
    )


def spent_rows(viewer: Viewer, kind: Any, project: Project, *, whole: bool) -> Any:
    """Live rows of cost or hours on the project's activity: those open to the viewer, or for its team their organisations'."""
    if whole:
        return kind.objects.visible_to(viewer).filter(activity_id=project.activity_id, live=True)
    ours = Partner.objects.visible_to(viewer).filter(project=project, organisation_id__in=sorted(viewer.organisations))
    firms = list(ours.values_list("organisation_id", flat=True))
    return kind.objects.system_rows(_OURS).filter(activity_id=project.activity_id, live=True, organisation_id__in=firms)


def _in_order(
    sums: Mapping[tuple[str, int, str], dict[str, Decimal]], parts: list[Part]
) -> Iterator[tuple[tuple[str, int, str], dict[str, Decimal]]]:
    place = {one.number: n for n, one in enumerate(parts)}
    kinds = {kind: n for n, (kind, _) in enumerate(Cost.KINDS)}
    for key in sorted(sums, key=lambda key: (place.get(key[0], len(place)), key[1], kinds[key[2]])):
        yield key, dict(sums[key])


def _total(project: Project, known: Any) -> Decimal:
    parts = Part.objects.system_rows(_TOTAL).filter(project=project).values("pk")
    found = Decimal(0)
    for amount, currency, on in (
        Budget.objects.system_rows(_TOTAL).filter(part_id__in=parts).order_by("pk").values_list("amount", "currency", "on")
    ):
        found += into(known, amount, currency, on, project.currency) or Decimal(0)
    return found
