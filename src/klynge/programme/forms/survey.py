"""The forms of surveys: making one, its questions, and the sheet that an organisation fills in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import KlyngeError
from klynge.programme.queries.my_surveys import Asking, Given
from klynge.programme.words import KINDS, RESULTS, UNITS
from klynge.register.forms.parts import AmountField, day_field
from klynge.web import formats
from klynge.web.errors import sentence

Choices = Sequence[tuple[int, str]]


def blame(form: forms.Form, error: KlyngeError) -> None:
    """Shows what an action refused, beside the field it is about."""
    where = getattr(error, "where", "")
    form.add_error(where if where in form.fields else None, sentence(error))


class NameForm(forms.Form):
    name_da = forms.CharField(label=_("Name in Danish"), max_length=200, help_text=_("It stands in the subject of the mail."))
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    opens_on = day_field(_("Asks from"), required=True, initial=timezone.localdate)
    closes_on = day_field(_("Closes after"), required=True)


class SurveyForm(NameForm):
    questions_id = forms.TypedChoiceField(label=_("Questions"), coerce=int)
    activity_id = forms.TypedChoiceField(
        label=_("Activity"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Those who took part are asked. Leave it empty for a survey of a whole year."),
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    grant_id = forms.TypedChoiceField(
        label=_("Grant"), required=False, coerce=int, empty_value=None, help_text=_("Results are counted under it.")
    )
    field_order = ("questions_id", "activity_id", "year", "grant_id", "name_da", "name_en", "opens_on", "closes_on")

    def __init__(self, data: Any = None, *, sets: Choices, activities: Choices, grants: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["questions_id"].choices = [*sets]
        self.fields["activity_id"].choices = [("", _("A whole year")), *activities]
        self.fields["grant_id"].choices = [("", _("None")), *grants]


class QuestionForm(forms.Form):
    text_da = forms.CharField(label=_("Question in Danish"), max_length=300)
    text_en = forms.CharField(label=_("Question in English"), max_length=300)
    kind = forms.ChoiceField(label=_("Answer"), choices=list(KINDS.items()))
    unit = forms.CharField(label=_("Unit of a number"), required=False, max_length=10, help_text=_("As in DKK or jobs."))
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One a line, Danish | English. A + in front of a line: this answer counts as the result."),
    )
    feeds = forms.ChoiceField(
        label=_("Counts as"),
        required=False,
        choices=[("", _("Nothing; it is only told")), *RESULTS.items()],
        help_text=_("A yes, a number above 0 or a choice that counts is booked in the ledger as this result."),
    )

    def said(self) -> dict[str, Any]:
        """What the action takes; each choice gets a key of its own."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        found: list[list[object]] = []
        for n, line in enumerate(lines, start=1):
            danish, _bar, english = line.removeprefix("+").partition("|")
            found.append([f"c{n}", danish.strip()[:100], (english or danish).strip()[:100], line.startswith("+")])
        kind = self.cleaned_data["kind"]
        return {
            **self.cleaned_data,
            "choices": found if kind == "choice" else [],
            "unit": self.cleaned_data["unit"] if kind == "number" else "",
        }


class SheetForm(forms.Form):
    """One field a question; nothing must be answered. What the organisation said last time stands beside it, and is filled in only
    where that counts nothing."""

    nothing_required = True  # the page says so once, and no field again

    def __init__(self, data: Any = None, *, questions: Sequence[Asking]) -> None:
        super().__init__(data)
        self.questions = questions
        for one in questions:
            self.fields[one.key] = _field(one)

    def said(self) -> Mapping[str, Given]:
        return {one.key: self.cleaned_data[one.key] for one in self.questions}


def _field(one: Asking) -> forms.Field:
    start = one.said if one.said is not None or one.counts else one.before
    told: dict[str, Any] = {"label": one.text, "required": False, "help_text": _help(one)}
    if one.kind == "number":
        return AmountField(**told, initial=start)
    if one.kind == "text":
        return forms.CharField(**told, max_length=1000, widget=forms.Textarea({"rows": 4}), initial=start)
    choices: list[tuple[str, str | Promise]] = [*one.choices, ("", _("Do not know"))]
    if one.kind == "yes":
        choices = [("yes", _("Yes")), ("no", _("No")), ("", _("Do not know"))]
        start = {True: "yes", False: "no"}.get(start, "") if isinstance(start, bool) else ""
    return forms.TypedChoiceField(
        **told,
        choices=choices,
        widget=forms.RadioSelect,
        initial=start or "",
        coerce=(lambda value: value == "yes") if one.kind == "yes" else str,
        empty_value=None,
    )


def _help(one: Asking) -> str:
    unit = "" if one.unit in UNITS else one.unit  # the question itself names what is counted
    parts = [gettext("In %(unit)s.") % {"unit": unit}] if unit else []
    if one.before is not None:
        parts.append(gettext("Last time you said: %(answer)s.") % {"answer": said(one.before, dict(one.choices))})
    return " ".join(parts)


def said(value: Given, choices: Mapping[str, str]) -> str:
    """An answer in the reader's language."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return formats.number(value) if isinstance(value, Decimal) else choices.get(value or "", value or "")
