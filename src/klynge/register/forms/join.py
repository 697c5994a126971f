"""The form by which an organisation applies for membership, and what the secretariat writes about it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import KlyngeError
from klynge.register.actions.applications import Terms
from klynge.register.actions.apply import Said
from klynge.register.fields import KINDS, MEMBERSHIPS
from klynge.register.forms.members import BANDS
from klynge.register.forms.parts import day_field
from klynge.register.reference_tables import tree
from klynge.web.errors import sentence

BAIT = "fax"  # hidden from people; what fills in every field fills it in, too


def _blame(form: forms.Form, error: KlyngeError) -> None:
    where = getattr(error, "where", "")
    form.add_error(where if where in form.fields else None, sentence(error))


class JoinForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organisation"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=list(KINDS.items()))
    country = forms.RegexField(
        label=_("Country"),
        regex=r"^[A-Za-z]{2}$",
        initial="DK",
        max_length=2,
        help_text=_("In two letters, as in DK or SE."),
        error_messages={"invalid": _("Write the country in two letters, as in DK or SE.")},
    )
    cvr = forms.CharField(
        label=_("CVR number"), required=False, max_length=20, help_text=_("Eight digits; for Danish organisations.")
    )
    foreign_number = forms.CharField(
        label=_("Number in another country's register"), required=False, max_length=40, help_text=_("For organisations abroad.")
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    website = forms.CharField(label=_("Website"), required=False, max_length=200)
    employees = forms.IntegerField(label=_("How many people work there"), required=False, min_value=0, max_value=10_000_000)
    in_group = forms.ChoiceField(
        label=_("Do others own a quarter of it or more?"),
        required=False,
        choices=[("", _("We do not know")), ("yes", _("Yes")), ("no", _("No"))],
        help_text=_("It says whether the group counts when we work out the size."),
    )
    fields_of_work = forms.MultipleChoiceField(label=_("What you do"), required=False, widget=forms.CheckboxSelectMultiple)
    contact_name = forms.CharField(
        label=_("Who can we talk to"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact_title = forms.CharField(label=_("Title"), required=False, max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        help_text=_("We send a link there; your application reaches us when you have used it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60, widget=forms.TextInput({"autocomplete": "tel"}))
    why = forms.CharField(label=_("Why you want to join"), max_length=2000, widget=forms.Textarea({"rows": 5}))
    consent = forms.BooleanField(
        label=_(
            "The cluster may keep what stands here to handle the application, and write to me about it. If it is declined, it is "
            "deleted after half a year; I can ask for that before."
        )
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        codes, language = tree("own"), (get_language() or "da")[:2]
        choices = [(code, codes.label(code, language)) for code in codes.children()]
        self.fields["fields_of_work"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["fields_of_work"]

    def said(self) -> Said:
        told = dict(self.cleaned_data)
        told.pop("consent")
        answers = {"yes": True, "no": False}
        codes = tuple(told.pop("fields_of_work", ()))
        return Said(**{**told, "country": told["country"].upper(), "in_group": answers.get(told["in_group"]), "fields": codes})

    def baited(self) -> bool:
        """Filled in where no person fills in anything."""
        return bool(self.data.get(BAIT))

    blame = _blame


class ReplyForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea({"rows": 6}))


class AdmitApplicantForm(forms.Form):
    """`twins`: entries of the register that it may be, as (id, words)."""

    type = forms.ChoiceField(label=_("Membership type"), choices=list(MEMBERSHIPS.items()))
    size_band = forms.ChoiceField(label=_("Size band"), required=False, choices=BANDS)
    from_on = day_field(_("Member from"), required=True, initial=timezone.localdate)
    letter = forms.CharField(label=_("Letter to go with it"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, data: Any = None, *, twins: Sequence[tuple[int, str]] = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix="admit")
        if twins:
            choices = [*((str(id), words) for id, words in twins), ("new", _("None of these: make a new entry"))]
            self.fields = {
                "organisation": forms.ChoiceField(
                    label=_("Who it is in the register"), choices=choices, widget=forms.RadioSelect
                ),
                **self.fields,
            }

    def terms(self) -> Terms:
        said = self.cleaned_data
        chosen = said.get("organisation", "new")
        return Terms(said["type"], said["from_on"], said["size_band"], None if chosen == "new" else int(chosen))

    blame = _blame


class LetterForm(forms.Form):
    """A question, or a letter that declines."""

    letter = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, data: Any = None, *, label: Any, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["letter"].label = label

    blame = _blame
