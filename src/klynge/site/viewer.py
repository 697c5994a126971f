"""Who asks: the middleware that names the viewer of a request, anew at each request, and what every template knows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.viewer import ANYONE, Viewer
from klynge.people.forms import ROLES
from klynge.people.models import Account as SignedIn
from klynge.people.queries import waits_for_second_factor
from klynge.register.viewers import viewer_of_account
from klynge.site.navigation import desk_menus, foot_menu, main_menu
from klynge.web.parts import Account, Action


class ViewerMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer = viewer = self.viewer(request)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if viewer.signed_in and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"  # nobody reads a page of theirs on the same machine afterwards
        return answer

    def viewer(self, request: HttpRequest) -> Viewer:
        if not isinstance(request.user, SignedIn):
            return ANYONE
        second = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
        return viewer_of_account(request.user, second_factor=second)


def role_name(viewer: Viewer) -> str:
    """What somebody is here, for the corner of the page."""
    roles = [str(ROLES[role]) for role in ROLES if role in viewer.roles]
    return ", ".join([*roles, *([_("Member")] if viewer.member else [])])


def second_factor_link(viewer: Viewer) -> Action | None:
    """Where somebody whose role waits for a second factor sets one up."""
    return Action(_("Set up a second factor"), reverse("mfa_index"), "primary") if waits_for_second_factor(viewer) else None


def context(request: HttpRequest) -> dict[str, Any]:
    """For every template: the viewer, the menus that are open to them, and whether this is the demonstration cluster."""
    viewer: Viewer = getattr(request, "viewer", ANYONE)
    account = None
    if viewer.signed_in:
        account = Account(viewer.name, role=role_name(viewer), url=reverse("mfa_index"), sign_out_url=reverse("account_logout"))
    return {
        "viewer": viewer,
        "cluster_name": settings.CLUSTER,
        "navigation": main_menu(viewer, getattr(request, "menu_path", request.path)),
        # Asked only by pages that show it; one that has counted what waits says so.
        "desk_navigation": partial(desk_menus, viewer, request.path, getattr(request, "waiting", None)),
        "desk_title": _("My desk") if viewer.signed_in else "",
        "foot_navigation": foot_menu(),
        "account": account,
        "second_factor": partial(second_factor_link, viewer),  # asked only by pages that have messages
        "sign_in_url": reverse("account_login"),
        "demonstration": settings.DEMO,
    }
