"""Pictures and files. They run nothing, whatever they hold: no script, no frame, no type that a browser guesses."""

from django.http import FileResponse, HttpResponseBase

from klynge.access.who import everyone, secretariat
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries import files

STILL = {"default-src": ["'none'"], "sandbox": True}


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
    answer = FileResponse(given.content, as_attachment=attachment, filename=given.name, content_type=given.type)
    answer._csp_replace = STILL  # type: ignore[attr-defined]  # as django-csp's decorator does
    if not request.viewer.signed_in:
        answer["Cache-Control"] = "public, max-age=60"  # a picture that is taken down is gone in a minute
    return answer
