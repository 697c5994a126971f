"""One indicator with its versions, its next version, and an indicator of a grant's own."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.plain import said
from klynge.core.indicators.rule import Rule
from klynge.ledger.views.parts import blame, finance
from klynge.programme.actions.indicator import add_indicator, change_rule
from klynge.programme.forms.indicator import NewForm, RuleForm
from klynge.programme.queries.indicator import grants_for_one, one_indicator, others
from klynge.programme.queries.preview import Preview, preview
from klynge.programme.rule_words import sentences
from klynge.programme.views import indicator_parts as parts
from klynge.programme.views.doors import HOUSE, language
from klynge.web.page import Go, KlyngeRequest, page


@page("programme/indicator.html", who=HOUSE, methods=("GET",))
def indicator(request: KlyngeRequest, indicator_id: int) -> Mapping[str, Any]:
    card = one_indicator(request.viewer, indicator_id)
    return {
        "card": card,
        "title": parts.name(card.today.definition),
        "answer": parts.standing(card),
        "crumbs": parts.crumbs(card),
        "actions": parts.actions(card, request.viewer),
        "rule": sentences(card.today.definition.rule),
        "facts": parts.facts(card),
        "versions": [parts.version(one, card, request.viewer) for one in card.versions],
        "grants": [(f"{reverse('programme:cockpit')}?grant={pk}", name) for pk, name in card.asked_by],
    }


@page("programme/indicator_form.html", who=finance)
def new_version(request: KlyngeRequest, indicator_id: int) -> Mapping[str, Any] | Go:
    card = one_indicator(request.viewer, indicator_id)
    old = card.newest.definition
    told = {"title": _("New version"), "crumbs": parts.crumbs(card, _("New version")), "rule": sentences(old.rule)}
    told |= {"back": reverse("programme:indicator", args=[card.newest.id])}
    if said(old.rule) is None:
        return {**told, "beyond": True}
    form = RuleForm(request.POST or None, others=others(request.viewer, language(), but=card.key), old=old)
    shown = None
    if request.method == "POST" and form.is_valid():
        if "check" in request.POST:
            shown = _previews(request, [pk for pk, _name in card.asked_by], form.cleaned_data["rule"], old)
        elif kept := _kept(request, form, change_rule, indicator_id=card.newest.id, **form.about()):
            return kept
    return {**told, "form": form, "shown": shown}


@page("programme/indicator_form.html", who=finance)
def new_indicator(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    grants = grants_for_one(request.viewer)
    form = NewForm(request.POST or None, others=others(request.viewer, language()), grants=grants)
    shown = None
    if request.method == "POST" and form.is_valid():
        if "check" in request.POST:
            shown = _previews(request, [form.cleaned_data["grant_id"]], form.cleaned_data["rule"], None)
        elif kept := _kept(request, form, add_indicator, grant_id=form.cleaned_data["grant_id"], told=form.told()):
            return kept
    title = _("New indicator")
    told = {"title": title, "crumbs": parts.crumbs(None, title), "back": reverse("programme:indicators")}
    return {**told, "form": form, "shown": shown, "no_grant": not grants}


def _previews(request: KlyngeRequest, grants: list[int], rule: Rule, old: Definition | None) -> Mapping[str, Any]:
    """The newest grants that ask for it, each with what it would count."""
    today = timezone.localdate()
    before = old.rule if old else None
    found: list[Preview] = [preview(request.viewer, pk, rule, before, today) for pk in grants[: parts.MOST]]
    return parts.previews(found, rule, request.POST.get("unit", ""), old)


def _kept(request: KlyngeRequest, form: RuleForm, action: Any, **told: Any) -> Go | None:
    """On to the page of what was kept; None when the action refused, with its reason on the form."""
    try:
        row = action(by=request.viewer, **told)
    except Wrong as wrong:
        blame(form, wrong)
        return None
    messages.success(request, _("Kept. Pages mark it until somebody else has held it against the funder's text."))
    return Go("programme:indicator", (row.pk,))
