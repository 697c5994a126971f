"""The calculator of the block exemption, with its steps, the legal values it rests on, and their marks."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from klynge.core.aid.gber import Aid, NoAid, cluster_aid, innovation_aid
from klynge.core.errors import Wrong
from klynge.ledger.forms.gber import ClusterForm, FirmForm
from klynge.ledger.queries.law import law
from klynge.ledger.views import aid_parts as parts
from klynge.web import formats
from klynge.web.page import KlyngeRequest, page
from klynge.web.parts import Entry


@page("ledger/gber.html", who=parts.house, methods=("GET",))
def calculator(request: KlyngeRequest) -> Mapping[str, Any]:
    """Asked in the address, so that an answer can be shown to somebody else."""
    article = "28" if request.GET.get("article") == "28" else "27"
    kind, work_out = (FirmForm, innovation_aid) if article == "28" else (ClusterForm, cluster_aid)
    form = kind(request.GET if "on" in request.GET else None)
    told: dict[str, Any] = {
        "form": form,
        "article": article,
        "tabs": _tabs(article),
        "crumbs": parts.crumbs(_("Block exemption")),
    }
    if form.is_bound and form.is_valid():
        try:
            told |= _shown(work_out(law=law(), **form.asked()))
        except Wrong as wrong:
            parts.blame(form, wrong)
    return told


def _shown(found: Aid | NoAid) -> dict[str, Any]:
    if isinstance(found, NoAid):
        title, kind = _("No aid under this article."), "signal"
    else:
        facts = {"most": formats.money(found.most), "percent": formats.number(found.intensity)}
        title, kind = (
            _("At most %(most)s, which is %(percent)s %% of the costs.") % facts,
            "signal" if found.notification else "done",
        )
    return {
        "title": title,
        "kind": kind,
        "steps": parts.steps(found.steps),
        "doubt": parts.doubt(found.values),
        "values": parts.values(found.values),
    }


def _tabs(article: str) -> list[Entry]:
    return [
        Entry(_("Article 27: clusters"), "?article=27", current=article == "27"),
        Entry(_("Article 28: innovation in SMEs"), "?article=28", current=article == "28"),
    ]
