"""Applications for membership, for the secretariat: the list, one of them, and what is decided."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.core.errors import Unavailable, Wrong
from klynge.register.actions.applications import admit_application, ask_applicant, decline_application
from klynge.register.forms.join import AdmitApplicantForm, LetterForm
from klynge.register.queries.applications import ApplicationCard, application, applications
from klynge.register.views import application_parts as parts
from klynge.web.errors import sentence
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("register/applications.html", who=secretariat, methods=("GET",))
def listed(request: KlyngeRequest) -> Mapping[str, Any]:
    decided = request.GET.get("all") == "1"
    found = applications(request.viewer, decided=decided, page=number_of(request.GET.get("page", "")))
    return {"found": found, "rows": [parts.row(one) for one in found], "tabs": parts.tabs(decided), "decided": decided}


@page("register/application.html", who=secretariat, methods=("GET",))
def one(request: KlyngeRequest, application_id: int) -> Mapping[str, Any]:
    return _shown(application(request.viewer, application_id))


@page("register/application.html", who=secretariat, methods=("POST",))
def admit(request: KlyngeRequest, application_id: int) -> Mapping[str, Any] | Go:
    card = application(request.viewer, application_id)
    form = AdmitApplicantForm(request.POST, twins=parts.choices(card))
    if form.is_valid():
        told = {"terms": form.terms(), "letter": form.cleaned_data["letter"]}
        decide = partial(admit_application, by=request.viewer, application_id=application_id, **told)
        if _done(request, form, decide, _("%(name)s is a member now.") % {"name": card.line.name}):
            return Go("register:applications")
    return _shown(card, admitting=form)


@page("register/application.html", who=secretariat, methods=("POST",))
def ask(request: KlyngeRequest, application_id: int) -> Mapping[str, Any] | Go:
    card = application(request.viewer, application_id)
    form = LetterForm(request.POST, label=_("Your question"), prefix="ask")
    if form.is_valid():
        question = form.cleaned_data["letter"]
        decide = partial(ask_applicant, by=request.viewer, application_id=application_id, question=question)
        if _done(request, form, decide, _("The question is on its way.")):
            return Go("register:applications")
    return _shown(card, asking=form)


@page("register/application.html", who=secretariat, methods=("POST",))
def decline(request: KlyngeRequest, application_id: int) -> Mapping[str, Any] | Go:
    card = application(request.viewer, application_id)
    form = LetterForm(request.POST, label=_("Your letter"), prefix="decline")
    if form.is_valid():
        letter = form.cleaned_data["letter"]
        decide = partial(decline_application, by=request.viewer, application_id=application_id, letter=letter)
        if _done(request, form, decide, _("Declined. The letter is on its way.")):
            return Go("register:applications")
    return _shown(card, declining=form)


def _done(request: KlyngeRequest, form: Any, decide: Callable[[], object], words: str) -> bool:
    """Whether it was decided. Where the mail did not leave the decision stands, and whoever decided is told to write."""
    try:
        decide()
    except Unavailable as fault:
        messages.warning(request, sentence(fault))
    except Wrong as wrong:
        form.blame(wrong)
        return False
    messages.success(request, words)
    return True


def _shown(card: ApplicationCard, **forms: Any) -> Mapping[str, Any]:
    """The application with its three forms; one that was sent and refused keeps what was written."""
    first = {"type": parts.likely_type(card), "size_band": parts.band(card.line.employees)}
    return {
        "card": card,
        "facts": parts.facts(card),
        "twins": [(one, parts.why(one)) for one in card.twins],
        "crumbs": parts.crumbs(card.line.name),
        "profile": reverse("register:profile", args=[card.organisation_id]) if card.organisation_id else "",
        "admitting": forms.get("admitting") or AdmitApplicantForm(twins=parts.choices(card), initial=first),
        "asking": forms.get("asking") or LetterForm(label=_("Your question"), prefix="ask"),
        "declining": forms.get("declining") or LetterForm(label=_("Your letter"), prefix="decline"),
    }
