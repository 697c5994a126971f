"""What the secretariat writes about members, memberships, people, lists and pairs."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.register.fields import MEMBERSHIPS, SIZE_BANDS
from klynge.register.flags import STATES
from klynge.register.forms.entries import LANGUAGES, CardForm
from klynge.register.forms.parts import EntryForm, day_field
from klynge.web.listing import number_of

BANDS = [("", _("Not said")), *((band, band) for band in SIZE_BANDS)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of members is asked for; of one question any choice, of several all. `page` from 1."""

    text: str = ""
    type: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    now: bool = True  # members of today only
    page: int = 1


def wanted(query: QueryDict) -> Wanted:
    """Anything odd in the address is nothing asked. Raises Wrong for an odd page number."""

    def chosen(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value[:60] for value in query.getlist(name)[:50]))

    return Wanted(
        text=query.get("q", "")[:200].strip(),
        type=chosen("type"),
        size=chosen("size"),
        field=chosen("field"),
        state=tuple(state for state in chosen("state") if state in STATES),
        now=query.get("all") != "1",
        page=number_of(query.get("page", "")),
    )


class AdmitForm(CardForm):
    type = forms.ChoiceField(label=_("Membership type"), choices=list(MEMBERSHIPS.items()))
    size_band = forms.ChoiceField(label=_("Size band"), required=False, choices=BANDS)
    from_on = day_field(_("Member from"), required=True, initial=timezone.localdate)


def _seen() -> forms.CharField:
    """The version that the form showed."""
    return forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class MembershipForm(forms.Form):
    type = forms.ChoiceField(label=_("Membership type"), choices=list(MEMBERSHIPS.items()))
    size_band = forms.ChoiceField(label=_("Size band"), required=False, choices=BANDS)
    from_on = day_field(_("Member from"), required=True)
    seen = _seen()


class AddressForm(forms.Form):
    slug = forms.CharField(
        label=_("Address of the card"),
        help_text=_(
            "What stands after /members/: small letters, digits and hyphens. The address until now leads to the new one for good."
        ),
        max_length=100,
    )


class EndForm(forms.Form):
    on = day_field(_("Last day"), required=True)


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("I know who it is, and that it cannot be undone."))


class PersonForm(EntryForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    email = forms.EmailField(label=_("Work e-mail"), required=False, max_length=200)
    phone = forms.CharField(label=_("Work telephone"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language of mails"), choices=LANGUAGES)
    manages = forms.BooleanField(label=_("Looks after our profile and people"), required=False)
    from_on = day_field(_("Works here from"), required=True, initial=timezone.localdate)


class WorkForm(EntryForm):
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    email = forms.EmailField(label=_("Work e-mail"), required=False, max_length=200)
    phone = forms.CharField(label=_("Work telephone"), required=False, max_length=200)
    manages = forms.BooleanField(label=_("Looks after our profile and people"), required=False)
    email_seen, phone_seen = _seen(), _seen()


class ListForm(forms.Form):
    """A list of members. The file is told by what it holds, not by its name."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, at most 5 MB and 500 rows."), max_length=None)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why not"), max_length=300)


class AnswerForm(forms.Form):
    right = forms.TypedChoiceField(
        label=_("Is this still right?"),
        choices=[("yes", _("Yes, all of it")), ("no", _("No, something has changed"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    note = forms.CharField(label=_("What has changed"), required=False, max_length=1000, widget=forms.Textarea({"rows": 4}))


class PairForm(forms.Form):
    kept = forms.IntegerField(min_value=1, max_value=2**62)
    gone = forms.IntegerField(min_value=1, max_value=2**62)

    def ids(self) -> tuple[int, int] | None:
        return (self.cleaned_data["kept"], self.cleaned_data["gone"]) if self.is_valid() else None


def said(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}
