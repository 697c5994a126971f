"""Answering a survey: by signed link without an account, or signed in. Looking uses nothing up; only the answer does."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.viewer import Viewer
from klynge.access.who import everyone, members
from klynge.core.errors import Refused, Wrong
from klynge.people import links
from klynge.programme.actions.answer import answer_survey
from klynge.programme.actions.ask import PURPOSE
from klynge.programme.forms.survey import SheetForm, blame
from klynge.programme.queries.my_surveys import Sheet, my_surveys, survey_sheet
from klynge.programme.views.doors import language
from klynge.register.viewers import viewer_of_person
from klynge.web.page import Go, KlyngeRequest, page


@page("programme/my_surveys.html", who=members, methods=("GET",))
def mine(request: KlyngeRequest) -> Mapping[str, Any]:
    sheets = my_surveys(request.viewer, language=language(), today=timezone.localdate())
    return {"waiting": [one for one in sheets if one.open and not one.answered], "earlier": [one for one in sheets if _past(one)]}


@page("programme/answer.html", who=members)
def answer(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    sheet = survey_sheet(request.viewer, id, language=language(), today=timezone.localdate())
    form = SheetForm(request.POST if request.method == "POST" else None, questions=sheet.questions)
    if _answered(request, request.viewer, sheet, form):
        messages.success(request, _("Thank you. Your answer is kept, and you can change it until the survey closes."))
        return Go("programme:my-surveys")
    return {"sheet": sheet, "form": form}


@page("programme/answer_link.html", who=everyone)
def by_link(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    opened = links.look(token, PURPOSE)
    if opened.person_id is None:
        raise Refused("This link was made for nobody.")
    viewer = viewer_of_person(opened.person_id)
    sheet = survey_sheet(viewer, int(opened.subject), language=language(), today=timezone.localdate())
    form = SheetForm(request.POST if request.method == "POST" else None, questions=sheet.questions)
    if _answered(request, viewer, sheet, form, token):
        return {"sheet": sheet, "thanks": True}
    return {"sheet": sheet, "form": form}


def _answered(request: KlyngeRequest, viewer: Viewer, sheet: Sheet, form: SheetForm, token: str = "") -> bool:
    """Keeps a good answer; a bad one is shown in the form and uses no link up."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        answer_survey(by=viewer, asked_id=sheet.id, said=form.said())
    except Wrong as wrong:
        blame(form, wrong)
        return False
    if token:
        links.take(token, PURPOSE)
    return True


def _past(sheet: Sheet) -> bool:
    return sheet.answered or not sheet.open
