"""The profile abroad: a sheet to copy from, and the same as a file."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.http import content_disposition_header

from klynge.access.who import secretariat
from klynge.desk.queries.abroad import sheet
from klynge.desk.views import abroad_parts as parts
from klynge.market.views.parts import language
from klynge.register.sheets import Writer
from klynge.web.page import HttpResponse, KlyngeRequest, page


@page("desk/abroad.html", who=secretariat, methods=("GET",))
def abroad(request: KlyngeRequest) -> Mapping[str, Any]:
    return parts.shown(sheet(request.viewer, timezone.localdate()), language())


@page(who=secretariat, methods=("GET",))
def abroad_file(request: KlyngeRequest, form: str) -> HttpResponse:
    today = timezone.localdate()
    writer = Writer(form, danish=language() == "da")
    told = sheet(request.viewer, today)
    file = writer.file(f"eccp-{today.isoformat()}", parts.headings(), parts.cells(told, language()))
    answer = HttpResponse(file.content, content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer
