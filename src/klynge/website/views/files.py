"""Pictures and files. They run nothing, whatever they hold: no script, no frame, no type that a browser guesses."""

from csp.constants import NONE
from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from klynge.access.who import everyone, secretariat
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries import files

STILL = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": [True]}


@page(who=everyone, methods=("GET",))
def picture(request: KlyngeRequest, rendition_id: int) -> HttpResponseBase:
    return _sent(request, files.picture(request.viewer, rendition_id), attachment=False)


@page(who=secretariat, methods=("GET",))
def whole_picture(request: KlyngeRequest, picture_id: int) -> HttpResponseBase:
    return _sent(request, files.whole_picture(request.viewer, picture_id), attachment=False)


@page(who=everyone, methods=("GET",))
def file(request: KlyngeRequest, file_id: int) -> HttpResponseBase:
    return _sent(request, files.file(request.viewer, file_id), attachment=True)


def _sent(request: KlyngeRequest, given: files.Given, *, attachment: bool) -> HttpResponseBase:
    answer = HttpResponse(given.content, content_type=given.type)
    answer["Content-Disposition"] = content_disposition_header(attachment, given.name)
    answer._csp_config = STILL  # type: ignore[attr-defined]  # as django-csp's decorator does
    if not request.viewer.signed_in:
        answer["Cache-Control"] = "public, max-age=60"  # a picture that is taken down is gone in a minute
    return answer
