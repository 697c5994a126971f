"""The door of the editor. All that Wagtail's editor answers passes here, and no account passes that is not of the secretariat now,
whatever group it is in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url

from klynge.access.who import Who
from klynge.core.errors import Wrong
from klynge.web.errors import sentence
from klynge.web.page import KlyngeRequest
from klynge.website.actions.editors import keep_in_step

# Wagtail's editor writes scripts and styles into its pages and shows previews in frames; nowhere else is that allowed.
FRAMED = {"frame-ancestors": [SELF]}
LOOSER = {
    **FRAMED,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
Callback = Callable[..., HttpResponseBase]


def edit_door(callback: Callback, who: Who) -> Callback:
    """One of Wagtail's views behind a door that says who may pass. To everybody else it is absent, as all doors of the house are."""

    @wraps(callback)
    def open_door(request: KlyngeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not who.passes(request.viewer):
            asked = "GET" if request.method == "HEAD" else request.method
            if request.viewer.signed_in or asked != "GET":
                raise Http404
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if any("\x00" in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404
        keep_in_step()
        try:
            answer = callback(request, *args, **kwargs)
        except Wrong as wrong:
            answer = _refused(request, wrong, kwargs)
        # A preview has been through all the middleware as a page of the site: it stays as strict, and may be framed.
        preview = answer.headers.pop("Content-Security-Policy", None) is not None
        answer._csp_replace = FRAMED if preview else LOOSER  # type: ignore[attr-defined]  # as django-csp's decorator does
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        return answer

    open_door.who = who  # type: ignore[attr-defined]
    return login_not_required(open_door)


def _refused(request: KlyngeRequest, wrong: Wrong, asked: dict[str, Any]) -> HttpResponseBase:
    """What one of our rules refuses is said on the page of the editor, where it can be mended: an approval of a release that lacks
    something. A part of a page that script asked for leads there, too."""
    messages.error(request, sentence(wrong))
    page = asked.get("page_id")
    where = resolve_url("wagtailadmin_pages:edit", page) if page else resolve_url("wagtailadmin_home")
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": where})
    return HttpResponseRedirect(where, status=303)


def leading_to(name: str) -> Callback:
    """In place of a page of Wagtail's: to the house's own."""
    return lambda request, *args, **kwargs: HttpResponseRedirect(resolve_url(name), status=303)


def closed_door(callback: Callback, who: Who) -> Callback:
    """An address that Wagtail's own pages name and that answers nobody: accounts, passwords and groups are not managed here."""

    @wraps(callback)
    def open_door(request: KlyngeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise Http404

    open_door.who = who  # type: ignore[attr-defined]
    return login_not_required(open_door)
