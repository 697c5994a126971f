"""Who asks: the middleware that names the viewer of a request, anew at each request, and what every template knows."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from klynge.access.viewer import ANYONE, Viewer
from klynge.people.models import Account
from klynge.register.viewers import viewer_of_account
from klynge.site.navigation import navigation


class ViewerMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer = self.viewer(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def viewer(self, request: HttpRequest) -> Viewer:
        if not isinstance(request.user, Account):
            return ANYONE
        second = any(record.get("method") == "mfa" for record in get_authentication_records(request))
        return viewer_of_account(request.user, second_factor=second)


def context(request: HttpRequest) -> dict[str, Any]:
    """For every template: the viewer, the navigation that is open to them, and whether this is the demonstration cluster."""
    viewer = getattr(request, "viewer", ANYONE)
    return {"viewer": viewer, "navigation": navigation(viewer, request.path), "demo": settings.DEMO}
