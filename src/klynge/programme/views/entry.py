"""One criterion of a workbook: its points, note and proofs."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.programme.actions.workbook import add_proof, confirm_criterion, remove_proof, write_entry
from klynge.programme.forms.survey import blame
from klynge.programme.forms.workbook import EntryForm, ProofForm
from klynge.programme.queries.evidence import titles
from klynge.programme.queries.secretaries import secretaries
from klynge.programme.queries.workbook import one_entry, one_workbook
from klynge.programme.views import workbook_parts as parts
from klynge.programme.views.doors import HOUSE, label_crumbs, language
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("programme/entry.html", who=HOUSE)
def entry(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    line, workbook_id = one_entry(request.viewer, id, language())
    form = EntryForm(
        request.POST or None,
        owners=secretaries(request.viewer),
        initial={name: getattr(line, name) for name in EntryForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        try:
            write_entry(by=request.viewer, entry_id=id, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("programme:workbook", (workbook_id,))
    card = one_workbook(request.viewer, workbook_id)
    title = f"{line.number} {line.name}"
    back = Entry(card.label, reverse("programme:workbook", args=[workbook_id]))
    return {
        "line": line,
        "source": _(line.source),
        "title": title,
        "answer": parts.gap_words(line),
        "form": form,
        "proofs": [parts.proof(one) for one in line.proofs],
        "proof_form": ProofForm(titles=titles()),
        "crumbs": label_crumbs(title, back),
    }


@page("programme/proof.html", who=HOUSE)
def prove(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    line, _workbook = one_entry(request.viewer, id, language())
    form = ProofForm(request.POST or None, titles=titles())
    if request.method == "POST" and form.is_valid():
        try:
            add_proof(by=request.viewer, entry_id=id, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("programme:entry", (id,))
    back = Entry(f"{line.number} {line.name}", reverse("programme:entry", args=[id]))
    return {"line": line, "form": form, "crumbs": label_crumbs(_("Add a proof"), back), "back": back.url}


@page(who=HOUSE, methods=("POST",))
def disprove(request: KlyngeRequest, id: int) -> Go:
    return Go("programme:entry", (remove_proof(by=request.viewer, proof_id=id),))


@page(who=HOUSE, methods=("POST",))
def confirm(request: KlyngeRequest, id: int) -> Go:
    line, _workbook = one_entry(request.viewer, id, language())
    confirm_criterion(by=request.viewer, criterion_id=line.criterion_id)
    messages.success(request, _("Confirmed: the criterion is the label's own."))
    return Go("programme:entry", (id,))
