"""Cost and results of a project, booked in the ledger on its activity."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.actions.book import book, withdraw
from klynge.ledger.models import Booked, Cost, Funding, Grant, Result
from klynge.ledger.queries.standing import standings
from klynge.projects.actions.checks import amount as checked_amount
from klynge.projects.actions.checks import not_to_come, open_month, text, within
from klynge.projects.actions.plan import KINDS
from klynge.projects.models import Part, Partner, Project
from klynge.projects.models.project import CLOSED, RUNNING
from klynge.register.actions.lock import locked

RESULTS = tuple(result for result, _ in Result.RESULTS)
IN_MONEY = ("turnover", "export")
BOOKED: dict[str, type[Booked]] = {"cost": Cost, "result": Result}
_WHY = "the same cost is recorded once, whoever may read the row"


def record_cost(
    *,
    by: Viewer,
    partner_id: int,
    part_id: int,
    cost: str,
    on: date,
    amount: Decimal,
    currency: str,
    what: str,
    document: str = "",
    grant_id: int | None = None,
) -> Cost:
    """A cost of an economic partner in a part, paid by a grant (the only one, unless named). Refused outside the days of project,
    partner or grant, in a closed month, or in a currency that cannot be reckoned."""
    with transaction.atomic():
        project, partner = _held(by, partner_id)
        part: Any = the(Part, by, pk=part_id, project_id=project.pk)
        _runs(project)
        if not partner.economic:
            raise Wrong("This partner is no economic partner: it has no cost in the accounts.", where="partner")
        if cost not in KINDS:
            raise Wrong("“%(cost)s” is no kind of cost. Choose one from the list.", where="cost", cost=cost[:20])
        _then(project, partner, on)
        money = checked_amount(amount, currency, on, project.currency)
        funding = _funding(by, project, grant_id, on)
        stood = asdict(standings([(partner.organisation_id, on)])[partner.organisation_id, on])
        row = Cost(
            **stood,
            on=on,
            grant_id=funding.grant_id,
            work_package_id=funding.work_package_id,
            activity_id=project.activity_id,
            cost=cost,
            amount=money.amount,
            currency=money.currency,
            part=part.number,
            document=text(document, "document", 200),
            what=text(what, "what", 200, gettext_noop("Write what was paid for.")),
        )
        _once(row)
        [booked] = book(by, [row])
        record(by=by, verb="record cost", what=booked, project=project.pk, part=part.number)
    return booked


def record_result(
    *,
    by: Viewer,
    partner_id: int,
    result: str,
    on: date,
    said: str,
    amount: Decimal | None = None,
    currency: str = "",
    grant_id: int | None = None,
) -> Result:
    """What came of the project at one of its partners. More turnover and export have an amount and a currency, new jobs a number;
    results may come after the project's end."""
    with transaction.atomic():
        project, partner = _held(by, partner_id)
        _runs(project)
        if result not in RESULTS:
            raise Wrong("“%(result)s” is no kind of result. Choose one from the list.", where="result", result=result[:20])
        not_to_come(on, "on")
        if on < partner.from_on:
            raise Wrong("The partner was not in the project yet on that day.", where="on")
        unit, measure = _measured(project, result, amount, currency, on)
        funding = _paid(by, project, grant_id)
        if funding is not None:
            open_month(funding.grant_id, on, "on")
        stood = asdict(standings([(partner.organisation_id, on)])[partner.organisation_id, on])
        row = Result(
            **stood,
            on=on,
            activity_id=project.activity_id,
            grant_id=funding.grant_id if funding else None,
            result=result,
            amount=measure,
            unit=unit,
            source=f"project:{project.pk}",
            text=text(said, "text", 1000, gettext_noop("Say in a line what is new.")),
        )
        _once(row)
        [booked] = book(by, [row])
        record(by=by, verb="record result", what=booked, project=project.pk, result=result)
    return booked


