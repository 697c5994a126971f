"""Aid of a period as a file for a register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import holder
from klynge.core.errors import Wrong
from klynge.ledger.actions.aid_export import export_aid
from klynge.ledger.forms.aid import PeriodForm
from klynge.ledger.queries.aid_pages import grants
from klynge.ledger.views import aid_parts as parts
from klynge.web.page import HttpResponse, KlyngeRequest, page


@page("ledger/aid_export.html", who=parts.finance | holder(Role.AUDITOR), methods=("GET",))
def export(request: KlyngeRequest) -> Mapping[str, Any] | HttpResponseBase:
    today = timezone.localdate()
    form = PeriodForm(
        request.GET if "from_on" in request.GET else None,
        grants=grants(request.viewer),
        initial={"from_on": today.replace(month=1, day=1), "to_on": today},
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            file = export_aid(
                by=request.viewer,
                form=request.GET.get("form", "")[:10],
                language=(get_language() or "da")[:2],
                from_on=said["from_on"],
                to_on=said["to_on"],
                grant_id=said["grant"],
            )
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            answer = HttpResponse(file.content, content_type=file.type)
            answer["Content-Disposition"] = content_disposition_header(True, file.name)
            answer["Cache-Control"] = "no-store"
            return answer
    return {"form": form, "crumbs": parts.crumbs(_("Export for a register")) if Role.FINANCE in request.viewer.roles else ()}
