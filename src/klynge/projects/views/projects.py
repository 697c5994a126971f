"""Lists of projects, the page of one, its accounts and the rows behind them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import everyone, holder, members, secretariat, signed_in
from klynge.ledger.views.activity_words import room
from klynge.projects.actions.exports import export_accounts
from klynge.projects.forms.asked import asked as rows_asked
from klynge.projects.forms.asked import wanted
from klynge.projects.queries.accounts import accounts
from klynge.projects.queries.project import card, within
from klynge.projects.queries.projects import projects
from klynge.projects.queries.room import asked_project
from klynge.projects.queries.rows import counts, looked, rows
from klynge.projects.views import figures, parts
from klynge.web.page import HttpResponseBase, KlyngeRequest, page

payers = secretariat | holder(Role.FINANCE) | holder(Role.AUDITOR)


def language() -> str:
    return (get_language() or "da")[:2]


def shell(request: KlyngeRequest) -> str:
    return "base_desk.html" if request.viewer.signed_in else "base.html"


@page("projects/projects.html", who=everyone, methods=("GET",))
def project_list(request: KlyngeRequest) -> Mapping[str, Any]:
    asked = wanted(request.GET)
    found = projects(request.viewer, asked, language=language(), today=timezone.localdate())
    return {"shell": shell(request), "here": "projects:list", **parts.listed(request.viewer, found, asked, request.GET)}


@page("projects/projects.html", who=members, methods=("GET",))
def ours(request: KlyngeRequest) -> Mapping[str, Any]:
    asked = wanted(request.GET, ours=True)
    found = projects(request.viewer, asked, language=language(), today=timezone.localdate())
    return {"shell": shell(request), "here": "projects:ours", **parts.listed(request.viewer, found, asked, request.GET)}


@page("projects/project.html", who=everyone, methods=("GET",))
def project(request: KlyngeRequest, project_id: int) -> Mapping[str, Any]:
    """Whoever is not within reads the summary and nothing else."""
    told, today = card(request.viewer, project_id, language=language()), timezone.localdate()
    shown: dict[str, Any] = {"shell": shell(request), "card": told, **parts.head(told)}
    if not told.within:
        return shown
    inside = within(request.viewer, project_id, today=today)
    money, number = accounts(request.viewer, project_id), counts(request.viewer, project_id)
    if told.may_change and not told.over:
        asked, partners = asked_project(request.viewer, project_id, today, language=language())
        shown["room"] = room(request.viewer, asked.with_expected(partners), parts.at("aid", project_id))
    return {
        **shown,
        "inside": inside,
        "stats": figures.stats(told, inside, money, number),
        "bars": figures.bars_of_parts(told, money),
        **parts.sections(told, inside, today),
    }


@page("projects/accounts.html", who=signed_in, methods=("GET",))
def accounts_page(request: KlyngeRequest, project_id: int) -> Mapping[str, Any]:
    told = card(request.viewer, project_id, language=language())
    money = accounts(request.viewer, project_id)
    return {
        "card": told,
        "money": money,
        "looked": looked(request.viewer, project_id),
        "table": figures.table(told, money),
        "parts": figures.bars_of_parts(told, money),
        "partners": figures.bars_of_partners(told, money),
        "actions": figures.actions(told),
        **parts.below(told, _("Budget, cost and hours")),
        "answer": figures.answer(money),
    }


@page("projects/rows.html", who=signed_in, methods=("GET",))
def rows_page(request: KlyngeRequest, project_id: int) -> Mapping[str, Any]:
    told = card(request.viewer, project_id, language=language())
    asked = rows_asked(request.GET)
    found = rows(request.viewer, project_id, asked)
    return {
        "card": told,
        "found": found,
        "table": figures.rows_table(told, found, asked),
        "tabs": figures.tabs(told, asked, counts(request.viewer, project_id, asked)),
        **parts.below(told, figures.rows_title(asked)),
        "answer": figures.rows_answer(found, asked),
    }


@page(who=payers, methods=("GET",))
def export(request: KlyngeRequest, project_id: int) -> HttpResponseBase:
    file = export_accounts(by=request.viewer, project_id=project_id)
    answer = HttpResponse(file.content, content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Cache-Control"] = "no-store"
    return answer
