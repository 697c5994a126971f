"""What runs, their states and their counts are called; also marks the words for translation."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "intake": _("Intake of notices"),
    "match": _("Matching"),
    "digest": _("Weekly digest"),
    "import": _("Import of members"),
    "ask": _("Asking members"),
    "survey": _("Asking for the effect"),
    "attendance": _("Hours from attendance"),
    "publish": _("Publishing by the clock"),
    "news": _("News by mail"),
    "forget": _("Forgetting subscribers"),
}
STATES = {"queued": _("waits"), "running": _("is running"), "done": _("done"), "failed": _("failed"), "stopped": _("stopped")}
COUNTS = (
    _("published"),
    _("taken down"),
    _("held back"),
    _("unconfirmed"),
    _("ended"),
    _("Sending the news"),
    _("new"),
    _("asked"),
    _("reminded"),
    _("unreachable"),
    _("failed"),
    _("changed"),
    _("unchanged"),
    _("unread"),
    _("notices"),
    _("matches"),
    _("mails"),
    _("members"),
    _("older"),
    _("needs"),
    _("offers"),
    _("activities"),
    _("booked"),
    _("corrected"),
    _("withdrawn"),
    _("not affiliated"),
    _("no rate"),
    _("recorded by hand"),
    _("left out"),
    _("Booking hours from attendance"),
)
