"""What the codes of reports are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNITS: dict[str, Promise] = {
    "companies": _("companies"),
    "institutions": _("institutions"),
    "hours": _("hours"),
    "money": _("money"),
    "people": _("people"),
    "activities": _("activities"),
}

SPLITS: dict[str, Promise] = {"region": _("Region"), "size": _("Staff"), "field": _("Field of work")}

RESULTS: dict[str, Promise] = {
    "knowledge": _("New knowledge"),
    "product": _("New product"),
    "process": _("New process"),
    "service": _("New service"),
    "collaboration": _("Collaboration"),
    "turnover": _("Turnover"),
    "jobs": _("Jobs"),
    "export": _("Export"),
}

COSTS: dict[str, Promise] = {
    "wage": _("Wages"),
    "external": _("External costs"),
    "travel": _("Travel"),
    "overhead": _("Overhead"),
    "equipment": _("Equipment"),
    "in kind": _("In kind"),
}
