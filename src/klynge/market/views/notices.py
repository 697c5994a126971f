"""The list of notices and the page of one, open to everybody; what stands in them depends on who looks."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from klynge.access.viewer import Role
from klynge.access.who import everyone, holder, secretariat
from klynge.market import words
from klynge.market.forms import notices as forms
from klynge.market.queries.codes import code_labels
from klynge.market.queries.history import ending
from klynge.market.queries.intake import sources, unread, unread_reasons
from klynge.market.queries.notices import notices_and_counts
from klynge.market.queries.one_notice import one_notice
from klynge.market.views import contracts, parts, requirements
from klynge.web.listing import number_of
from klynge.web.page import KlyngeRequest, page


@page("market/notices.html", who=everyone, methods=("GET",))
def notice_list(request: KlyngeRequest) -> Mapping[str, Any]:
    wanted, now, language = forms.wanted(request.GET), timezone.now(), parts.language()
    number = number_of(request.GET.get("page", ""))
    found, counted = notices_and_counts(request.viewer, wanted, number, language=language, now=now)
    codes = {*(card.cpv for card in found), *(f"{code}000000" for code in (*counted["divisions"], *wanted.divisions))}
    labels = code_labels(codes, language)
    facets = parts.facets(counted, wanted, labels)
    return {
        "found": found,
        "wanted": wanted,
        "answer": parts.answer(found, wanted),
        "rows": [parts.row(card, labels) for card in found],
        "facets": facets,
        "chosen": parts.chosen(request.GET, facets),
        "sorts": parts.sorts(request.GET, wanted),
        "actions": parts.list_actions(request.viewer),
    }


@page("market/notice.html", who=everyone, methods=("GET",))
def notice(request: KlyngeRequest, source: str, number: str) -> Mapping[str, Any]:
    language = parts.language()
    shown = one_notice(request.viewer, source, number, language=language, now=timezone.now())
    own = [line for line in shown.matches if line.organisation_id in request.viewer.organisations]
    return {
        "shown": shown,
        "own": [parts.match(line) for line in own],
        **parts.others(shown, own),
        "answer": parts.glance(shown, own),
        "crumbs": parts.crumbs(shown.card.title),
        "actions": parts.notice_actions(request.viewer, shown.card),
        "label": None if shown.card.label == "TLP:CLEAR" else shown.card.label,
        "kind": words.kind(shown.card.kind),
        "facts": parts.facts(shown),
        "texts": requirements.texts(shown.said, language),
        "lots": requirements.lots(shown.said, language),
        "asked": requirements.asked(shown.said, shown.conditions, language),
        "documents": [] if shown.invented else [url for url in map(parts.web, shown.said.documents) if url],
        "versions": parts.versions(shown) if len(shown.versions) > 1 else (),
        "related": [parts.row(card, {}) for card in shown.related],
        **contracts.histories(shown),
    }


@page("market/ending.html", who=everyone, methods=("GET",))
def ending_list(request: KlyngeRequest) -> Mapping[str, Any]:
    months, today = forms.months(request.GET), timezone.localdate()
    lines = ending(request.viewer, today, today + timedelta(days=months * 30), parts.language())
    return {"table": contracts.ending(lines), "tabs": contracts.ending_tabs(months), "answer": contracts.ending_answer(lines)}


@page("market/unread.html", who=secretariat | holder(Role.TECH), methods=("GET",))
def unread_list(request: KlyngeRequest) -> Mapping[str, Any]:
    reason = request.GET.get("reason", "")[:60]
    return {
        "found": unread(request.viewer, number_of(request.GET.get("page", "")), reason=reason),
        "reasons": unread_reasons(request.viewer),
        "reason": reason,
        "sources": [(one, words.SOURCES.get(one.source, one.source)) for one in sources(request.viewer)],
    }
