"""Surveys: the list with its response rates, one with its figures, and the answers behind a figure."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.programme.actions.survey import change_survey, open_survey
from klynge.programme.forms.survey import NameForm, SurveyForm, blame
from klynge.programme.queries.addressees import not_asked
from klynge.programme.queries.choices import activities, grants, question_sets
from klynge.programme.queries.outcome import answer_lines, outcome
from klynge.programme.queries.survey import asked_lines, one_survey, rate_of, sees_rows, survey_cards
from klynge.programme.views import survey_parts as parts
from klynge.programme.views.doors import HOUSE, READERS, language, survey_crumbs
from klynge.web.listing import listing, number_of
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("programme/surveys.html", who=READERS, methods=("GET",))
def surveys(request: KlyngeRequest) -> Mapping[str, Any]:
    cards = survey_cards(request.viewer, language=language())
    years = sorted({card.year for card in cards}, reverse=True)
    year = parts.year_of(request.GET.get("year", ""), years)
    found = [card for card in cards if year in (None, card.year)]
    shown = listing(found, number_of(request.GET.get("page", "")))
    return {
        "rows": [parts.row(card, timezone.localdate()) for card in shown],
        "page": shown,
        "rate": rate_of(found),
        "tabs": parts.year_tabs(years, year),
        "answer": parts.answer(rate_of(found)),
        "split": parts.split(rate_of(found)),
        "house": sees_rows(request.viewer),
        "has_sets": bool(question_sets(request.viewer, language())),
    }


@page("programme/survey_form.html", who=HOUSE)
def add(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    viewer, title = request.viewer, _("New survey")
    form = SurveyForm(request.POST or None, **_choices(viewer), initial=_asked_for(request.GET))
    if request.method == "POST" and form.is_valid():
        try:
            made = open_survey(by=viewer, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            messages.success(request, _("The survey stands. It asks from its first day, each morning those who are new."))
            return Go("programme:survey", (made.pk,))
    return {"form": form, "title": title, "crumbs": survey_crumbs(title), "back": reverse("programme:surveys")}


@page("programme/survey_form.html", who=HOUSE)
def change(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    card = one_survey(request.viewer, id, language=language())
    form = NameForm(request.POST or None, initial=parts.names(request.viewer, card))
    if request.method == "POST" and form.is_valid():
        try:
            change_survey(by=request.viewer, survey_id=id, **form.cleaned_data)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("programme:survey", (id,))
    back = Entry(card.name, reverse("programme:survey", args=[id]))
    return {"form": form, "title": _("Change"), "crumbs": survey_crumbs(_("Change"), back), "back": back.url}


@page("programme/survey.html", who=READERS, methods=("GET",))
def survey(request: KlyngeRequest, id: int) -> Mapping[str, Any]:
    card = one_survey(request.viewer, id, language=language())
    house, today = sees_rows(request.viewer), timezone.localdate()
    return {
        "card": card,
        "house": house,
        "answer": parts.told(card, today),
        "actions": parts.actions(card) if house else [],
        "stats": parts.stats(card) if house and card.rate else [],
        "figures": parts.figures(card, outcome(request.viewer, id, language=language()), house),
        "crumbs": survey_crumbs(card.name),
        "facts": parts.facts(card),
    }


@page("programme/survey_asked.html", who=HOUSE, methods=("GET",))
def asked(request: KlyngeRequest, id: int) -> Mapping[str, Any]:
    card = one_survey(request.viewer, id, language=language())
    state, page_number = request.GET.get("state", ""), number_of(request.GET.get("page", ""))
    if state == parts.WAITING:
        shown = listing(not_asked(request.viewer, id, timezone.localdate()), page_number, 50)
        table = parts.waiting_table(shown) if len(shown) else None
    else:
        shown = listing(asked_lines(request.viewer, id, state), page_number, 50)
        table = parts.asked_table(shown) if len(shown) else None
    back = Entry(card.name, reverse("programme:survey", args=[id]))
    title, tabs = _("Who was asked"), parts.state_tabs(id, state)
    return {"card": card, "table": table, "page": shown, "title": title, "tabs": tabs, "crumbs": survey_crumbs(title, back)}


@page("programme/survey_answers.html", who=HOUSE, methods=("GET",))
def answers(request: KlyngeRequest, id: int, key: str) -> Mapping[str, Any]:
    card = one_survey(request.viewer, id, language=language())
    text, lines = answer_lines(request.viewer, id, key, request.GET.get("said", ""), language=language())
    shown = listing(lines, number_of(request.GET.get("page", "")), 50)
    back = Entry(card.name, reverse("programme:survey", args=[id]))
    table = parts.answer_table(text, shown) if len(shown) else None
    return {"title": text, "table": table, "page": shown, "crumbs": survey_crumbs(_("Answers"), back)}


def _choices(viewer: Viewer) -> dict[str, Any]:
    return {"sets": question_sets(viewer, language()), "activities": activities(viewer), "grants": grants(viewer)}


def _asked_for(query: QueryDict) -> dict[str, str]:
    """An activity's page leads here with the activity named."""
    return {name: query[name][:20] for name in ("activity_id", "grant_id", "year") if name in query}
