"""Applying for membership without an account. Whoever writes the form gets the same answer whatever the house knows of them."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from klynge.access.who import everyone
from klynge.core.errors import Unavailable, Wrong
from klynge.people import links
from klynge.people.paced import paced
from klynge.register.actions.apply import ANSWER, APPLICANT, CONFIRM, answer_application, apply, confirm_application
from klynge.register.forms.join import BAIT, JoinForm, ReplyForm
from klynge.register.queries.applications import behind_link
from klynge.register.views.directory_language import spoken, twins
from klynge.web.page import Go, KlyngeRequest, page


@page("register/join/join.html", who=everyone)
@paced
def join(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    said = spoken(request)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not form.baited():
                apply(by=APPLICANT, said=form.said(), language=said.language)
        except (Wrong, Unavailable) as wrong:
            form.blame(wrong)
        else:
            return Go(reverse("join:sent") + said.keep)
    return {"form": form, "bait": BAIT, "spoken": said, "twins": twins(request.path, said.language)}


@page("register/join/told.html", who=everyone, methods=("GET",))
def sent(request: KlyngeRequest) -> Mapping[str, Any]:
    return {"spoken": spoken(request)}


@page("register/join/confirm.html", who=everyone)
def confirm(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    said, asked = spoken(request), behind_link(links.look(token, CONFIRM).subject, asked=False)
    if request.method == "POST":
        confirm_application(by=APPLICANT, token=token)
        return {"thanks": True, "spoken": said}
    return {"asked": asked, "spoken": said}


@page("register/join/answer.html", who=everyone)
def answer(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    said, asked = spoken(request), behind_link(links.look(token, ANSWER).subject, asked=True)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_application(by=APPLICANT, token=token, answer=form.cleaned_data["answer"])
        return {"thanks": True, "spoken": said}
    return {"asked": asked, "form": form, "spoken": said}
