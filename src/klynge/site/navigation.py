"""The menus that are open to a viewer. A menu shows doors; whether one opens is the door's own business."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.viewer import Role, Viewer
from klynge.desk.queries.waiting import Waiting, what_waits
from klynge.web.parts import Entry, Menu
from klynge.website.queries.drafts import held_back

at = cache(reverse)  # the addresses of a menu hold no values, and each page asks for dozens of them


@dataclass(frozen=True, slots=True)
class Door:
    """A line of a menu before one knows where the reader is. `waits`: how many things need somebody behind it; `under`: the
    beginning of the addresses that lie behind it, where that is not its own."""

    label: str
    name: str
    waits: int = 0
    under: str = ""

    def reach(self, path: str) -> int:
        """How much of a path this door explains."""
        under = self.under or at(self.name)
        return len(under) if path.startswith(under) else 0


def main_menu(viewer: Viewer, path: str) -> tuple[Entry, ...]:
    """What everybody has and, when signed in, the desk, behind which all doors of the side menu lie."""
    doors = [
        Door(_("Members"), "directory:members"),
        Door(_("Market"), "market:list"),
        Door(_("Newsroom"), "website:newsroom"),
    ]
    if viewer.signed_in:
        doors.insert(0, Door(_("My desk"), "desk:desk"))
    now = _now([*doors, *_all(viewer)], path)
    known = now is None or now.name in {door.name for door in doors}
    return tuple(_entries(doors, now if known else doors[0]))


def desk_menus(viewer: Viewer, path: str, waiting: Waiting | None = None) -> tuple[Menu, ...]:
    """The side of the desks, with how much waits behind each door, as the page has counted it or else as it is counted here."""
    now = _now([*_all(viewer), Door("", "directory:members"), Door("", "market:list"), Door("", "website:newsroom")], path)
    held = held_back(viewer, timezone.now()) if viewer.secretariat else 0
    groups = _groups(viewer, waiting or what_waits(viewer, timezone.now()), held)
    return tuple(Menu(title, _entries(doors, now)) for title, doors in groups)


def foot_menu() -> tuple[Entry, ...]:
    return (
        Entry(_("Members"), at("directory:members")),
        Entry(_("Market"), at("market:list")),
        Entry(_("Newsroom"), at("website:newsroom")),
        Entry(_("Projects"), at("projects:list")),
        Entry(_("Apply for membership"), at("join:join")),
        Entry(_("Find a code"), at("codes:codes")),
        Entry(_("How pages look"), at("style")),
    )


def _groups(viewer: Viewer, waiting: Waiting, held: int = 0) -> list[tuple[str, list[Door]]]:
    groups: list[tuple[str, list[Door]]] = []
    if viewer.secretariat:
        today = [
            Door(_("What needs you"), "desk:desk"),
            Door(_("Matches to approve"), "market:approve", waiting.matches),
            Door(_("Changes to approve"), "register:proposals", waiting.proposals),
            Door(_("Applications"), "register:applications", waiting.applications),
            Door(_("From notice to contract"), "desk:matches"),
        ]
        members = [
            Door(_("All members"), "register:members"),
            Door(_("Admit a member"), "register:admit"),
            Door(_("Import a list"), "register:lists"),
            Door(_("Duplicates"), "register:duplicates"),
            Door(_("Profile abroad"), "desk:abroad"),
        ]
        groups += [(_("Today"), today), (_("Members"), members)]
    if work := _work(viewer, waiting):
        groups.append((_("Work"), work))
    if viewer.secretariat:
        market = [Door(_("Enter a notice"), "market:enter"), Door(_("Could not be read"), "market:unread")]
        groups.append((_("Market"), market))
    if viewer.member:
        ours = [] if viewer.secretariat else [Door(_("Overview"), "desk:desk")]
        ours.append(Door(_("For you this week"), "market:for-you", waiting.for_you))
        ours.append(Door(_("Surveys"), "programme:my-surveys", waiting.surveys))
        if viewer.managed:
            ours.append(Door(_("Our profile"), "register:mine", under="/register/"))
        if not viewer.secretariat:
            ours += [Door(_("What we took part in"), "ledger:rows"), Door(_("My hours"), "ledger:hours")]
        if viewer.managed:
            ours.append(Door(_("Our hours"), "ledger:firm_hours"))
        ours.append(Door(_("Our projects"), "projects:ours", under="/projects/ours/" if groups else "/projects/"))
        if viewer.managed and not viewer.secretariat:
            ours.append(Door(_("Our aid headroom"), "ledger:our_aid"))
        groups.append((_("Our company"), ours))
    if viewer.secretariat:
        house = [
            Door(_("Newsroom"), "press:desk", held),
            Door(_("Edit the website"), "wagtailadmin_home"),
            Door(_("Runs"), "ops:runs", waiting.runs),
            Door(_("Roles"), "people:roles", waiting.roles),
            Door(_("Why can she see this?"), "desk:why"),
            Door(_("Journal"), "desk:journal"),
        ]
        groups.append((_("The house"), house))
    elif Role.TECH in viewer.roles:
        groups.append(
            (_("The house"), [Door(_("Runs"), "ops:runs", waiting.runs), Door(_("Could not be read"), "market:unread")])
        )
    if not any(door.name == "desk:desk" for _title, doors in groups for door in doors):
        groups.insert(0, ("", [Door(_("Overview"), "desk:desk")]))
    return groups


def _work(viewer: Viewer, waiting: Waiting) -> list[Door]:
    """What is done for which money, for those who do it, pay for it or audit it; the board reads its totals."""
    house, board = bool({Role.SECRETARIAT, Role.FINANCE} & viewer.roles), Role.BOARD in viewer.roles
    doors: list[Door] = []
    if house or Role.AUDITOR in viewer.roles:
        doors += [
            Door(_("Activities"), "ledger:activities", under="/ledger/"),
            Door(_("Grants"), "ledger:grants"),
            Door(_("Hours"), "ledger:hours_months"),
            Door(_("State aid"), "ledger:aid" if house else "ledger:aid_export", under="/ledger/aid/"),
        ]
    if house:
        doors += [
            Door(_("My hours"), "ledger:hours"),
            Door(_("Declarations"), "ledger:declarations"),
            Door(_("Legal values"), "ledger:law"),
            Door(_("Rates per hour"), "ledger:hour_rates"),
        ]
    if house or Role.AUDITOR in viewer.roles:
        doors += [Door(_("Projects"), "projects:list"), Door(_("Reports"), "programme:cockpit")]
    if house or board or Role.AUDITOR in viewer.roles:
        doors.append(Door(_("Surveys"), "programme:surveys"))
    if house or board:
        doors.append(Door(_("Label"), "programme:label", waiting.label if house else 0))
    return doors


def _all(viewer: Viewer) -> list[Door]:
    return [door for _title, doors in _groups(viewer, Waiting()) for door in doors]


def _now(doors: Sequence[Door], path: str) -> Door | None:
    """The door behind which a path lies: of several, the one that explains most of it."""
    return max((door for door in doors if door.reach(path)), key=lambda door: door.reach(path), default=None)


def _entries(doors: Sequence[Door], now: Door | None) -> list[Entry]:
    here = now.name if now else ""
    return [Entry(one.label, at(one.name), one.name == here, one.waits or None, needs_you=one.waits > 0) for one in doors]
