"""Grants: their list, one with its work packages, calendar and mandates, and what is changed by those with the money right."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.core.errors import Wrong
from klynge.ledger.actions.grants import add_due, add_work_package, change_grant, open_grant
from klynge.ledger.actions.mandates import give_mandate, withdraw_mandate
from klynge.ledger.forms.grants import DueForm, GrantForm, MandateForm, PackageForm, of_grant
from klynge.ledger.queries.grants import GrantCard, grants, one_grant
from klynge.ledger.views import grant_parts, parts
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Action


@page("ledger/grants.html", who=parts.money_readers, methods=("GET",))
def grant_list(request: KlyngeRequest) -> Mapping[str, Any]:
    lines = grants(request.viewer, timezone.localdate())
    may_open = Role.FINANCE in request.viewer.roles
    actions = [Action(_("Open a grant"), reverse("ledger:open_grant"), "primary")] if may_open else []
    return {"rows": [grant_parts.row(line) for line in lines], "actions": actions}


@page("ledger/grant.html", who=parts.money_readers, methods=("GET",))
def grant(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any]:
    card = one_grant(request.viewer, grant_id, timezone.localdate())
    return {
        "card": card,
        "answer": grant_parts.answer(card),
        "crumbs": parts.crumbs(card.line.name, parts.grants_crumb()),
        "actions": grant_parts.actions(card) if Role.FINANCE in request.viewer.roles else [],
        "stats": grant_parts.stats(card),
        "facts": grant_parts.facts(card),
        "packages": grant_parts.packages(card),
        "moments": grant_parts.calendar(card, timezone.localdate()),
        "finance": Role.FINANCE in request.viewer.roles,
    }


@page("ledger/form.html", who=parts.finance)
def open_page(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_grant(by=request.viewer, terms=form.terms())
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            return Go("ledger:grant", (made.pk,))
    title = _("Open a grant")
    return {"form": form, "title": title, "crumbs": parts.crumbs(title, parts.grants_crumb())}


@page("ledger/form.html", who=parts.finance)
def change(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any] | Go:
    card = one_grant(request.viewer, grant_id, timezone.localdate())
    form = GrantForm(request.POST or None, initial=of_grant(card))
    return _done(
        request, card, form, _("Change the grant"), lambda: change_grant(by=request.viewer, grant_id=grant_id, terms=form.terms())
    )


@page("ledger/form.html", who=parts.finance)
def package(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any] | Go:
    card, form = one_grant(request.viewer, grant_id, timezone.localdate()), PackageForm(request.POST or None)
    return _done(
        request,
        card,
        form,
        _("Add a work package"),
        lambda: add_work_package(by=request.viewer, grant_id=grant_id, **form.cleaned_data),
        _("The number of one that is there changes it."),
    )


@page("ledger/form.html", who=parts.finance)
def due(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any] | Go:
    card, form = one_grant(request.viewer, grant_id, timezone.localdate()), DueForm(request.POST or None)
    return _done(
        request,
        card,
        form,
        _("Add a report that is owed"),
        lambda: add_due(by=request.viewer, grant_id=grant_id, **form.cleaned_data),
    )


@page("ledger/form.html", who=parts.finance)
def mandate(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any] | Go:
    card = one_grant(request.viewer, grant_id, timezone.localdate())
    form = MandateForm(request.POST or None, initial={"from_on": card.line.from_on, "to_on": card.line.to_on})

    def give() -> object:
        return give_mandate(by=request.viewer, grant_id=grant_id, email=form.cleaned_data["email"], span=form.span())

    return _done(request, card, form, _("Let an auditor in"), give, _("The account must hold the role of auditor."))


@page(who=parts.finance, methods=("POST",))
def end_mandate(request: KlyngeRequest, mandate_id: int) -> Go:
    row = withdraw_mandate(by=request.viewer, mandate_id=mandate_id)
    messages.success(request, _("The mandate opens nothing any more."))
    return Go("ledger:grant", (row.grant_id,))


def _done(
    request: KlyngeRequest, card: GrantCard, form: Form, title: str, act: Callable[[], object], answer: str = ""
) -> Mapping[str, Any] | Go:
    """Saves when the form was sent and right, and shows it otherwise."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Saved."))
            return Go("ledger:grant", (card.line.id,))
    back = reverse("ledger:grant", args=[card.line.id])
    crumbs = parts.crumbs(title, parts.grants_crumb(), (card.line.name, back))
    return {"form": form, "title": title, "answer": answer, "crumbs": crumbs, "back": back}
