"""What the register's forms share: days, amounts, and the question of who sees it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Viewer
from klynge.core.errors import KlyngeError, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.audience import Audience
from klynge.register.fields import WHO_SEES
from klynge.register.imports.values import amount
from klynge.register.queries.profile import Saved
from klynge.web.errors import sentence


def day_field(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


class AmountField(forms.CharField):
    """A number from 0 up, as Danes or others write it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput({"inputmode": "decimal"}), **more)

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not said:
            return None
        try:
            return amount(said)
        except Wrong as wrong:
            raise ValidationError(sentence(wrong)) from None

    def prepare_value(self, value: Any) -> Any:
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value


class EntryForm(forms.Form):
    """A form about one entry: its own fields, who sees it, and for the secretariat how the member agreed. `saved` is the entry as
    it was read, None for a new one."""

    def __init__(self, data: Any = None, *, viewer: Viewer, saved: Saved | None, circles: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(data, initial=dict(saved.values) if saved else None)
        self.saved = saved
        now = saved.label if saved else Label.STRICT
        offered = [Label.CLEAR, Label.GREEN, Label.STRICT]
        if viewer.secretariat:
            offered = list(Label) if circles else [Label.CLEAR, Label.GREEN, Label.AMBER, Label.STRICT]
        if now not in offered:
            offered.append(now)
        self.fields["label"] = forms.ChoiceField(
            label=_("Who sees this"),
            choices=[(label.value, f"{WHO_SEES[label]} · {label.value}") for label in Label if label in offered],
            initial=now.value,
            widget=forms.RadioSelect,
        )
        if not viewer.secretariat:
            self.fields["label"].help_text = _("What everybody may see is shown once the secretariat has approved it.")
        if viewer.secretariat and circles:
            self.fields["circle"] = forms.TypedChoiceField(
                label=_("Named"),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("Nobody")), *circles],
                initial=saved.circle_id if saved else None,
            )
        if viewer.secretariat and saved is not None:
            self.fields["consent"] = forms.CharField(
                label=_("How the member agreed"),
                required=False,
                max_length=200,
                help_text=_("Only needed when more people are to see it than before: “Anna's mail of 3 May”."),
            )
        self.fields["seen"] = forms.CharField(
            required=False, max_length=20, initial=saved.version if saved else "", widget=forms.HiddenInput
        )

    def said(self) -> dict[str, Any]:
        """What the form says about the entry itself, in the words of its action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("label", "circle", "consent", "seen")}

    def how(self) -> dict[str, Any]:
        """Who sees it, which version was read, how the member agreed: what every action takes."""
        said = self.cleaned_data
        label = Label(said["label"])
        kept = self.saved.circle_id if self.saved and self.saved.label is label else None
        circle = said.get("circle", kept)
        return {"audience": Audience(label, circle), "seen": said["seen"], "consent": said.get("consent", "")}

    def blame(self, error: KlyngeError) -> None:
        """Shows what an action refused, beside the field it is about."""
        where = getattr(error, "where", "")
        self.add_error(where if where in self.fields else None, sentence(error))
