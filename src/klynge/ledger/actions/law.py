"""Legal values and exchange rates are entered and confirmed by people with the money right. A new rule is a new row."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.models import ExchangeRate, LegalValue

FILE = Path(__file__).parent.parent / "reference" / "values.csv"
_WHY = "the values that come with Klynge are written once, for everybody"


def load_values() -> dict[str, int]:
    """Writes the values that come with Klynge. What a person entered or confirmed stays as it is; again changes nothing."""
    counts = {"new": 0, "same": 0}
    with transaction.atomic(), FILE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            from_on = date.fromisoformat(line["from_on"])
            given = {
                "amount": Decimal(line["amount"]),
                "unit": line["unit"],
                "to_on": date.fromisoformat(line["to_on"]) if line["to_on"] else None,
                "source": line["source"],
                "confirmed": line["confirmed"] == "yes",
            }
            rows = LegalValue.objects.system_rows(_WHY)
            _, new = rows.get_or_create(name=line["name"], from_on=from_on, defaults=given)
            counts["new" if new else "same"] += 1
    return counts


def enter_value(*, by: Viewer, name: str, amount: Decimal, unit: str, from_on: date, source: str) -> LegalValue:
    """A value that holds from a day on; the one before ends on the day before. Raises Wrong without a source, Conflict when one begins
    on that day already."""
    with transaction.atomic():
        require_role(by, Role.FINANCE)
        if not source.strip():
            raise Wrong("A legal value needs its source: the act and article, or the page where it stands.", where="source")
        if not amount.is_finite() or abs(amount) >= Decimal(10) ** 14:
            raise Wrong("Write the value as a number of at most 14 digits.", where="amount")
        if not name.strip():
            raise Wrong("A legal value needs a name.", where="name")
        rows = LegalValue.objects.visible_to(by, verb="change").filter(name=name.strip())
        if rows.filter(from_on__gte=from_on).exists():
            raise Conflict("A value of “%(name)s” begins on %(day)s or later already.", where="from_on", name=name, day=from_on)
        for before in rows.filter(from_on__lt=from_on).exclude(to_on__lt=from_on):
            before.to_on = from_on - timedelta(days=1)
            before.save()
        new = LegalValue.objects.create(
            name=name.strip()[:60], amount=amount, unit=unit.strip()[:20], from_on=from_on, source=source.strip()[:300]
        )
        record(by=by, verb="enter value", what=new, name=new.name, amount=str(amount))
    return new


def confirm_value(*, by: Viewer, value_id: int) -> LegalValue:
    """Somebody has held it against the source. From now on pages show it without the mark."""
    with transaction.atomic():
        require_role(by, Role.FINANCE)
        row: LegalValue = the(LegalValue, by, verb="change", pk=value_id)
        if row.confirmed:
            raise Conflict("This value was confirmed already.")
        row.confirmed, row.confirmed_by_id, row.confirmed_at = True, by.person_id, timezone.now()
        row.save()
        record(by=by, verb="confirm value", what=row, name=row.name, amount=str(row.amount))
    return row


def enter_rate(*, by: Viewer, currency: str, on: date, per_euro: Decimal, source: str) -> ExchangeRate:
    """So many units for one euro on a day. Raises Conflict when another one stands for that day."""
    with transaction.atomic():
        require_role(by, Role.FINANCE)
        code = currency.strip().upper()
        if len(code) != 3 or not code.isalpha() or code == "EUR":
            raise Wrong("“%(code)s” is no currency. Write three letters, as DKK or SEK.", where="currency", code=currency[:10])
        if not per_euro.is_finite() or not 0 < per_euro < 1_000_000:
            raise Wrong("Write how many %(code)s one euro costs, as a number above zero.", where="per_euro", code=code)
        rows = ExchangeRate.objects.visible_to(by, verb="change").filter(currency=code, on=on)
        if rows.exclude(per_euro=per_euro).exists():
            raise Conflict("There is another rate of %(code)s on %(day)s already.", where="on", code=code, day=on)
        row, new = rows.get_or_create(currency=code, on=on, defaults={"per_euro": per_euro, "source": source.strip()[:200]})
        if new:
            record(by=by, verb="enter rate", what=row, currency=code, per_euro=str(per_euro))
    return row
