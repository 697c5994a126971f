"""What a sheet of hours holds: the rows of a person, an organisation, a grant and a month, and the hash that is signed."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from typing import Any

from klynge.access.viewer import Viewer
from klynge.ledger.models import Hours

Key = tuple[int, int, int, date]  # person, organisation, grant, first day of the month
_WHY = "a signature stands for all rows of its month, whoever looks at it"


def key_of(row: Any) -> Key:
    return (row.person_id, row.organisation_id, row.grant_id, row.on.replace(day=1))


def rows_of(keys: Iterable[Key], viewer: Viewer | None = None) -> "defaultdict[Key, list[Hours]]":
    """The live rows of these sheets, by day; for a viewer those that are open to them. One query."""
    asked = set(keys)
    found: defaultdict[Key, list[Hours]] = defaultdict(list)
    if not asked:
        return found
    people, firms, grants, months = (sorted(set(part)) for part in zip(*asked, strict=True))  # type: ignore[type-var]
    rows = Hours.objects.system_rows(_WHY) if viewer is None else Hours.objects.visible_to(viewer)
    rows = rows.filter(live=True, person_id__in=people, organisation_id__in=firms, grant_id__in=grants)
    for row in rows.filter(on__gte=months[0], on__lt=_after(months[-1])).order_by("on", "from_at", "pk"):
        if (key := key_of(row)) in asked:
            found[key].append(row)
    return found


def said(rows: Iterable[Any]) -> str:
    """The hash of what the rows say to those who sign: it stays the same when only who the organisation was is recorded anew."""
    lines = sorted(json.dumps(_line(row), sort_keys=True, ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _line(row: Any) -> Mapping[str, object]:
    return {
        "on": row.on.isoformat(),
        "from": row.from_at.astimezone(UTC).isoformat() if row.from_at else None,
        "to": row.to_at.astimezone(UTC).isoformat() if row.to_at else None,
        "hours": f"{row.hours:.2f}",
        "amount": f"{row.amount:.2f} {row.currency}",
        "work_package": row.work_package_id,
        "activity": row.activity_id,
        "secretariat": row.secretariat,
        "note": row.note,
    }


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
