"""Firms that are near the ceiling of de minimis aid: where a promise may soon be refused."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from klynge.access.viewer import Role, Viewer
from klynge.core.aid.deminimis import headroom
from klynge.core.aid.group import Tie, Ties
from klynge.core.aid.window import Award, Awards
from klynge.core.errors import Wrong
from klynge.ledger.models import Aid
from klynge.ledger.queries.law import law
from klynge.ledger.queries.standing import kept_ids
from klynge.register.models import Organisation, Ownership

NEAR = Decimal("0.8")  # of the ceiling: from here on a page shows the firm
_BACK = timedelta(days=5 * 366)  # aid before that lies outside any window that the law has had
_WHY = "aid is added up over a whole group of firms, whoever may see its rows"


@dataclass(frozen=True, slots=True)
class Near:
    """A group of firms, named by those of it that got aid. `used` of `ceiling`, in euro; `back_on`: when room comes back. `row` is the
    newest award."""

    names: tuple[str, ...]
    used: Decimal
    ceiling: Decimal
    room: Decimal
    back_on: date | None
    row: int


def near_ceiling(viewer: Viewer, today: date) -> Sequence[Near]:
    """The fullest first; for those who work with money here. Five queries, however many firms. None when no ceiling is known."""
    if not (viewer.secretariat or Role.FINANCE in viewer.roles):
        return ()
    kept = kept_ids()
    rows = Aid.objects.visible_to(viewer).filter(live=True, basis="de-minimis", on__gte=today - _BACK).exclude(step="withdrawn")
    told = list(rows.order_by("on", "pk").values_list("pk", "organisation_id", "on", "euro", "what", "promise_id"))
    settled = {promise for *_, promise in told if promise is not None}
    given = [Award(pk, kept.get(firm, firm), on, euro, what) for pk, firm, on, euro, what, _ in told if pk not in settled]
    owned = Ownership.objects.system_rows(_WHY).values_list("owner_id", "organisation_id", "share", "control", "from_on", "to_on")
    ties = Ties(Tie(kept.get(row[0], row[0]), kept.get(row[1], row[1]), *row[2:]) for row in owned)
    awards, values = Awards(given), law()
    names = dict(
        Organisation.objects.visible_to(viewer).filter(pk__in={one.organisation for one in given}).values_list("pk", "name")
    )
    newest: defaultdict[int, int] = defaultdict(int)
    for one in given:
        newest[one.organisation] = int(one.id)
    found, seen = [], set[frozenset[int]]()
    try:
        for firm in newest:
            said = headroom(firm, today, awards, ties, values)
            if said.group in seen or said.used < NEAR * said.ceiling.amount:
                continue
            seen.add(said.group)
            theirs = sorted(said.group & newest.keys())
            named = tuple(names[one] for one in theirs if one in names)
            back = said.back[0].on if said.back else None
            found.append(Near(named, said.used, said.ceiling.amount, said.room, back, newest[theirs[-1]]))
    except Wrong:  # no ceiling is entered for today
        return ()
    return sorted(found, key=lambda one: (-one.used / one.ceiling, one.names))
