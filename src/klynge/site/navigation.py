"""The menus that are open to a viewer. A menu shows doors; whether one opens is the door's own business."""

from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.viewer import Role, Viewer
from klynge.web.parts import Entry, Menu


def _entry(label: str, name: str, path: str) -> Entry:
    url = reverse(name)
    return Entry(label, url, current=path == url or (url != "/" and path.startswith(url)))


def main_menu(viewer: Viewer, path: str) -> tuple[Entry, ...]:
    entries = [_entry(_("Members"), "directory:list", path), _entry(_("Market"), "market:list", path)]
    if viewer.member or viewer.secretariat:
        entries.insert(0, _entry(_("My desk"), "desk:desk", path))
    return tuple(entries)


def desk_menus(viewer: Viewer, path: str) -> tuple[Menu, ...]:
    menus = []
    if viewer.member:
        entries = [_entry(_("For you this week"), "market:for-you", path)]
        if viewer.managed:
            entries.append(_entry(_("Our profile"), "register:profile", path))
        menus.append(Menu(_("Our company"), entries))
    if viewer.secretariat:
        menus.append(
            Menu(
                _("Today"),
                [_entry(_("What needs you"), "desk:desk", path), _entry(_("Matches to approve"), "market:approve", path)],
            )
        )
        menus.append(
            Menu(
                _("Members"),
                [
                    _entry(_("All members"), "register:members", path),
                    _entry(_("Changes to approve"), "register:proposals", path),
                    _entry(_("Import a list"), "register:import", path),
                    _entry(_("Duplicates"), "register:duplicates", path),
                ],
            )
        )
        menus.append(
            Menu(
                _("The house"),
                [
                    _entry(_("Runs"), "ops:runs", path),
                    _entry(_("Roles"), "people:roles", path),
                    _entry(_("Why can she see this?"), "desk:why", path),
                    _entry(_("Journal"), "desk:journal", path),
                ],
            )
        )
    elif Role.TECH in viewer.roles:
        menus.append(Menu(_("The house"), [_entry(_("Runs"), "ops:runs", path)]))
    return tuple(menus)


def foot_menu() -> tuple[Entry, ...]:
    return (Entry(_("How pages look"), reverse("style")),)
