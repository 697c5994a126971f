"""Where a release was printed: by hand, from a list that is shown first, and as a list for reports."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.core.errors import Wrong
from klynge.register.imports.file import read_table
from klynge.register.imports.table import PAGE_BYTES, check_size
from klynge.register.sheets import Writer
from klynge.register.views.problems import problems_of
from klynge.web.page import Go, HttpResponse, KlyngeRequest, page
from klynge.website.actions.coverage import drop_coverage, log_coverage
from klynge.website.coverage_sheet import COVERAGE, read_coverage_rows
from klynge.website.desk_forms import CoverageFileForm, CoverageForm, blame
from klynge.website.queries.coverage import all_printed, printed
from klynge.website.queries.drafts import draft
from klynge.website.views import coverage_parts as parts
from klynge.website.views.press_parts import crumbs


@page("website/coverage.html", who=secretariat)
def coverage(request: KlyngeRequest, page_id: int) -> Mapping[str, Any] | Go:
    found = draft(request.viewer, page_id)
    form = CoverageForm(request.POST or None, initial={"language": found.words.language})
    if request.method == "POST" and form.is_valid():
        try:
            log_coverage(by=request.viewer, page_id=page_id, lines=[form.line()])
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("press:coverage", (page_id,))
    rows = [parts.row(one) for one in printed(request.viewer, page_id)]
    return {"draft": found, "rows": rows, "form": form, "crumbs": crumbs(found.title), "answer": parts.told(len(rows))}


@page("website/coverage_list.html", who=secretariat)
def from_file(request: KlyngeRequest, page_id: int) -> Mapping[str, Any]:
    """Reading keeps nothing: what was understood goes with the page, signed, and is kept when somebody says so."""
    found, form = draft(request.viewer, page_id), CoverageFileForm(request.POST or None, request.FILES or None)
    title, back = _("Take in a list"), reverse("press:coverage", args=[page_id])
    shown = {"draft": found, "form": form, "title": title, "crumbs": crumbs(title, (found.title, back)), "back": back}
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["file"].read(PAGE_BYTES + 1)
            check_size(content, PAGE_BYTES)
            lines, problems = read_coverage_rows(read_table(content, COVERAGE), timezone.localdate())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            wrongs = [one for one in problems if one.error], [one for one in problems if not one.error]
            read = {"rows": [parts.line_row(one) for one in lines], "packed": parts.packed(page_id, lines), "read": True}
            return {**shown, **read, **problems_of(*wrongs, COVERAGE)}
    return shown


@page(who=secretariat, methods=("POST",))
def take(request: KlyngeRequest, page_id: int) -> Go:
    draft(request.viewer, page_id)
    new = log_coverage(by=request.viewer, page_id=page_id, lines=parts.unpacked(page_id, request.POST.get("packed", "")))
    messages.success(request, ngettext("%(n)d new place written down.", "%(n)d new places written down.", new) % {"n": new})
    return Go("press:coverage", (page_id,))


@page(who=secretariat, methods=("POST",))
def drop(request: KlyngeRequest, coverage_id: int) -> Go:
    return Go("press:coverage", (drop_coverage(by=request.viewer, coverage_id=coverage_id),))


@page(who=secretariat, methods=("GET",))
def export(request: KlyngeRequest, form: str) -> HttpResponse:
    writer = Writer(form, danish=(get_language() or "da").startswith("da"))
    rows = [parts.cells(one) for one in all_printed(request.viewer)]
    file = writer.file(f"{_('coverage')}-{timezone.localdate().isoformat()}", parts.headings(), rows)
    answer = HttpResponse(file.content, content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer
