"""Activities: planned, changed, cancelled, and paid for by grants. Daily work of the secretariat."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.tlp import Label
from klynge.ledger.models import Activity, Funding, Grant, Participation, WorkPackage
from klynge.ledger.queries.locks import locked as month_locked
from klynge.ledger.words import CURRENCIES, KINDS
from klynge.register.actions.kinds import valid
from klynge.register.actions.lock import locked
from klynge.register.texts import tidy
from klynge.web.denmark import municipalities

_WHY = "what was recorded of an activity holds it where it is, whoever may see the rows"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an activity is. Aware times; `price` is what a participant pays, 0 is free; `aid_each` is
    what it is worth to each beyond that, which is state aid."""

    kind: str
    title: str
    from_at: datetime
    to_at: datetime
    place: str = ""
    municipality: str = ""
    price: Decimal = Decimal(0)
    aid_each: Decimal = Decimal(0)
    currency: str = "DKK"
    note: str = ""

    def checked(self) -> "Plan":
        said = replace(
            self,
            title=tidy(self.title, where="title"),
            place=tidy(self.place, where="place"),
            note=tidy(self.note, where="note", lines=True),
        )
        if said.kind not in KINDS:
            raise Wrong("“%(text)s” is no kind of activity.", where="kind", text=said.kind)
        if not said.title:
            raise Wrong("An activity needs a title.", where="title")
        if said.to_at < said.from_at:
            raise Wrong("It would end before it begins. Choose a later day.", where="to_at")
        if said.municipality and said.municipality not in municipalities():
            raise Wrong("There is no municipality “%(text)s”.", where="municipality", text=said.municipality)
        if said.price < 0:
            raise Wrong("A price is an amount from 0 up.", where="price")
        if said.aid_each < 0:
            raise Wrong("State aid is an amount from 0 up.", where="aid_each")
        if said.currency not in CURRENCIES:
            raise Wrong("“%(text)s” is no currency that is kept here.", where="currency", text=said.currency)
        return said


def plan_activity(*, by: Viewer, plan: Plan, label: Label = Label.GREEN) -> Activity:
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = Activity(**asdict(plan.checked()), on=timezone.localtime(plan.from_at).date(), label=_label(label))
        valid(row)
        row.save()
        record(by=by, verb="plan activity", what=row, on=row.on.isoformat())
    return row


def change_activity(*, by: Viewer, activity_id: int, plan: Plan, label: Label) -> Activity:
    """Raises Conflict when somebody is recorded on it and its day would be another, Wrong when a grant that pays for it does not
    reach the new day."""
    with transaction.atomic():
        row = open_activity(by, activity_id)
        said, on = plan.checked(), timezone.localtime(plan.from_at).date()
        if on != row.on:
            if Participation.objects.system_rows(_WHY).filter(activity=row, live=True).exists():
                raise Conflict(
                    "People are recorded on this activity, so its day stays. Withdraw their rows first, or plan a new activity.",
                    where="from_at",
                )
            for grant in _payers(row):
                _within(grant, on)
        for name, value in asdict(said).items():
            setattr(row, name, value)
        row.on, row.label = on, _label(label)
        valid(row)
        row.save()
        record(by=by, verb="change activity", what=row, on=on.isoformat())
    return row


def cancel_activity(*, by: Viewer, activity_id: int, reason: str) -> Activity:
    """It does not take place and cannot be recorded on. Raises Conflict while somebody is recorded on it."""
    with transaction.atomic():
        row = open_activity(by, activity_id)
        said = tidy(reason, where="reason")
        if not said or len(said) > 300:
            raise Wrong("Say why, in at most 300 characters.", where="reason")
        if Participation.objects.system_rows(_WHY).filter(activity=row, live=True).exists():
            raise Conflict("People are recorded on this activity. Withdraw their rows first, each with its reason.")
        row.cancelled_at = timezone.now()
        row.save()
        record(by=by, verb="cancel activity", what=row, reason=said)
    return row


def fund_activity(*, by: Viewer, activity_id: int, work_package_id: int) -> Funding:
    """The grant of this work package pays for the activity. Two grants may pay for the same one; of the same grant another work
    package takes the place of the first."""
    with transaction.atomic():
        row = open_activity(by, activity_id)
        package = the(WorkPackage, by, pk=work_package_id)
        grant = the(Grant, by, pk=package.grant_id)
        _within(grant, row.on)
        _open_month(grant, row)
        there = Funding.objects.visible_to(by).filter(activity=row, grant=grant).first()
        if there is not None and there.work_package_id == package.pk:
            return there
        funding = there or Funding(activity=row, grant=grant)
        funding.work_package = package
        funding.save()
        record(by=by, verb="fund activity", what=row, grant=grant.pk, work_package=package.pk)
    return funding


def stop_funding(*, by: Viewer, activity_id: int, grant_id: int) -> None:
    """The grant does not pay for the activity any more. Rows that were booked on the grant itself stay, and are corrected where
    they stand."""
    with transaction.atomic():
        row = open_activity(by, activity_id)
        grant = the(Grant, by, pk=grant_id)
        _open_month(grant, row)
        if Funding.objects.visible_to(by, verb="change").filter(activity=row, grant=grant).delete()[0]:
            record(by=by, verb="stop funding", what=row, grant=grant.pk)


def open_activity(by: Viewer, activity_id: int) -> Activity:
    """The activity, held until the transaction ends. Raises Refused where it is not open to the viewer, Wrong when it was
    cancelled."""
    row = locked(the(Activity, by, verb="change", pk=activity_id))
    if row.cancelled_at is not None:
        raise Wrong("This activity was cancelled, so nothing can be recorded on it.")
    return row


def _payers(row: Activity) -> list[Grant]:
    paid = Funding.objects.system_rows(_WHY).filter(activity=row).values("grant_id")
    return list(Grant.objects.system_rows(_WHY).filter(pk__in=paid))


def _within(grant: Grant, day: date) -> None:
    if not grant.from_on <= day <= grant.to_on:
        raise Wrong(
            "%(grant)s runs from %(first)s to %(last)s and does not pay for an activity on %(day)s.",
            where="work_package",
            grant=grant.name,
            first=grant.from_on.isoformat(),
            last=grant.to_on.isoformat(),
            day=day.isoformat(),
        )


def _open_month(grant: Grant, row: Activity) -> None:
    if month_locked(grant.pk, row.on):
        raise Wrong(
            "%(month)s is locked for %(grant)s. Somebody with the money right can open it again, with a reason.",
            month=row.on.strftime("%Y-%m"),
            grant=grant.name,
        )


def _label(label: Label) -> str:
    if label not in (Label.CLEAR, Label.GREEN, Label.STRICT):
        raise Wrong("An activity is for everybody, for the community, or for those who took part.", where="label")
    return label.value
