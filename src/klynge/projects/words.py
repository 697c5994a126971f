"""Stages, roles, kinds of cost and results in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAGES: dict[str, Promise] = {
    "idea": _("Idea"),
    "application": _("Application"),
    "running": _("Running"),
    "closed": _("Closed"),
    "dropped": _("Dropped"),
}

ROLES: dict[str, Promise] = {
    "company": _("Company"),
    "knowledge": _("Knowledge institution"),
    "cluster": _("Partner cluster"),
    "authority": _("Authority"),
}

COSTS: dict[str, Promise] = {
    "wage": _("Wages"),
    "external": _("External services"),
    "travel": _("Travel"),
    "overhead": _("Overhead"),
    "equipment": _("Equipment"),
    "in kind": _("In kind"),
}

RESULTS: dict[str, Promise] = {
    "knowledge": _("New knowledge"),
    "product": _("New product"),
    "process": _("New process"),
    "service": _("New service"),
    "collaboration": _("New collaboration"),
    "turnover": _("More turnover"),
    "jobs": _("New jobs"),
    "export": _("More export"),
}
