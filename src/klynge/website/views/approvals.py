"""Who approves which part of a release: the secretariat's page, and the page that a signed link opens."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.who import everyone, secretariat
from klynge.core.errors import Unavailable, Wrong
from klynge.people import links
from klynge.web.page import Go, KlyngeRequest, page
from klynge.website.actions.approve import PURPOSE, answer_approval, ask_approval, note_answer, withdraw_asks
from klynge.website.desk_forms import AnswerForm, AskForm, NoteForm, blame
from klynge.website.queries import approvals as queries
from klynge.website.queries.drafts import draft
from klynge.website.queries.lacking import lacking_all
from klynge.website.views import press_parts as parts


@page("website/approvals.html", who=secretariat, methods=("GET",))
def approvals(request: KlyngeRequest, page_id: int) -> Mapping[str, Any]:
    found = draft(request.viewer, page_id)
    needs = queries.needs_of([found.words])[page_id]
    return {
        "draft": found,
        "rows": [parts.need_row(page_id, one) for one in needs],
        "others": [one for one in lacking_all([found.words])[page_id] if one.about not in ("quote", "member")],
        "answer": parts.needed(needs),
        "crumbs": parts.crumbs(found.title),
        "asked": any(one.newest and not one.newest.answer for one in needs),
    }


@page("website/desk_form.html", who=secretariat)
def ask(request: KlyngeRequest, page_id: int, part: str, key: str) -> Mapping[str, Any] | Go:
    viewer, need = request.viewer, queries.need(request.viewer, page_id, part, key)
    to = queries.contact(viewer, int(key), timezone.localdate()) if part == "member" else None
    form = AskForm(request.POST or None, initial=parts.addressee(need, to, draft(viewer, page_id).words.language))
    if request.method == "POST" and form.is_valid():
        person = to.person_id if to is not None and to.email == form.cleaned_data["email"].lower() else None
        try:
            row = ask_approval(by=viewer, page_id=page_id, part=part, key=key, person_id=person, **form.cleaned_data)
        except (Wrong, Unavailable) as error:
            blame(form, error)
        else:
            messages.success(request, _("The mail to %(name)s is on its way.") % {"name": row.name})
            return Go("press:approvals", (page_id,))
    return {"form": form, **parts.under(draft(viewer, page_id), need, _("Ask for approval")), "button": _("Send the mail")}


@page("website/desk_form.html", who=secretariat)
def note(request: KlyngeRequest, page_id: int, part: str, key: str) -> Mapping[str, Any] | Go:
    viewer, need = request.viewer, queries.need(request.viewer, page_id, part, key)
    form = NoteForm(request.POST or None, initial={"name": need.newest.name if need.newest else need.name})
    if request.method == "POST" and form.is_valid():
        try:
            note_answer(by=viewer, page_id=page_id, part=part, key=key, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("press:approvals", (page_id,))
    return {"form": form, **parts.under(draft(viewer, page_id), need, _("Write an answer down")), "button": _("Save")}


@page(who=secretariat, methods=("POST",))
def withdraw(request: KlyngeRequest, page_id: int) -> Go:
    draft(request.viewer, page_id)
    withdraw_asks(by=request.viewer, page_id=page_id)
    messages.success(request, _("The links that were sent open nothing any more."))
    return Go("press:approvals", (page_id,))


@page("website/approve.html", who=everyone)
def by_link(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """Looking uses nothing up; the answer is given once, and stays readable by the same link."""
    number = int(links.look(token, PURPOSE).subject.partition(":")[2])
    shown, form = queries.by_link(number), AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_approval(token=token, approved=request.POST.get("answer") == "approve", note=form.cleaned_data["note"])
            shown = queries.by_link(number)
        except Wrong as wrong:
            blame(form, wrong)
    return {"shown": shown, "form": form, "blocks": parts.blocks(shown)}
