"""What the newsroom's things are called; also marks the words for translation."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = {"da": _("Danish"), "en": _("English")}
PRESS_LANGUAGES = {
    **LANGUAGES,
    "de": _("German"),
    "fr": _("French"),
    "sv": _("Swedish"),
    "no": _("Norwegian"),
}
COVERAGE_KINDS = {"web": _("Web"), "print": _("Print"), "radio": _("Radio"), "tv": _("Television")}
STATES = {
    "missing": _("Nobody was asked"),
    "asked": _("Asked"),
    "approved": _("Approved"),
    "change": _("Asks for a change"),
    "old": _("The words have changed since"),
}
CONSENT = _(
    "When you press the button, you agree that %(cluster)s sends its releases to this address by mail. You can stop at any time "
    "by the link in each mail."
)
