"""The menus that are open to a viewer. A menu shows doors; whether one opens is the door's own business."""

from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.viewer import Role, Viewer
from klynge.web.parts import Entry, Menu


def _entry(label: str, name: str, path: str) -> Entry:
    url = reverse(name)
    return Entry(label, url, current=path == url or (url != "/" and path.startswith(url)))


def main_menu(viewer: Viewer, path: str) -> tuple[Entry, ...]:
    return ()


def desk_menus(viewer: Viewer, path: str) -> tuple[Menu, ...]:
    menus = []
    if viewer.secretariat:
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
