"""The few doors that belong to no app."""

from django.http import HttpResponseBase
from django.views.i18n import set_language

from klynge.access.who import everyone
from klynge.web.page import KlyngeRequest, page


@page(who=everyone, methods=("POST",))
def language(request: KlyngeRequest) -> HttpResponseBase:
    """Keeps the chosen language in a cookie and goes back."""
    return set_language(request)
