"""Aid for an activity: checked for all who take part, promised to those who fit."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
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


@page("ledger/aid_activity.html", who=parts.house)
def activity(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any] | Go:
    asked = asked_activity(request.viewer, activity_id)
    if request.method == "POST":
        return _promise(request, asked)
    form = EachForm(request.GET if "each" in request.GET else None, initial={"on": asked.on, "currency": asked.price.currency})
    told: dict[str, Any] = {"asked": asked, "form": form, "crumbs": parts.crumbs(asked.title), "answer": words.answer(asked)}
    if form.is_bound and form.is_valid():
        try:
            positive(form.money)
            found, values = activity_check(request.viewer, asked, form.money, form.cleaned_data["on"])
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            told |= {"firms": [words.firm(one) for one in found], "sum": words.summed(found), "doubt": parts.doubt(values)}
            told |= {"said": form.cleaned_data, "payers": asked.payers}
    return told


def _promise(request: KlyngeRequest, asked: Asked) -> Go:
    form = ChosenForm(request.POST, firms=list(asked.heads))
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
