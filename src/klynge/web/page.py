"""How a page is made: `@page(template, who=...)` on a function that parses, calls and returns a context.

The function gets the request (with `request.viewer`) and the address's parts. It returns a context for the template, a
`Go(address)`, or a response of its own (a file, a feed). A guest at a closed door is asked to sign in; anybody else, and
whoever asks for what is not open to them, gets the same 404 as for what does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

from klynge.access.viewer import Viewer
from klynge.access.who import Who
from klynge.core.errors import Refused, Wrong
from klynge.web.errors import sentence

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")  # what a form sends; anything else would be read as nothing


class KlyngeRequest(HttpRequest):
    """What the middleware adds. `waiting`: what a page has counted that its menu shows too, so that it is counted once. `menu_path`:
    the door of the menu behind which a page lies whose own address does not say so."""

    viewer: Viewer
    waiting: object
    menu_path: str


@dataclass(frozen=True, slots=True)
class Go:
    """Send the browser on, with 303, to an address or a named URL."""

    to: str
    parts: tuple[Any, ...] = ()


View = Callable[..., Mapping[str, Any] | Go | HttpResponseBase]


def page(
    template: str = "", *, who: Who, methods: tuple[str, ...] = ("GET", "POST"), clearances: bool = False
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A door. `template` may be "" for a view that always answers for itself. `clearances`: its form may say up to which mark somebody
    is cleared, while not everybody is to read it (see `klynge.web.marking`)."""

    def door(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def open_door(request: KlyngeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # HEAD asks what GET would answer. A door that takes only POST must not open to it: HEAD needs no form token.
            asked = "GET" if request.method == "HEAD" else request.method
            if asked not in methods:
                return HttpResponseNotAllowed(methods, render_to_string("405.html"))
            if not who.passes(request.viewer):
                if request.viewer.signed_in or asked != "GET":
                    raise Http404
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            if any("\x00" in value for value in kwargs.values() if isinstance(value, str)):
                raise Http404  # no name of anything holds a NUL, and PostgreSQL cannot even be asked for one
            if (
                asked == "POST"
                and request.content_type not in FORMS
                and request.META.get("CONTENT_LENGTH") not in ("", "0", None)
            ):
                return HttpResponse(render_to_string("415.html"), status=415)
            try:
                answer = view(request, *args, **kwargs)
            except Refused:
                raise Http404 from None
            except Wrong as error:
                return render(request, "web/wrong.html", {"message": sentence(error), "where": error.where}, status=422)
            if isinstance(answer, Go):
                return HttpResponseRedirect(resolve_url(answer.to, *answer.parts), status=303)
            if isinstance(answer, HttpResponseBase):
                return answer
            return render(request, template, dict(answer))

        open_door.who = who  # type: ignore[attr-defined]
        open_door.clearances = clearances  # type: ignore[attr-defined]
        return login_not_required(open_door)

    return door


def simple(template: str, *, who: Who) -> Callable[..., HttpResponseBase]:
    """A page that only shows its template."""
    return page(template, who=who, methods=("GET",))(lambda request: {})


__all__ = ["Go", "HttpResponse", "KlyngeRequest", "page", "simple"]
