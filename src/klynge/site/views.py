"""The few doors that belong to no app, and what is answered when no door could."""

import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from klynge.access.who import everyone
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries.published import in_language

WAIT = 30  # seconds after which a browser or robot may ask again


@csrf_exempt
@page(who=everyone, methods=("POST",))
def language(request: KlyngeRequest) -> HttpResponseBase:
    """Keeps the chosen language in a cookie and goes back. Its form stands on every page, so it does without a form token: a token
    would need a cookie of everybody who only reads. Another site's form is known by the origin that the browser states. From a page
    of the website it goes to the same page in that language."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc not in (request.get_host(), urlsplit(settings.ADDRESS).netloc):
        raise PermissionDenied
    answer = set_language(request)
    was = urlsplit(answer.headers.get("Location", ""))
    if there := in_language(was.path, request.POST.get("language", "")):
        answer.headers["Location"] = f"{there}?{was.query}" if was.query else there
    return answer


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. Whoever sent a form learns that their words are not lost; whether the thing is gone or hidden, nobody is told."""
    template = "404_sent.html" if request.method == "POST" else "404.html"
    return HttpResponse(render_to_string(template), status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when it was too much to be read."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """400 for a request that broke off; 503 when it is the database that does not answer, as the same again in a while may go well;
    else 500."""
    kind = sys.exc_info()[0]
    if kind is not None and issubclass(kind, UnreadablePostError):
        return unreadable(request)
    if kind is not None and issubclass(kind, (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(WAIT)})
    return HttpResponse(render_to_string("500.html"), status=500)
