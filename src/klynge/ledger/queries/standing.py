"""Who an organisation was on a day, from what the register says now: what each row of the ledger holds of it. Six queries, however
many organisations and days are asked about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from klynge.core.aid.figures import Firm, Year
from klynge.core.aid.group import Tie, single_undertaking
from klynge.core.aid.sme import class_of
from klynge.core.money import Money
from klynge.register.models import Figure, Membership, Organisation, Ownership, Site
from klynge.register.places import region_of

_WHY = "the ledger keeps who an organisation was on a day, whoever records it"
Pair = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Standing:
    """`organisation_id` is the entry that was kept, where the register has merged two; `group_id` the smallest id among the linked
    organisations. `sme` by the EU rule, from the accounting years that had ended by the day; `staff` the firm's own head count in
    the last of them, whole persons. None is unknown, "" unknown or none."""

    organisation_id: int
    group_id: int
    sme: bool | None = None
    staff: int | None = None
    member: str = ""
    region: str = ""
    field: str = ""
    country: str = ""
    kind: str = ""


FIELDS = tuple(Standing.__dataclass_fields__)


def standings(pairs: Iterable[Pair]) -> dict[Pair, Standing]:
    """(organisation id, day) -> who it was. An id that is not in the register is left out."""
    asked = set(pairs)
    kept = kept_ids()
    beside = _beside(kept)
    near, _all = _web({kept.get(id, id) for id, _ in asked}, beside)
    cards = Organisation.objects.system_rows(_WHY).filter(pk__in=near).values("pk", "name", "kind", "field", "country")
    known = {row["pk"]: row for row in cards}
    years = _years(near)
    members, sites = _dated(Membership, near, "type"), _dated(Site, near, "municipality", "main")
    found = {}
    sized: dict[tuple[int, int, frozenset[Tie]], tuple[bool | None, int | None]] = {}
    for id, day in asked:
        at = kept.get(id, id)
        if at not in known:
            continue
        card, membership, site = known[at], _on(members[at], day), _main(sites[at], day)
        firms, ties = _web({at}, beside, day)
        said = (at, day.year, frozenset(ties))  # nothing else makes a size
        if said not in sized:
            sized[said] = _size(at, day, [known[one] for one in firms if one in known], ties, years)
        sme, staff = sized[said]
        found[id, day] = Standing(
            organisation_id=at,
            group_id=min(single_undertaking(at, ties, day)),
            sme=sme,
            staff=staff,
            member=membership["type"] if membership else "",
            region=region_of(site["municipality"], day) if site and site["municipality"] else "",
            field=card["field"],
            country=card["country"],
            kind=card["kind"],
        )
    return found


def kept_ids() -> dict[int, int]:
    """Entry that was merged away -> the one that is kept in the end."""
    merged = dict(
        Organisation.objects.system_rows(_WHY).exclude(merged_into=None).values_list("pk", "merged_into_id").order_by("pk")
    )

    def end(id: int) -> int:
        while id in merged:
            id = merged[id]
        return id

    return {id: end(id) for id in merged}


def _beside(kept: Mapping[int, int]) -> dict[int, list[Tie]]:
    """Organisation -> the ties that it has or had, at either end."""
    found: defaultdict[int, list[Tie]] = defaultdict(list)
    rows = Ownership.objects.system_rows(_WHY).order_by("pk")
    for owner, owned, *said in rows.values_list("owner_id", "organisation_id", "share", "control", "from_on", "to_on"):
        tie = Tie(kept.get(owner, owner), kept.get(owned, owned), *said)
        if tie.owner != tie.owned:
            found[tie.owner].append(tie)
            found[tie.owned].append(tie)
    return found


def _web(ids: Iterable[int], beside: Mapping[int, list[Tie]], day: date | None = None) -> tuple[set[int], set[Tie]]:
    """All that a firm's size and group can rest on, on the day or (None) ever: those that these are linked to along the chain, the
    partners of any of them, and what is linked to a partner; and by which ties. A partner's partners do not count."""
    found, links = _chain(ids, beside, day)
    partly = {tie for firm in found for tie in beside.get(firm, ()) if tie.partners and (day is None or tie.holds_on(day))}
    more, further = _chain({end for tie in partly for end in (tie.owner, tie.owned)} - found, beside, day)
    return found | more, links | partly | further


def _chain(ids: Iterable[int], beside: Mapping[int, list[Tie]], day: date | None) -> tuple[set[int], set[Tie]]:
    found, links = set(ids), set()
    rim = list(found)
    while rim:
        for tie in beside.get(rim.pop(), ()):
            if tie.links and (day is None or tie.holds_on(day)):
                links.add(tie)
                rim += {tie.owner, tie.owned} - found
                found |= {tie.owner, tie.owned}
    return found, links


def _years(ids: set[int]) -> dict[int, dict[int, Year]]:
    said: defaultdict[int, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    rows = Figure.objects.system_rows(_WHY).filter(organisation_id__in=ids)
    for owner, year, name, amount, currency in rows.values_list("organisation_id", "year", "name", "amount", "currency"):
        said[owner][year][name] = amount if name == "staff" else Money(amount, currency)
    return {owner: {year: Year(**figures) for year, figures in years.items()} for owner, years in said.items()}


def _dated(model: Any, ids: set[int], *columns: str) -> "defaultdict[int, list[dict[str, Any]]]":
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = model.objects.system_rows(_WHY).filter(organisation_id__in=ids).order_by("pk")
    for row in rows.values("organisation_id", "from_on", "to_on", *columns):
        found[row["organisation_id"]].append(row)
    return found


def _holds(row: Mapping[str, Any], day: date) -> bool:
    return (row["from_on"] is None or row["from_on"] <= day) and (row["to_on"] is None or day <= row["to_on"])


def _on(rows: Iterable[dict[str, Any]], day: date) -> dict[str, Any] | None:
    """What held on the day; of several the one that began last."""
    return max((row for row in rows if _holds(row, day)), key=lambda row: row["from_on"], default=None)


def _main(rows: Iterable[dict[str, Any]], day: date) -> dict[str, Any] | None:
    """The main site of the day, else the first entered of those that were there."""
    return next(iter(sorted((row for row in rows if _holds(row, day)), key=lambda row: not row["main"])), None)


def _size(
    id: int, day: date, cards: Iterable[Mapping[str, Any]], ties: Iterable[Tie], years: Mapping[int, Mapping[int, Year]]
) -> tuple[bool | None, int | None]:
    """A figure counts from the end of its accounting year: before that nobody could know it."""
    firms = {
        card["pk"]: Firm(
            card["pk"], card["name"], card["kind"], {y: said for y, said in years.get(card["pk"], {}).items() if y < day.year}
        )
        for card in cards
    }
    counted = [(year, said.staff) for year, said in firms[id].years.items() if said.staff is not None]
    size = class_of(id, firms, sorted(ties, key=lambda tie: (tie.owner, tie.owned)))
    return size.sme, int(max(counted)[1]) if counted else None
