"""“Is this still right?” by signed link, without signing in. Looking uses nothing up; only the answer does."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from klynge.access.viewer import Viewer
from klynge.access.who import everyone
from klynge.core.errors import Refused
from klynge.people import links
from klynge.register.actions.confirm import PURPOSE, answer_confirmation
from klynge.register.forms.members import AnswerForm
from klynge.register.queries.confirm import asked
from klynge.register.queries.people import people
from klynge.register.queries.profile import profile
from klynge.register.viewers import viewer_of_person
from klynge.register.views import profile_parts as words
from klynge.web.page import KlyngeRequest, page


@page("register/still_right.html", who=everyone)
def still_right(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    opened = links.look(token, PURPOSE)
    viewer = _viewer(opened)
    question = asked(viewer, int(opened.subject))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():  # the link is used up only when the answer counts
            links.take(token, PURPOSE)
            answer_confirmation(by=viewer, confirmation_id=question.id, **form.cleaned_data)
        return {"thanks": True, "right": form.cleaned_data["right"]}
    today = timezone.localdate()
    shown = profile(viewer, question.organisation_id, language=(get_language() or "da")[:2], today=today)
    return {
        "profile": shown,
        "sections": words.sections(shown),
        "people": people(viewer, shown.line.id, today),
        "form": form,
        "name": viewer.name,
    }


def _viewer(opened: links.Opened) -> Viewer:
    """The person the link was made for, with what their work opens today."""
    if opened.person_id is None:
        raise Refused("This link was made for nobody.")
    return viewer_of_person(opened.person_id)
