"""Label workbooks: the list, one with its score and gaps, a criterion with its proofs, live evidence, and binders."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.programme.actions.binder import export_binder, freeze_binder
from klynge.programme.actions.workbook import change_workbook, load_criteria, open_workbook
from klynge.programme.forms.survey import blame
from klynge.programme.forms.workbook import FreezeForm, NewWorkbookForm, WorkbookForm
from klynge.programme.queries.choices import criterion_sets
from klynge.programme.queries.evidence import evidence as drawn
from klynge.programme.queries.survey import sees_rows
from klynge.programme.queries.workbook import binders, entries, one_workbook, workbook_cards
from klynge.programme.views import workbook_parts as parts
from klynge.programme.views.doors import HOUSE, TOTALS, label_crumbs, language
from klynge.web.listing import listing, number_of
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("programme/label.html", who=TOTALS, methods=("GET",))
def label(request: KlyngeRequest) -> Mapping[str, Any]:
    today, cards = timezone.localdate(), workbook_cards(request.viewer)
    return {
        "rows": [parts.row(card, today) for card in cards],
        "warnings": [found for card in cards if (found := parts.warning(card, today))],
        "house": sees_rows(request.viewer),
        "has_sets": bool(criterion_sets(request.viewer)),
        "answer": parts.answer(cards, today),
    }


@page(who=HOUSE, methods=("POST",))
def load(request: KlyngeRequest) -> Go:
    load_criteria(by=request.viewer)
    messages.success(request, _("The criteria are here. Their points are not public: enter them as the label gives them."))
    return Go("programme:label-add")


@page("programme/label_form.html", who=HOUSE)
def add(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    earlier = [(card.id, card.label) for card in workbook_cards(request.viewer)]
    form = NewWorkbookForm(request.POST or None, sets=criterion_sets(request.viewer), earlier=earlier)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_workbook(by=request.viewer, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("programme:workbook", (made.pk,))
    title = _("New workbook")
    return {"form": form, "title": title, "crumbs": label_crumbs(title), "back": reverse("programme:label")}


@page("programme/label_form.html", who=HOUSE)
def change(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    card = one_workbook(request.viewer, id)
    form = WorkbookForm(request.POST or None, initial={name: getattr(card, name) for name in WorkbookForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            change_workbook(by=request.viewer, workbook_id=id, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("programme:workbook", (id,))
    back = Entry(card.label, reverse("programme:workbook", args=[id]))
    return {"form": form, "title": _("Change"), "crumbs": label_crumbs(_("Change"), back), "back": back.url}


@page("programme/workbook.html", who=TOTALS, methods=("GET",))
def workbook(request: KlyngeRequest, id: int) -> Mapping[str, Any]:
    card, today = one_workbook(request.viewer, id), timezone.localdate()
    lines = entries(request.viewer, id, language())
    chosen = parts.gap_of(request.GET.get("gap", ""))
    return {
        "card": card,
        "house": sees_rows(request.viewer),
        "answer": parts.score(card),
        "meter": parts.meter(card),
        "warning": parts.warning(card, today),
        "facts": parts.facts(card),
        "stats": parts.stats(card, lines),
        "groups": parts.groups(lines, chosen),
        "chosen": chosen,
        "binders": [parts.binder(one) for one in binders(request.viewer, id)],
        "freeze": FreezeForm(initial={"language": language()}),
        "crumbs": label_crumbs(card.label),
    }


@page("programme/evidence.html", who=HOUSE, methods=("GET",))
def evidence(request: KlyngeRequest, name: str) -> Mapping[str, Any]:
    found = drawn(request.viewer, name, today=timezone.localdate(), language=language())
    shown = listing(found.rows, number_of(request.GET.get("page", "")), 100)
    table = parts.evidence_table(found, shown.items) if found.rows else None
    behind = reverse("programme:evidence", args=[found.behind]) if found.behind else ""
    return {"found": found, "table": table, "page": shown, "behind": behind, "crumbs": label_crumbs(found.title)}


@page(who=HOUSE, methods=("POST",))
def freeze(request: KlyngeRequest, id: int) -> Go:
    form = FreezeForm(request.POST)
    said = form.cleaned_data["language"] if form.is_valid() else language()
    freeze_binder(by=request.viewer, workbook_id=id, language=said)
    messages.success(request, _("Frozen: the binder keeps the workbook and its evidence as they are now."))
    return Go("programme:workbook", (id,))


@page(who=HOUSE, methods=("GET",))
def binder(request: KlyngeRequest, id: int, form: str) -> HttpResponse:
    file = export_binder(by=request.viewer, binder_id=id, form=form)
    answer = HttpResponse(file.content, content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Cache-Control"] = "no-store"
    return answer
