"""Sets of questions: which there are, what they ask, and changing them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.programme.actions.survey import add_question, confirm_questions, drop_question, load_questions
from klynge.programme.forms.survey import QuestionForm, blame
from klynge.programme.queries.questions import QuestionLine, one_set, set_cards
from klynge.programme.views.doors import HOUSE, language, survey_crumbs
from klynge.programme.words import KINDS, RESULTS, UNITS
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Action, Entry, Row, Tag


@page("programme/question_sets.html", who=HOUSE, methods=("GET",))
def sets(request: KlyngeRequest) -> Mapping[str, Any]:
    title = _("Sets of questions")
    rows = [_set(card) for card in set_cards(request.viewer, language())]
    load = Action(_("Take in the standard questions"), reverse("programme:questions-load"), "primary", post=True)
    return {"rows": rows, "title": title, "crumbs": survey_crumbs(title), "load": load}


@page(who=HOUSE, methods=("POST",))
def load(request: KlyngeRequest) -> Go:
    new = load_questions(by=request.viewer)
    messages.success(request, _("The standard questions are here.") if new else _("They were here already."))
    return Go("programme:questions")


@page("programme/question_set.html", who=HOUSE)
def one(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    card, lines = one_set(request.viewer, id, language())
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = add_question(by=request.viewer, set_id=id, **form.said())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("programme:question-set", (kept.pk,))
    back = Entry(_("Sets of questions"), reverse("programme:questions"))
    rows = [_question(line, card.newest) for line in lines]
    source = _(card.source) if card.source else ""
    return {"card": card, "source": source, "rows": rows, "form": form, "crumbs": survey_crumbs(card.name, back)}


@page(who=HOUSE, methods=("POST",))
def drop(request: KlyngeRequest, id: int) -> Go:
    return Go("programme:question-set", (drop_question(by=request.viewer, question_id=id).pk,))


@page(who=HOUSE, methods=("POST",))
def confirm(request: KlyngeRequest, id: int) -> Go:
    confirm_questions(by=request.viewer, set_id=id)
    messages.success(request, _("Confirmed: the questions are the funder's."))
    return Go("programme:question-set", (id,))


def _set(card: Any) -> Row:
    facts = [_("Version %(n)d") % {"n": card.version}, _("%(n)d questions") % {"n": card.questions}]
    facts.append(_("Used by %(n)d surveys") % {"n": card.used})
    tags = [Tag(_("confirmed") if card.confirmed else _("not confirmed"))] + ([] if card.newest else [Tag(_("older"))])
    return Row(card.name, reverse("programme:question-set", args=[card.id]), _(card.source) if card.source else "", facts, tags)


def _question(line: QuestionLine, newest: bool) -> Row:
    texts = (line.text_da, line.text_en) if language() == "da" else (line.text_en, line.text_da)
    facts = [str(KINDS[line.kind])] + ([str(UNITS.get(line.unit, line.unit))] if line.unit else [])
    facts += [_("Counts as: %(result)s") % {"result": RESULTS[line.feeds]}] if line.feeds else []
    tags = [Tag(f"+ {name}" if counts else name) for name, counts in line.choices]
    drop = Action(_("Take out"), reverse("programme:question-drop", args=[line.id]), "quiet", post=True)
    return Row(texts[0], "", texts[1], facts, tags, actions=[drop] if newest else [])
