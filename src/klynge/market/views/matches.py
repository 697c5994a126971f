"""Matches: the secretariat approves or dismisses, the member answers, signed in or by the link in a mail."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from klynge.access.who import everyone, members, secretariat, signed_in
from klynge.core.errors import Refused
from klynge.market import words
from klynge.market.actions.decide import ANSWER_LINK, Decided, answer, answer_by_link, approve, dismiss
from klynge.market.actions.digest import STOP, stop_digests
from klynge.market.forms import matches as forms
from klynge.market.queries import matches as queries
from klynge.market.views import parts
from klynge.people import links
from klynge.register.viewers import viewer_of_person
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("market/approve.html", who=secretariat)
def approve_page(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    if request.method == "POST":
        decision = forms.decision(request.POST)
        if decision.approve:
            done = approve(by=request.viewer, match_ids=decision.match_ids)
        else:
            done = dismiss(by=request.viewer, match_ids=decision.match_ids, why=decision.why)
        _tell(request, done, approved=decision.approve)
        return Go(request.get_full_path())
    wanted, number = forms.to_approve(request.GET), number_of(request.GET.get("page", ""))
    found = queries.to_approve(request.viewer, wanted, number, language=parts.language(), now=timezone.now())
    return {"found": found, "lines": [parts.match(line) for line in found], "wanted": wanted}


def _tell(request: KlyngeRequest, done: Decided, *, approved: bool) -> None:
    if approved:
        text = ngettext("%(n)s match approved.", "%(n)s matches approved.", done.done) % {"n": done.done}
    else:
        text = ngettext("%(n)s match dismissed.", "%(n)s matches dismissed.", done.done) % {"n": done.done}
    if done.passed:
        text += " " + gettext("The others had been decided already.")
    messages.success(request, text)


@page("market/for_you.html", who=members, methods=("GET",))
def for_you(request: KlyngeRequest) -> Mapping[str, Any]:
    now, language = timezone.now(), parts.language()
    waiting = queries.for_you(request.viewer, language=language, now=now)
    return {
        "waiting": [parts.match(line) for line in waiting],
        "answered": [parts.match(line) for line in queries.answered(request.viewer, language=language, now=now)],
        "answer": parts.waiting_answer(waiting),
    }


@page(who=signed_in, methods=("POST",))
def answer_match(request: KlyngeRequest, match_id: int) -> Go:
    said, why = forms.answer(request.POST)
    answer(by=request.viewer, match_id=match_id, answer=said, why=why)
    messages.success(request, gettext("Noted: %(answer)s.") % {"answer": words.ANSWERS[said]})
    if request.POST.get("back") == "desk":
        return Go("desk:desk")
    return Go((request.POST.get("back") == "notice" and _notice_of(request, match_id)) or "market:for-you")


def _notice_of(request: KlyngeRequest, match_id: int) -> str:
    card = queries.one_match(request.viewer, match_id, language=parts.language(), now=timezone.now()).notice
    return parts.address(card.source, card.number)


@page("market/answer_link.html", who=everyone)
def answer_link(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """From a mail. Looking changes nothing, as mail scanners look too; the button answers."""
    opened = links.look(token, ANSWER_LINK)
    if request.method == "POST":
        said, why = forms.answer(request.POST)
        answer_by_link(token, said=said, why=why)
    viewer, match_id = viewer_of_person(opened.person_id or 0), forms.whole(opened.subject.removeprefix("match:"))
    line = queries.one_match(viewer, match_id, language=parts.language(), now=timezone.now())
    return {
        "line": parts.match(line),
        "done": request.method == "POST",
        "asked": request.GET.get("answer", ""),
        "answers": words.ANSWERS,
    }


@page("market/stop.html", who=everyone)
def stop(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """No more weekly mails, from the link at their end."""
    opened = links.look(token, STOP)
    if opened.person_id is None:
        raise Refused("This link names nobody.")
    if request.method == "POST":
        with transaction.atomic():
            links.take(token, STOP)
            stop_digests(by=viewer_of_person(opened.person_id))
    return {"done": request.method == "POST"}
