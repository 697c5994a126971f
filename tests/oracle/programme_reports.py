"""Who sees what of indicators and packs: the house all; an auditor what an audited grant asks for, what was promised of it, and frozen
packs whose days all lie within one mandate."""

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.ledger.models import Grant, Mandate
from tests.oracle.ledger import house, may_audit

_WHY = "the slow rule looks at all rows"


def indicator(viewer: Viewer, row) -> bool:
    for grant in Grant.objects.system_rows(_WHY):
        asks = row.grant_id == grant.pk or (row.grant_id is None and (grant.rules + "-").startswith(row.rules + "-"))
        if asks and may_audit(viewer, grant.pk):
            return True
    return house(viewer)


def pack(viewer: Viewer, row) -> bool:
    if house(viewer):
        return True
    if row.state != "frozen" or not may_audit(viewer, row.grant_id):
        return False
    today = timezone.localdate()
    held = [one for one in Mandate.objects.system_rows(_WHY) if one.account_id == viewer.account_id and one.withdrawn_at is None]
    held = [one for one in held if one.grant_id == row.grant_id and one.starts_on <= today <= one.ends_on]
    return any(one.from_on <= row.from_on and row.to_on <= one.to_on for one in held)


SEES = {
    "programme.Indicator": indicator,
    "programme.Target": lambda viewer, row: house(viewer) or may_audit(viewer, row.grant_id),
    "programme.Pack": pack,
}
