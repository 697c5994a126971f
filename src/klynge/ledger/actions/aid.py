"""State aid: promised before, settled after, never above the ceiling; and what firms declare of aid from others.

A promise is checked and booked while nobody else can promise anything: of many at the same moment each sees those before it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.aid.deminimis import TooMuch
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.money import Money
from klynge.ledger.actions.book import book, withdraw
from klynge.ledger.models import Activity, Aid, Declaration, Grant, WorkPackage
from klynge.ledger.queries.aid import DE_MINIMIS, check, scope_of
from klynge.ledger.queries.law import law, rates
from klynge.register.models import Organisation

BASES = (DE_MINIMIS, "gber27", "gber28")
_LOCK = "ledger aid"


@dataclass(frozen=True, slots=True)
class Declared:
    """A line of a declaration: aid from somebody else, with the day on which the right to it arose."""

    on: date
    money: Money
    giver: str
    what: str = ""


def promise_aid(
    *,
    by: Viewer,
    organisation_id: int,
    money: Money,
    on: date,
    what: str,
    grant_id: int,
    work_package_id: int | None = None,
    activity_id: int | None = None,
    basis: str = DE_MINIMIS,
) -> Aid:
    """The expected amount, before it is given; the right arises on `on`. De minimis aid needs a declaration that is not too old, and
    room. Raises Wrong with the reason and, when there is no room, the first day on which there is."""
    with transaction.atomic():
        _house(by)
        hold(_LOCK)
        grant: Grant = the(Grant, by, pk=grant_id)
        package = the(WorkPackage, by, pk=work_package_id, grant_id=grant_id) if work_package_id is not None else None
        activity = the(Activity, by, pk=activity_id) if activity_id is not None else None
        if not grant.from_on <= on <= grant.to_on:
            raise Wrong(
                "%(day)s is outside the period of %(grant)s, which is %(first)s to %(last)s.",
                where="on",
                day=on,
                grant=grant.name,
                first=grant.from_on,
                last=grant.to_on,
            )
        row = _row(by, organisation_id, money, on, what, basis)
        if basis == DE_MINIMIS:
            row.declaration = _declaration(by, organisation_id, on)
            _fits(organisation_id, row.euro, on)
        row.grant, row.work_package, row.activity, row.step = grant, package, activity, "promised"
        [booked] = book(by, [row])
        record(by=by, verb="promise aid", what=booked, organisation=organisation_id, euro=str(booked.euro))
    return booked


def settle_aid(*, by: Viewer, aid_id: int, money: Money) -> Aid:
    """The actual amount, in the place of what was expected. What is more than was promised must fit as well. Raises Conflict when it
    was settled already."""
    with transaction.atomic():
        _house(by)
        hold(_LOCK)
        promise = _open_promise(by, aid_id)
        row = _row(by, promise.organisation_id, money, promise.on, promise.what, promise.basis)
        if row.basis == DE_MINIMIS and row.euro > promise.euro:
            _fits(promise.organisation_id, row.euro - promise.euro, promise.on)
        row.grant_id, row.work_package_id, row.activity_id = promise.grant_id, promise.work_package_id, promise.activity_id
        row.declaration_id, row.promise, row.step = promise.declaration_id, promise, "actual"
        [booked] = book(by, [row])
        record(by=by, verb="settle aid", what=booked, organisation=booked.organisation_id, euro=str(booked.euro))
    return booked


def give_up_aid(*, by: Viewer, aid_id: int, reason: str) -> Aid:
    """What was promised is not given after all: its room comes back at once."""
    with transaction.atomic():
        _house(by)
        hold(_LOCK)
        booked = withdraw(by, _open_promise(by, aid_id), reason=reason)
        record(by=by, verb="give up aid", what=booked, organisation=booked.organisation_id)
    return booked


def declare_aid(*, by: Viewer, declaration_id: int, lines: Sequence[Declared], group: str = "") -> Declaration:
    """The firm's own declaration, signed by whoever looks after it. Its lines take the place of those of the one before. That it may
    lie above the ceiling is no fault of the form: it is taken down as it is said, and nothing more can be promised."""
    with transaction.atomic():
        hold(_LOCK)
        row: Declaration = the(Declaration, by, verb="change", pk=declaration_id)
        if by.person_id is None or row.organisation_id not in by.managed:
            raise Refused("A declaration is signed by somebody who looks after the firm.")
        if row.signed_at is not None:
            raise Conflict("This declaration was signed already. Ask the secretariat for a new one.")
        now = timezone.now()
        said = [_line(number, line, timezone.localtime(now).date()) for number, line in enumerate(lines, 1)]
        row.lines = [[line.on.isoformat(), str(line.money.amount), line.money.currency, line.giver, line.what] for line in said]
        row.group, row.signed_at, row.signed_by_id = group.strip()[:1000], now, by.person_id
        row.hash = hashlib.sha256(
            json.dumps([row.organisation_id, row.lines, row.group, now.isoformat(), by.person_id], ensure_ascii=False).encode()
        ).hexdigest()
        row.save()
        _replace_declared(by, row, said)
        record(by=by, verb="declare aid", what=row, organisation=row.organisation_id, lines=len(said))
    return row


def _replace_declared(by: Viewer, row: Declaration, lines: Sequence[Declared]) -> None:
    why = "a newer declaration takes the place of the older one"
    for old in Aid.objects.system_rows(why).filter(organisation_id=row.organisation_id, step="declared", live=True):
        withdraw(by, old, reason="A newer declaration was signed.")
    rows = []
    for line in lines:
        aid = _row(by, row.organisation_id, line.money, line.on, line.what or line.giver, DE_MINIMIS)
        aid.ours, aid.giver, aid.declaration, aid.step = False, line.giver, row, "declared"
        rows.append(aid)
    book(by, rows)


def _line(number: int, line: Declared, today: date) -> Declared:
    where = f"line {number}"
    if not line.giver.strip():
        raise Wrong("Say who gave the aid of %(day)s.", where=where, day=line.on)
    if line.on > today:
        raise Wrong("%(day)s has not come yet. Only aid that was granted is declared.", where=where, day=line.on)
    return Declared(line.on, line.money, line.giver.strip()[:200], line.what.strip()[:200])


def _row(by: Viewer, organisation_id: int, money: Money, on: date, what: str, basis: str) -> Aid:
    """A row with its amount in euro and the organisation as it was on the day, not booked yet."""
    firm: Organisation = the(Organisation, by, pk=organisation_id)
    if basis not in BASES:
        raise Wrong("“%(basis)s” is no basis of aid. There are: %(bases)s.", where="basis", basis=basis, bases=", ".join(BASES))
    if not what.strip():
        raise Wrong("Say in a few words what the aid is for.", where="what")
    if not money.amount.is_finite() or not 0 < money.amount < Decimal(10) ** 11:
        raise Wrong("Write the amount of the aid as a number above zero.", where="amount")
    if firm.founded_on and on < firm.founded_on:
        raise Wrong("%(name)s was founded on %(day)s, after the day of the aid.", where="on", name=firm.name, day=firm.founded_on)
    euro = rates().euro(money, on).amount
    return Aid(
        organisation=firm, on=on, group_id=firm.pk, basis=basis, what=what.strip()[:200], amount=money.amount,
        currency=money.currency, euro=euro,
    )  # fmt: skip


def _fits(organisation_id: int, euro: Decimal, on: date) -> None:
    answer = check(scope_of(organisation_id), euro, on)
    if not isinstance(answer, TooMuch):
        return
    facts = {"euro": Money(euro, "EUR"), "room": Money(answer.room, "EUR"), "day": on}
    if answer.back_on is None:
        raise Wrong(
            "%(euro)s is more than may be promised on %(day)s: there is room for %(room)s. It fits on no day that the law known here "
            "covers.",
            where="amount",
            **facts,
        )
    raise Wrong(
        "%(euro)s is more than may be promised on %(day)s: there is room for %(room)s. It fits from %(back)s on.",
        where="amount",
        back=answer.back_on,
        **facts,
    )


def _declaration(by: Viewer, organisation_id: int, on: date) -> Declaration:
    days = int(law().at("de_minimis.declaration.days", on).amount)
    rows = Declaration.objects.visible_to(by).filter(organisation_id=organisation_id, signed_at__isnull=False)
    last: Declaration | None = rows.order_by("-signed_at").first()
    if last is None or last.signed_at is None or timezone.localtime(last.signed_at).date() < on - timedelta(days=days):
        raise Wrong(
            "There is no declaration of the firm about aid from others that is newer than %(days)d days. Ask for one first.",
            where="organisation",
            days=days,
        )
    return last


def _open_promise(by: Viewer, aid_id: int) -> Aid:
    row: Aid = the(Aid, by, verb="change", pk=aid_id)
    settled = Aid.objects.system_rows("whether a promise was settled").filter(promise_id=row.pk, live=True)
    if row.step != "promised" or not row.live or settled.exists():
        raise Conflict("This promise was settled, corrected or given up in the meantime.")
    return row


def _house(by: Viewer) -> None:
    if not (by.secretariat or Role.FINANCE in by.roles):
        raise Refused("There is no such thing here, or it is not open to you.")