def take_back(*, by: Viewer, project_id: int, kind: str, row_id: int, reason: str) -> Booked:
    """A cost or result that was wrong counts no more; it stays in the ledger with the reason."""
    with transaction.atomic():
        project: Any = locked(the(Project, by, verb="change", pk=project_id))
        if kind not in BOOKED:
            raise Wrong("Only cost and results are taken back here.")
        row: Any = the(BOOKED[kind], by, verb="change", pk=row_id, activity_id=project.activity_id)
        if row.grant_id is not None:
            open_month(row.grant_id, row.on, "on")
        gone = withdraw(by, row, reason=text(reason, "reason", 300))
        record(by=by, verb=f"take back {kind}", what=gone, project=project.pk)
    return gone  # type: ignore[no-any-return]


def _held(by: Viewer, partner_id: int) -> tuple[Any, Any]:
    partner: Any = the(Partner, by, verb="change", pk=partner_id)
    return locked(the(Project, by, verb="change", pk=partner.project_id)), partner


def _runs(project: Project) -> None:
    if project.stage not in (RUNNING, CLOSED):
        raise Wrong("Only a project that runs, or has run, has cost and results. Let it run first.")


def _then(project: Project, partner: Partner, on: date) -> None:
    """The day lies within the project's and the partner's time, and is no day to come."""
    within(on, project.from_on, project.to_on, "on")
    not_to_come(on, "on")
    if on < partner.from_on or (partner.to_on is not None and on > partner.to_on):
        raise Wrong("The partner was not in the project on that day.", where="on")


def _paid(by: Viewer, project: Project, grant_id: int | None) -> Funding | None:
    found = list(Funding.objects.visible_to(by).filter(activity_id=project.activity_id))
    if grant_id is not None:
        found = [one for one in found if one.grant_id == grant_id]
        if not found:
            raise Wrong("This grant does not pay for the project. Choose one that does.", where="grant")
    if len(found) > 1:
        raise Wrong("Several grants pay for this project. Say which one pays for this.", where="grant")
    return found[0] if found else None


def _funding(by: Viewer, project: Project, grant_id: int | None, on: date) -> Funding:
    funding = _paid(by, project, grant_id)
    if funding is None:
        raise Wrong("No grant pays for this project yet. Choose its work package first.", where="grant")
    grant: Grant = the(Grant, by, pk=funding.grant_id)
    if not grant.from_on <= on <= grant.to_on:
        raise Wrong(
            "%(day)s is not within the time of “%(grant)s”, %(first)s to %(last)s.",
            where="on",
            day=on.isoformat(),
            grant=grant.name,
            first=grant.from_on.isoformat(),
            last=grant.to_on.isoformat(),
        )
    open_month(grant.pk, on, "on")
    return funding


def _measured(project: Project, result: str, amount: Decimal | None, currency: str, on: date) -> tuple[str, Decimal | None]:
    """Unit and amount of a result."""
    if result in IN_MONEY:
        if amount is None:
            raise Wrong("Write how much more, in money.", where="amount")
        money = checked_amount(amount, currency or project.currency, on, project.currency)
        return money.currency, money.amount
    if result == "jobs":
        if amount is None or not amount.is_finite() or not 0 < amount < 100_000 or amount != round(amount, 2):
            raise Wrong("Write how many jobs, as a number above zero.", where="amount")
        return "jobs", amount
    if amount is not None:
        raise Wrong("A result of this kind has no amount. Leave it empty.", where="amount")
    return "", None


def _once(row: Any) -> None:
    """A double click, or the same document entered by two people, is one row."""
    same = {name: getattr(row, name) for name in ("organisation_id", "activity_id", "on", "amount", *_SAID[type(row)])}
    if type(row).objects.system_rows(_WHY).filter(live=True, **same).exists():
        raise Conflict("This is recorded already: the same partner, day, amount and text.")


_SAID = {Cost: ("cost", "part", "currency", "what", "document"), Result: ("result", "text")}
