"""Making an audience, and naming somebody in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CircleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Those who are named never see it."))


class NameForm(forms.Form):
    """One organisation or one person."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int, empty_value=None)
    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, organisations: list[tuple[int, str]], people: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["organisation"].choices = [("", _("Nobody")), *organisations]
        self.fields["person"].choices = [("", _("Nobody")), *people]
