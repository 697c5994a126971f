"""Who sees what of the ledger, from the access matrix: rows "ledger, hours, vouchers" and "state-aid declarations, register". The
auditor is bound to named grants and a range of days; those who work with money see all; a firm sees its own."""

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.ledger import models
from tests.oracle import label_opens

_WHY = "the slow rule looks at all rows"


def house(viewer: Viewer) -> bool:
    return "secretariat" in viewer.roles or "finance" in viewer.roles


def may_audit(viewer: Viewer, grant_id: int | None, day=None) -> bool:
    """Is there a mandate of today for this person, this grant and (where a day is asked about) this day?"""
    today = timezone.localdate()
    for mandate in models.Mandate.objects.system_rows(_WHY):
        if mandate.account_id != viewer.account_id or mandate.grant_id != grant_id or "auditor" not in viewer.roles:
            continue
        if mandate.withdrawn_at is not None or not mandate.starts_on <= today <= mandate.ends_on:
            continue
        if day is None or mandate.from_on <= day <= mandate.to_on:
            return True
    return False


def audits_activity(viewer: Viewer, activity_id: int | None, day) -> bool:
    paid = models.Funding.objects.system_rows(_WHY).filter(activity_id=activity_id) if activity_id else ()
    return any(may_audit(viewer, funding.grant_id, day) for funding in paid)


def has_a_sheet(viewer: Viewer, grant_id: int) -> bool:
    return any(sheet(viewer, one) for one in models.Sheet.objects.system_rows(_WHY).filter(grant_id=grant_id))


def grant(viewer: Viewer, row) -> bool:
    return house(viewer) or may_audit(viewer, row.pk) or has_a_sheet(viewer, row.pk)


def work_package(viewer: Viewer, row) -> bool:
    return of_grant(viewer, row) or has_a_sheet(viewer, row.grant_id)


def of_grant(viewer: Viewer, row) -> bool:
    return house(viewer) or may_audit(viewer, row.grant_id)


def lock(viewer: Viewer, row) -> bool:
    return house(viewer) or may_audit(viewer, row.grant_id, row.month)


def mandate(viewer: Viewer, row) -> bool:
    return house(viewer) or (viewer.account_id is not None and viewer.account_id == row.account_id)


def activity(viewer: Viewer, row) -> bool:
    took_part = any(
        participation(viewer, one) for one in models.Participation.objects.system_rows(_WHY).filter(activity_id=row.pk)
    )
    return label_opens(viewer, row.label, None, row.circle_id) or took_part or audits_activity(viewer, row.pk, row.on)


def mine(viewer: Viewer, row) -> bool:
    return viewer.person_id is not None and viewer.person_id == row.person_id


def participation(viewer: Viewer, row) -> bool:
    ours = row.organisation_id in viewer.organisations
    return house(viewer) or ours or mine(viewer, row) or audits_activity(viewer, row.activity_id, row.on)


def hours(viewer: Viewer, row) -> bool:
    ours = row.organisation_id in viewer.managed
    return house(viewer) or ours or mine(viewer, row) or may_audit(viewer, row.grant_id, row.on)


def sheet(viewer: Viewer, row) -> bool:
    ours = row.organisation_id in viewer.managed
    return house(viewer) or ours or mine(viewer, row) or may_audit(viewer, row.grant_id, row.month)


def money(viewer: Viewer, row) -> bool:
    return house(viewer) or row.organisation_id in viewer.managed or may_audit(viewer, row.grant_id, row.on)


def result(viewer: Viewer, row) -> bool:
    return money(viewer, row) or audits_activity(viewer, row.activity_id, row.on)


def paper(viewer: Viewer, row) -> bool:
    return house(viewer) or row.organisation_id in viewer.managed


def signed_in(viewer: Viewer, row) -> bool:
    return viewer.account_id is not None


SEES = {
    "ledger.Grant": grant,
    "ledger.WorkPackage": work_package,
    "ledger.Due": of_grant,
    "ledger.Mandate": mandate,
    "ledger.Activity": activity,
    "ledger.Funding": of_grant,
    "ledger.Participation": participation,
    "ledger.Hours": hours,
    "ledger.Aid": money,
    "ledger.Cost": money,
    "ledger.Result": result,
    "ledger.Roll": lambda viewer, row: house(viewer),
    "ledger.Sheet": sheet,
    "ledger.Lock": lock,
    "ledger.Declaration": paper,
    "ledger.SizeTest": paper,
    "ledger.Letter": paper,
    "ledger.LegalValue": signed_in,
    "ledger.ExchangeRate": signed_in,
}
