"""The forms of the newsroom's desk, of its subscribers, and of those who approve a part."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import KlyngeError
from klynge.register.forms.parts import day_field
from klynge.web.errors import sentence
from klynge.website.coverage_sheet import CoverageLine
from klynge.website.queries.subscribers import choices
from klynge.website.words import COVERAGE_KINDS, LANGUAGES, PRESS_LANGUAGES


def blame(form: forms.Form, error: KlyngeError) -> None:
    """Shows what an action refused, beside the field it is about."""
    where = getattr(error, "where", "")
    form.add_error(where if where in form.fields else None, sentence(error))


class AskForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The link in the mail is for this person alone."))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=list(LANGUAGES.items()))


class NoteForm(forms.Form):
    name = forms.CharField(label=_("Who answered"), max_length=200)
    approved = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Approved")), ("no", _("Asks for a change"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    note = forms.CharField(
        label=_("How it was said"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("As in “approved by phone”. Your name is kept with it."),
    )


class AnswerForm(forms.Form):
    note = forms.CharField(
        label=_("What should be changed"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Only needed when you ask for a change."),
    )


class TopicForm(forms.Form):
    name_da = forms.CharField(label=_("Name in Danish"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)


class CoverageForm(forms.Form):
    outlet = forms.CharField(label=_("Outlet"), max_length=200, help_text=_("The paper, site, station or programme."))
    on = day_field(_("Day"), required=True, initial=timezone.localdate)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    address = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    kind = forms.ChoiceField(label=_("Kind"), choices=list(COVERAGE_KINDS.items()))
    language = forms.ChoiceField(label=_("Language"), choices=list(PRESS_LANGUAGES.items()))

    def line(self) -> CoverageLine:
        return CoverageLine(**self.cleaned_data)


class CoverageFileForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX with headings in Danish or English."))


class SubscriptionForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the mails"), choices=list(LANGUAGES.items()))
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics, regions = choices((get_language() or "da")[:2], timezone.localdate())
        self.fields["topics"].choices, self.fields["regions"].choices = topics, regions
        if not topics:
            del self.fields["topics"]


class SubscribeForm(SubscriptionForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
    field_order = ("email", "language", "topics", "regions")
