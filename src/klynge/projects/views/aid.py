"""Whether what a project is worth to its partners may be promised to them: asked before it runs."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.ledger.views.aid_activity import answered
from klynge.projects.queries.project import card
from klynge.projects.queries.room import asked_project
from klynge.projects.views import parts
from klynge.projects.views.change import house
from klynge.projects.views.projects import language
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/aid_activity.html", who=house)
def aid(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    told = card(request.viewer, project_id, language=language())
    asked, partners = asked_project(request.viewer, project_id, timezone.localdate(), language=language())
    crumbs = parts.below(told, _("May we promise state aid?"))["crumbs"]
    return answered(request, asked, crumbs=crumbs, partners=partners)
