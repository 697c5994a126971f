"""The desks: what each person opens first, composed from the apps' queries."""

from collections.abc import Mapping
from typing import Any

from klynge.access import journal
from klynge.access.who import secretariat
from klynge.desk import queries
from klynge.desk.forms import WhyForm
from klynge.web.page import KlyngeRequest, page


@page("desk/why.html", who=secretariat, methods=("GET",))
def why(request: KlyngeRequest) -> Mapping[str, Any]:
    form = WhyForm(request.GET or None)
    explanation = None
    if request.GET and form.is_valid():
        asked = form.cleaned_data
        explanation = queries.explain_to_secretariat(request.viewer, asked["who"], asked["action"], asked["what"])
    return {"form": form, "explanation": explanation}


@page("desk/journal.html", who=secretariat, methods=("GET",))
def journal_page(request: KlyngeRequest) -> Mapping[str, Any]:
    return {"lines": journal.lines(request.viewer)}
