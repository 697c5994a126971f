"""What the programme's kinds and states are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

KINDS: dict[str, Promise] = {
    "yes": _("Yes or no"),
    "number": _("A number"),
    "choice": _("One of several"),
    "text": _("Free text"),
}
RESULTS: dict[str, Promise] = {
    "knowledge": _("New knowledge"),
    "product": _("New product"),
    "process": _("New process"),
    "service": _("New service"),
    "collaboration": _("Collaboration"),
    "turnover": _("Extra turnover"),
    "jobs": _("New jobs"),
    "export": _("Export"),
}
ANSWERED: dict[str, Promise] = {"full": _("Full answer"), "partial": _("Partial answer"), "none": _("No answer")}
STATES: dict[str, Promise] = {"open": _("Not begun"), "working": _("Being worked on"), "ready": _("Ready")}
UNITS: dict[str, Promise] = {"jobs": _("jobs"), "hours": _("hours"), "%": _("percent")}

# Where the tables that come with Klynge have their texts from, as their files say it.
SOURCES = (
    gettext_noop("National performance accounts of the clusters, questions in our own words"),
    gettext_noop("Topics of the funders' participant survey of 2022, questions in our own words"),
    gettext_noop("2013 criteria, as listed in Foundations of Management, doi 10.2478/fman-2023-0002"),
    gettext_noop("General knowledge; the sum of 31 supports it"),
)
