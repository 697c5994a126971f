"""Public pages kept for a minute, for guests: what is asked for again is answered as it was, until anything in the house changes.

Every change of the house leaves a line in the journal, so its last line says whether something may be different now; what publishes, takes
down or corrects anything empties all that was kept, in every process, at once. What changes by the clock alone (a deadline that passes)
shows a minute later at the most.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from klynge.access.journal import last_line

SECONDS = 60
LARGEST = 400_000  # bytes of a page that is kept


class KeptPages:
    """Stands inside the middleware that finds out the language and writes headers for each answer, and outside all that knows people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.KEEP_PAGES or not _by_a_guest(request):
            return self.get_response(request)
        asked = (str(last_line()), get_language() or "", request.get_host(), request.get_full_path())
        pages, key = caches["pages"], hashlib.sha256("\n".join(asked).encode("utf-8", "surrogatepass")).hexdigest()
        kept: HttpResponse | None = pages.get(key)
        if kept is not None:
            return kept
        answer = self.get_response(request)
        if isinstance(answer, HttpResponse) and _may_be_kept(request, answer):
            patch_vary_headers(answer, ("Cookie",))
            answer.headers.setdefault(
                "Content-Language", get_language() or ""
            )  # the page's own, which may be another than was asked in
            pages.set(key, answer, SECONDS)
        return answer


def _by_a_guest(request: HttpRequest) -> bool:
    """Nobody who could be known, and nothing that a page says once."""
    asked = request.method == "GET" and not request.headers.get("Range") and not request.headers.get("HX-Request")
    return asked and not {settings.SESSION_COOKIE_NAME, "messages", settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()


def _may_be_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    """A whole page that sets no cookie, has no token of a form, and does not ask to be kept by nobody."""
    said = answer.headers.get("Cache-Control", "")
    for_one = answer.cookies or "CSRF_COOKIE_NEEDS_UPDATE" in request.META or "private" in said or "no-store" in said
    return answer.status_code == 200 and not answer.streaming and not for_one and len(answer.content) <= LARGEST
