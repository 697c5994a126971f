"""State aid: promised before, settled after, never above the ceiling.

A promise is checked and booked while nobody else can promise anything: of many at the same moment each sees those before it.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.aid.deminimis import TooMuch
from klynge.core.errors import Conflict, Wrong
from klynge.core.money import Money
from klynge.ledger.actions.aid_rows import LOCK, aid_row, house, open_month
from klynge.ledger.actions.book import book, withdraw
from klynge.ledger.models import Activity, Aid, Declaration, Grant, WorkPackage
from klynge.ledger.queries.aid import DE_MINIMIS, check, scope_of
from klynge.ledger.queries.law import law


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
        house(by)
        hold(LOCK)
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
        open_month(by, grant.pk, on)
        row = aid_row(by, organisation_id, money, on, what, basis)
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
        house(by)
        hold(LOCK)
        promise = _open_promise(by, aid_id)
        open_month(by, promise.grant_id, promise.on)  # what is said of a promise is booked on its own day
        row = aid_row(by, promise.organisation_id, money, promise.on, promise.what, promise.basis)
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
        house(by)
        hold(LOCK)
        promise = _open_promise(by, aid_id)
        open_month(by, promise.grant_id, promise.on)  # what is said of a promise is booked on its own day
        booked = withdraw(by, promise, reason=reason)
        record(by=by, verb="give up aid", what=booked, organisation=booked.organisation_id)
    return booked


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
