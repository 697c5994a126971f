"""Aid for an activity: checked for all who take part, promised to those who fit."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.core.errors import Wrong
from klynge.ledger.actions.aid_activity import promise_for_activity
from klynge.ledger.actions.letters import make_letter
from klynge.ledger.forms.aid import ChosenForm, EachForm
from klynge.ledger.queries.aid_activity import Asked, activity_check, asked_activity, positive
from klynge.ledger.views import activity_words as words
from klynge.ledger.views import aid_parts as parts
from klynge.web.errors import sentence
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("ledger/aid_activity.html", who=parts.house)
def activity(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any] | Go:
    asked = asked_activity(request.viewer, activity_id)
    back = (asked.title, reverse("ledger:activity", args=[activity_id]))
    return answered(request, asked, crumbs=parts.crumbs(_("May we promise this?"), back))


def answered(
    request: KlyngeRequest, asked: Asked, *, crumbs: Sequence[Entry], partners: Sequence[int] | None = None
) -> Mapping[str, Any] | Go:
    """The check, and the promise to those who are chosen. `partners`: the firms of a project, which take part before the ledger knows."""
    project = partners is not None
    if request.method == "POST":
        return _promise(request, asked, partners)
    start = {"on": asked.on, "currency": asked.each.currency, "each": asked.each.amount or None}
    data = request.GET if "each" in request.GET else None
    form = EachForm(data, viewer=request.viewer, partners=project, initial=start)
    asked = asked.with_expected(partners or ())
    told: dict[str, Any] = {"asked": asked, "form": form, "crumbs": crumbs, "answer": words.answer(asked)}
    if form.is_bound and form.is_valid():
        try:
            positive(form.money)
            asked = asked.with_expected(form.cleaned_data.get("expected", ()))
            found, values = activity_check(request.viewer, asked, form.money, form.cleaned_data["on"])
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            firms = [words.firm(one, heads=not project) for one in found]
            told |= {"firms": firms, "sum": words.summed(found), "doubt": parts.doubt(values)}
            told |= {"said": form.cleaned_data, "payers": asked.payers, "answer": words.answer(asked)}
    return told


def _promise(request: KlyngeRequest, asked: Asked, partners: Sequence[int] | None) -> Go:
    told = {"viewer": request.viewer, "partners": partners is not None}
    first = EachForm(request.POST, **told)
    expected = (partners or first.cleaned_data.get("expected", ())) if first.is_valid() else ()
    form = ChosenForm(request.POST, firms=list(asked.with_expected(expected).heads), **told)
    form.offer(asked.payers)
    if not form.is_valid():
        messages.error(request, _("Choose at least one firm, and the work package that pays."))
        return Go(request.get_full_path())
    done = promise_for_activity(
        by=request.viewer,
        activity_id=asked.id,
        organisation_ids=form.cleaned_data["firm"],
        each=form.money,
        on=form.cleaned_data["on"],
        expected=expected,
        **form.paid(),
    )
    for row in done.rows:
        make_letter(by=request.viewer, aid_id=row.pk, on=timezone.localdate())
    n = len(done.rows)
    if n:
        messages.success(request, ngettext("Aid was promised to %(n)d firm.", "Aid was promised to %(n)d firms.", n) % {"n": n})
    names = words.names(request.viewer, [firm for firm, _why in done.refused])
    for firm, why in done.refused:
        messages.warning(request, f"{names.get(firm, '')}: {sentence(why)}")
    return Go(request.get_full_path())
