"""The text under a heading of a report, and which part of a report is looked at."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from klynge.programme.actions.pack import MOST
from klynge.programme.pack.content import LANGUAGES


class PassageForm(forms.Form):
    language = forms.ChoiceField(choices=[(one, one) for one in LANGUAGES])
    heading = forms.SlugField(max_length=60)
    seen = forms.CharField(max_length=16)
    text = forms.CharField(label=_("Text"), required=False, max_length=MOST)


def language_of(query: QueryDict, usual: str) -> str:
    said = query.get("language", "")
    return said if said in LANGUAGES else usual
