"""Entering a notice by hand, or from a forwarded mail. For the secretariat."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext

from klynge.access.who import secretariat
from klynge.connectors.handwritten import cautions
from klynge.connectors.mail import draft
from klynge.market.actions.entry import close_notice, enter_notice
from klynge.market.forms.entry import EntryForm, MailForm, proposed
from klynge.web.page import Go, KlyngeRequest, page


@page("market/enter.html", who=secretariat, clearances=True)
def enter(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = EntryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return {"form": form, "mail_form": MailForm()}
    entry = form.entry()
    row = enter_notice(by=request.viewer, entry=entry, label=form.tlp())
    messages.success(request, gettext("The notice is entered."))
    for caution in cautions(entry, timezone.localdate()):
        messages.warning(request, gettext(caution.template))
    return Go("market:notice", (row.source, row.number))


@page("market/enter.html", who=secretariat)
def from_mail(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    """Reads a mail into the form; nothing is kept before somebody has looked it over and saved it."""
    mail_form = MailForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not mail_form.is_valid():
        return {"form": EntryForm(), "mail_form": mail_form}
    found = draft(mail_form.cleaned_data["mail"].read())
    return {"form": proposed(found.entry), "mail_form": MailForm(), "draft": found}


@page(who=secretariat, methods=("POST",))
def close(request: KlyngeRequest, source: str, number: str) -> Go:
    close_notice(by=request.viewer, source=source, number=number)
    messages.success(request, gettext("The notice is closed."))
    return Go("market:notice", (source, number))
