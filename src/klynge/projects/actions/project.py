"""Opening and changing a project, and moving it from stage to stage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.core.tlp import Label
from klynge.ledger.models import Activity, Cost, Hours
from klynge.projects.actions.checks import in_order, text
from klynge.projects.actions.gate import may_open
from klynge.projects.actions.partners import join
from klynge.projects.actions.paying import pay
from klynge.projects.models import Partner, Project, StageChange
from klynge.projects.models.project import IDEA
from klynge.register.actions.audience import STRICT, Audience, check_audience
from klynge.register.actions.lock import locked
from klynge.register.models import Organisation

CURRENCIES = ("DKK", "EUR", "SEK", "NOK", "GBP", "USD")
_WHY = "what is booked on a project binds its days, whoever may read the rows"


@dataclass(frozen=True, slots=True)
class Told:
    """What a project says of itself. A title in one language is enough, until everybody may read it."""

    from_on: date
    to_on: date
    title_da: str = ""
    title_en: str = ""
    summary_da: str = ""
    summary_en: str = ""
    currency: str = "DKK"
    aid_each: Decimal = Decimal(0)  # state aid to each partner; it stands on the activity

    @property
    def title(self) -> str:
        return self.title_da or self.title_en

    def checked(self, label: Label) -> "Told":
        """As it is kept. Raises Wrong that names the field."""
        titles = {name: text(getattr(self, name), name, 200) for name in ("title_da", "title_en")}
        summaries = {name: text(getattr(self, name), name, 2000) for name in ("summary_da", "summary_en")}
        if not any(titles.values()):
            raise Wrong("A project needs a title, in Danish or in English.", where="title_da")
        for name, said in {**titles, **summaries}.items():
            if label is Label.CLEAR and not said:
                raise Wrong("What everybody may read has its title and summary in Danish and in English.", where=name)
        if label is Label.RED:
            raise Wrong("A project is never TLP:RED: its partners and whoever pays must be able to read it.", where="label")
        if self.currency not in CURRENCIES:
            raise Wrong("A project is reckoned in one of: %(codes)s.", where="currency", codes=", ".join(CURRENCIES))
        if self.aid_each < 0:
            raise Wrong("State aid is an amount from 0 up.", where="aid_each")
        in_order(self.from_on, self.to_on)
        return replace(self, **titles, **summaries)


def open_project(
    *,
    by: Viewer,
    told: Told,
    lead_id: int,
    lead_role: str,
    lead_economic: bool = True,
    audience: Audience = STRICT,
    work_package_ids: Sequence[int] = (),
    demo: bool = False,
) -> Project:
    """A new idea, with its activity in the ledger and its lead as first partner. `work_package_ids`: of the grants that pay."""
    with transaction.atomic():
        may_open(by)
        said = told.checked(audience.label)
        check_audience(by, None, audience)
        lead: Organisation = the(Organisation, by, pk=lead_id)
        activity = Activity.objects.create(kind=Activity.PROJECT, demo=demo, **_in_ledger(said))
        project = Project(activity=activity, lead=lead, stage=IDEA, label=audience.label.value, circle_id=audience.circle_id)
        _say(project, said)
        project.save()
        StageChange.objects.create(project=project, stage=IDEA, at=timezone.now(), by_id=by.person_id)
        record(by=by, verb="open", what=project, label=audience.label.value)
        join(by, project, lead, lead_role, lead_economic, said.from_on)
        pay(by, project, work_package_ids)
    return project


def change_project(
    *, by: Viewer, project_id: int, told: Told, lead_id: int, audience: Audience, work_package_ids: Sequence[int] = ()
) -> Project:
    """Raises Wrong where parts, partners, cost or hours would lie outside the new days."""
    with transaction.atomic():
        project: Any = locked(the(Project, by, verb="change", pk=project_id))
        said = told.checked(audience.label)
        check_audience(by, project, audience)
        partners = Partner.objects.visible_to(by).filter(project=project, organisation_id=lead_id, to_on=None)
        if not partners.exists():
            raise Wrong("The lead is one of the partners. Add it as a partner first.", where="lead")
        if said.currency != project.currency and _booked(project):
            raise Wrong("Cost or hours are booked, so the currency stays as it is.", where="currency")
        _days_hold(by, project, said)
        _say(project, said)
        project.lead_id, project.label, project.circle_id = lead_id, audience.label.value, audience.circle_id
        project.save()
        activity: Any = project.activity_id
        row = Activity.objects.system_rows("a project's activity says what the project says").get(pk=activity)
        for name, value in _in_ledger(said).items():
            setattr(row, name, value)
        row.save()
        record(by=by, verb="set", what=project, label=audience.label.value)
        pay(by, project, work_package_ids)
    return project  # type: ignore[no-any-return]


def _say(project: Project, said: Told) -> None:
    for name in said.__dataclass_fields__.keys() - {"aid_each"}:
        setattr(project, name, getattr(said, name))


def _in_ledger(said: Told) -> dict[str, Any]:
    """The activity is open to the house and to those who took part; the project's label opens its summary only."""
    zone = timezone.get_current_timezone()
    first = datetime.combine(said.from_on, time.min, zone)
    last = datetime.combine(said.to_on, time(23, 59, 59), zone)
    worth = {"aid_each": said.aid_each, "currency": said.currency}
    return {"title": said.title, "from_at": first, "to_at": last, "on": said.from_on, **worth}


def _booked(project: Project) -> bool:
    return any(
        kind.objects.system_rows(_WHY).filter(activity_id=project.activity_id, live=True).exists() for kind in (Cost, Hours)
    )


def _days_hold(by: Viewer, project: Project, said: Told) -> None:
    days: list[date] = []
    for kind in (Cost, Hours):
        rows = kind.objects.system_rows(_WHY).filter(activity_id=project.activity_id, live=True)
        days += rows.order_by("pk").values_list("on", flat=True)
    for rows in (project.parts.visible_to(by), project.partners.visible_to(by)):
        for from_on, to_on in rows.values_list("from_on", "to_on"):
            days += [from_on, to_on or from_on]
    outside = [day for day in days if not said.from_on <= day <= said.to_on]
    if outside:
        where = "from_on" if min(outside) < said.from_on else "to_on"
        raise Wrong(
            "Something of the project lies on %(day)s: a part, a partner, cost or hours. Move or correct that first.",
            where=where,
            day=min(outside).isoformat(),
        )


__all__ = ["CURRENCIES", "Told", "change_project", "open_project"]
