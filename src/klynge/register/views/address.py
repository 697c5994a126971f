"""The plain address of a member's card, changed by the secretariat."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.core.errors import Wrong
from klynge.register.actions.address import change_address
from klynge.register.forms.members import AddressForm
from klynge.register.queries.profile import kept
from klynge.register.views.members_parts import blame
from klynge.register.views.profile import _form
from klynge.web.page import Go, KlyngeRequest, page


@page("register/entry.html", who=secretariat)
def address(request: KlyngeRequest, organisation: int) -> Mapping[str, Any] | Go:
    shown = kept(request.viewer, organisation)
    form = AddressForm(request.POST or None, initial={"slug": shown.slug})
    if request.method == "POST" and form.is_valid():
        try:
            change_address(by=request.viewer, organisation_id=organisation, slug=form.cleaned_data["slug"])
        except Wrong as wrong:
            blame(form, wrong)
        else:
            messages.success(request, _("Saved. The old address leads to the new one."))
            return Go("register:profile", (organisation,))
    return _form(request, shown, form, _("Address of the card"), "address")
