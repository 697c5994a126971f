"""Who may pass the programme's doors, and what its pages share."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat
from klynge.web.parts import Entry

HOUSE = secretariat | holder(Role.FINANCE)
READERS = HOUSE | holder(Role.BOARD) | holder(Role.AUDITOR)
TOTALS = HOUSE | holder(Role.BOARD)


def language() -> str:
    return (get_language() or "da")[:2]


def survey_crumbs(title: str, *between: Entry) -> list[Entry]:
    return [Entry(_("Surveys"), reverse("programme:surveys")), *between, Entry(title, "", current=True)]


def label_crumbs(title: str, *between: Entry) -> list[Entry]:
    return [Entry(_("Label"), reverse("programme:label")), *between, Entry(title, "", current=True)]
