"""What a firm may still get under the de minimis rule, and what it got: from the rows of aid and the ties of the day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.access.reach import reached
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.aid import deminimis
from klynge.core.aid.deminimis import Allowed, Headroom, TooMuch
from klynge.core.aid.group import Tie, Ties
from klynge.core.aid.window import Award, Awards
from klynge.core.errors import Refused
from klynge.core.law import Law
from klynge.core.money import Money
from klynge.ledger.models import Aid
from klynge.ledger.queries.law import euro, law
from klynge.ledger.queries.standing import kept_ids
from klynge.register.models import Organisation, Ownership

DE_MINIMIS = "de-minimis"
_LINKS = "share > 50 OR control"  # as `core.aid.group.Tie.links`
_WHY = "aid is added up over a whole group of firms, whoever may see its rows"


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a question about one firm's aid needs: the ties and awards of every firm that is or was tied to it. `kept`: id of an
    entry that was merged as a duplicate -> the one that was kept."""

    organisation: int
    ties: Ties
    awards: Awards
    kept: Mapping[int, int]


def headroom(viewer: Viewer, organisation_id: int, on: date) -> Headroom:
    """The room of a firm that the viewer may see the aid of. The sum is the whole group's; which firm of it got what is shown only as
    far as the viewer may see the rows. Raises Refused, or Wrong when no ceiling is known."""
    may_ask(viewer, organisation_id)
    return room(scope_of(organisation_id), on, law())


def room(scope: Scope, on: date, known: Law) -> Headroom:
    """For queries that have asked whether the viewer may know it."""
    return deminimis.headroom(scope.organisation, on, scope.awards, scope.ties, known)


def room_for(viewer: Viewer, organisation_id: int, money: Money, on: date) -> Allowed | TooMuch:
    """Whether so much may be promised on the day: asked *before* an event or a project promises it. Raises Refused or Wrong."""
    may_ask(viewer, organisation_id)
    return check(scope_of(organisation_id), euro(money, on), on)


def check(scope: Scope, euro: Decimal, on: date, known: Law | None = None) -> Allowed | TooMuch:
    """For actions that hold the lock on aid."""
    return deminimis.check(scope.organisation, euro, on, scope.awards, scope.ties, known or law())


def may_ask(viewer: Viewer, organisation_id: int) -> None:
    """Whoever looks after the firm, or works with money here."""
    if organisation_id not in viewer.managed:
        the(Organisation, viewer, pk=organisation_id)
        if not works_with_money(viewer):
            raise Refused("There is no such thing here, or it is not open to you.")


def firm_name(viewer: Viewer, organisation_id: int) -> str:
    """The name of a firm that the viewer may see the aid of. Raises Refused."""
    may_ask(viewer, organisation_id)
    firm: Organisation = the(Organisation, viewer, pk=organisation_id)
    return firm.name


def works_with_money(viewer: Viewer) -> bool:
    return viewer.secretariat or Role.FINANCE in viewer.roles


@dataclass(frozen=True, slots=True)
class World:
    """The ties and awards of several firms and of all that are or were tied to them."""

    ties: Ties
    awards: tuple[Award, ...]
    kept: Mapping[int, int]

    def scope(self, organisation_id: int, more: Iterable[Award] = ()) -> Scope:
        """For one of these firms. `more`: awards that are not booked, as if they were."""
        return Scope(self.kept[organisation_id], self.ties, Awards((*self.awards, *more)), self.kept)

    def members(self, group: Iterable[int]) -> frozenset[int]:
        """The firms of a group and every duplicate that was merged into one of them."""
        wanted = set(group)
        return frozenset(id for id, kept in self.kept.items() if kept in wanted)


def scope_of(organisation_id: int) -> Scope:
    return world_of({organisation_id}).scope(organisation_id)


def world_of(organisation_ids: Iterable[int]) -> World:
    """Follows ties and merged duplicates outwards from some firms. One query for all ties that hang together, one more for each time that
    a duplicate leads on to others, and two besides, for one award as for a thousand."""
    kept, entries = _entries()
    found = entries(organisation_ids)
    rim, ties = found, {}
    while rim:
        rows = (
            Ownership.objects.system_rows(_WHY)
            .filter(pk__in=reached(Ownership, Organisation, ("owner_id", "organisation_id"), _LINKS, rim))
            .order_by()
        )
        told = rows.values_list("pk", "owner_id", "organisation_id", "share", "control", "from_on", "to_on")
        new = {row[0]: row[1:] for row in told}
        ties.update(new)
        rim = entries(end for row in new.values() for end in row[:2]) - found
        found = found | rim
    at = {id: kept.get(id, id) for id in found}
    tied = Ties(Tie(at[row[0]], at[row[1]], *row[2:]) for _, row in sorted(ties.items()))
    return World(tied, tuple(_awards(found, at)), at)


def entries_of(organisation_id: int) -> frozenset[int]:
    """The entry and all that were merged with it as duplicates."""
    return _entries()[1]([organisation_id])


def _entries() -> tuple[Mapping[int, int], Callable[[Iterable[int]], frozenset[int]]]:
    """Entry that was merged away -> the one that was kept; and what gives, for some entries, these with all their duplicates."""
    kept = kept_ids()
    twins: defaultdict[int, set[int]] = defaultdict(set)
    for gone, into in kept.items():
        twins[into].add(gone)

    def entries(ids: Iterable[int]) -> frozenset[int]:
        ends = {kept.get(id, id) for id in ids}
        return frozenset(ends.union(*(twins[end] for end in ends if end in twins)))

    return kept, entries


def _awards(ids: Iterable[int], kept: Mapping[int, int]) -> list[Award]:
    rows = Aid.objects.system_rows(_WHY).filter(organisation_id__in=ids, live=True, basis=DE_MINIMIS).order_by()
    told = list(rows.values_list("pk", "organisation_id", "on", "euro", "what", "promise_id"))
    settled = {promise for *_, promise in told if promise is not None}
    return [Award(id, kept[firm], on, euro, what) for id, firm, on, euro, what, _ in told if id not in settled]
