"""The forms of the label workbook."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klynge.programme.words import STATES
from klynge.register.forms.parts import AmountField, day_field

Choices = Sequence[tuple[int, str]]


class WorkbookForm(forms.Form):
    label = forms.CharField(label=_("Label"), max_length=200, help_text=_("As in “ECEI Gold label, renewal 2027”."))
    from_on = day_field(_("Held from"), help_text=_("Empty while the label is not held yet."))
    expires_on = day_field(_("Expires after"))
    window_from_on = day_field(_("Apply from"), required=True)
    window_to_on = day_field(_("Apply until"), required=True)
    threshold = AmountField(label=_("Threshold in percent"), initial=80, help_text=_("Of all points. Look it up with the label."))


class NewWorkbookForm(WorkbookForm):
    set_id = forms.TypedChoiceField(label=_("Criteria"), coerce=int)
    earlier_id = forms.TypedChoiceField(
        label=_("Begin from"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Takes over owners, notes, proofs and what each criterion can give. The points are won anew."),
    )
    field_order = ("label", "set_id", "earlier_id")

    def __init__(self, data: Any = None, *, sets: Choices, earlier: Choices) -> None:
        super().__init__(data)
        self.fields["set_id"].choices = [*sets]
        self.fields["earlier_id"].choices = [("", _("Nothing")), *earlier]


class EntryForm(forms.Form):
    """Numbers may stay open: an empty one is unknown."""

    owner_id = forms.TypedChoiceField(label=_("Looked after by"), required=False, coerce=int, empty_value=None)
    points = AmountField(label=_("Points"), required=False)
    of = AmountField(label=_("Of how many"), required=False)
    threshold = AmountField(label=_("At least"), required=False, help_text=_("Where the criterion has a least of its own."))
    state = forms.ChoiceField(label=_("How far"), choices=list(STATES.items()))
    note_da = forms.CharField(label=_("Note in Danish"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))
    note_en = forms.CharField(label=_("Note in English"), required=False, max_length=4000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, data: Any = None, *, owners: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner_id"].choices = [("", _("Nobody yet")), *owners]


class ProofForm(forms.Form):
    live = forms.ChoiceField(
        label=_("What Klynge knows"), required=False, help_text=_("Drawn anew at each look, and frozen in the binder.")
    )
    address = forms.CharField(label=_("Or an address"), required=False, max_length=400)
    text = forms.CharField(label=_("Or a text"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, titles: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["live"].choices = [("", _("Nothing")), *titles]


class FreezeForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=[("en", _("English")), ("da", _("Danish"))])
