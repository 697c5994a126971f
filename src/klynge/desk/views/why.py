"""“Why can she see this?”, the journal, and what the guard against protective marks stopped."""

from collections.abc import Mapping
from typing import Any

from klynge.access.who import secretariat
from klynge.core.errors import KlyngeError
from klynge.desk.forms import WhyForm
from klynge.desk.queries import why as queries
from klynge.desk.queries.journal import journal_lines, stopped_lines
from klynge.desk.words import facts, kind, said, stopped_by, verb
from klynge.market.views.parts import language
from klynge.web.errors import sentence
from klynge.web.page import KlyngeRequest, page


@page("desk/why.html", who=secretariat, methods=("GET",))
def why(request: KlyngeRequest) -> Mapping[str, Any]:
    form = WhyForm(request.GET if "who" in request.GET else None, initial=request.GET.dict())
    explanation, steps = None, []
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            explanation = queries.explain_to_secretariat(request.viewer, asked["who"], asked["action"], asked["what"])
        except KlyngeError as error:
            form.add_error(getattr(error, "where", "") or "what", sentence(error))
        else:
            steps = [(said(step.why), step.opens) for step in explanation.steps]
    return {"form": form, "explanation": explanation, "steps": steps}


@page("desk/journal.html", who=secretariat, methods=("GET",))
def journal_page(request: KlyngeRequest) -> Mapping[str, Any]:
    lines = journal_lines(request.viewer, language=language())
    return {"lines": [(line, verb(line.verb), kind(line.kind), facts(line.facts)) for line in lines]}


@page("desk/stopped.html", who=secretariat, methods=("GET",))
def stopped_page(request: KlyngeRequest) -> Mapping[str, Any]:
    return {"lines": [(line, who, stopped_by(line.outcome, line.rule)) for line, who in stopped_lines(request.viewer)]}
