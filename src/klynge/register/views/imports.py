"""Lists of members: sent in, looked at with every problem, taken in, and given out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.access.who import managers, secretariat
from klynge.core.errors import Wrong
from klynge.register.actions.exports import export_members
from klynge.register.actions.imports import import_members, take_in
from klynge.register.forms.members import ListForm
from klynge.register.imports.columns import BY_NAME, COLUMNS, MEMBERS
from klynge.register.imports.table import PAGE_BYTES, PAGE_ROWS, check_size
from klynge.register.queries.imports import imports, one_import
from klynge.register.views.members_parts import blame, crumbs
from klynge.register.views.problems import problems_of
from klynge.web.listing import listing, number_of
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("register/imports.html", who=secretariat)
def lists(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(PAGE_BYTES + 1)
            check_size(content, PAGE_BYTES)
            today = timezone.localdate()
            made = import_members(by=request.viewer, name=file.name or "", content=content, today=today, most=PAGE_ROWS)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("register:import", (made.pk,))
    title = _("Lists of members")
    return {"form": form, "imports": imports(request.viewer), "columns": COLUMNS, "crumbs": crumbs(title), "title": title}


@page("register/import.html", who=secretariat, methods=("GET",))
def one(request: KlyngeRequest, id: int) -> Mapping[str, Any]:
    card = one_import(request.viewer, id)
    rows = listing(card.rows, number_of(request.GET.get("page", "")), 50)
    return {
        "card": card,
        "rows": [(row, [(_column(name), was, now) for name, was, now in row.changes]) for row in rows],
        "listing": rows,
        **problems_of(card.errors, card.notes, MEMBERS),
        "crumbs": crumbs(card.line.name, Entry(_("Lists of members"), reverse("register:lists"))),
    }


@page(who=secretariat, methods=("POST",))
def take(request: KlyngeRequest, id: int) -> Go:
    made = take_in(by=request.viewer, import_id=id, today=timezone.localdate(), most=PAGE_ROWS)
    said = {"new": made.counts["new"], "changed": made.counts["changed"], "same": made.counts["same"]}
    messages.success(request, _("Taken in: %(new)d new, %(changed)d changed, %(same)d as they were.") % said)
    return Go("register:import", (id,))


@page(who=secretariat | managers, methods=("GET",))
def export(request: KlyngeRequest, form: str) -> HttpResponse:
    language = (get_language() or "da")[:2]
    file = export_members(by=request.viewer, form=form, language=language, today=timezone.localdate())
    answer = HttpResponse(file.content, content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Cache-Control"] = "no-store"
    return answer


def _column(name: str) -> str:
    return str(BY_NAME[name].label) if name in BY_NAME else name
