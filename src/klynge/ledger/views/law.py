"""Legal values and exchange rates: read by everybody who works here, entered and confirmed by those with the money right."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Role
from klynge.access.who import signed_in
from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions.law import confirm_value, enter_rate, enter_value
from klynge.ledger.forms.law import RateForm, ValueForm
from klynge.ledger.queries.law import exchange_rates, legal_values
from klynge.ledger.views import aid_parts as parts
from klynge.web import formats
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Column, Table


@page("ledger/law.html", who=signed_in)
def law(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    money = _may_enter(request)
    form = ValueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enter_value(by=request.viewer, **form.cleaned_data)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("The value is entered. Somebody has to hold it against the act and confirm it."))
            return Go("ledger:law")
    lines = legal_values(request.viewer)
    waiting = [one for one in lines if not one.value.confirmed]
    told = ngettext(
        "%(n)d value has not been held against the act yet; pages that use it say so.",
        "%(n)d values have not been held against the act yet; pages that use them say so.",
        len(waiting),
    )
    return {
        "lines": [(one.id, parts.line(one.value), one.value.confirmed) for one in lines],
        "answer": told % {"n": len(waiting)} if waiting else _("Every value has been held against the act."),
        "form": form if money else None,
    }


@page(who=parts.finance, methods=("POST",))
def confirm(request: KlyngeRequest, value_id: int) -> Go:
    confirm_value(by=request.viewer, value_id=value_id)
    messages.success(request, _("Confirmed. Pages show it without the mark from now on."))
    return Go("ledger:law")


@page("ledger/rates.html", who=signed_in)
def rates(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    money = _may_enter(request)
    form = RateForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            enter_rate(by=request.viewer, **form.cleaned_data)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("The rate is entered."))
            return Go("ledger:rates")
    columns = [Column(_("Currency")), Column(_("Day"), "date"), Column(_("Units for one euro"), "number"), Column(_("Source"))]
    rows = [
        (one.currency, formats.short_day(one.on), formats.number(one.per_euro, 4), one.source)
        for one in exchange_rates(request.viewer)
    ]
    return {"table": Table(_("Exchange rates"), columns, rows) if rows else None, "form": form if money else None}


def _may_enter(request: KlyngeRequest) -> bool:
    """Whoever may not enter anything finds nobody here who takes it."""
    money = Role.FINANCE in request.viewer.roles
    if request.method == "POST" and not money:
        raise Refused("There is no such thing here, or it is not open to you.")
    return money
