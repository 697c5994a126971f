"""A project, its stage, and its partners."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klynge.core.tlp import Label
from klynge.projects.actions.project import Told
from klynge.projects.forms.fields import CURRENCIES, Form, day_field, line, one_of, today, word_of
from klynge.projects.queries.choices import Offered
from klynge.projects.words import ROLES, STAGES
from klynge.register.actions.audience import Audience
from klynge.register.forms.parts import AmountField

LABELS = {
    Label.CLEAR: _("Everybody, also on the open internet: title, summary, stage and time"),
    Label.GREEN: _("All members and the partner clusters that signed: title, summary, stage and time"),
    Label.AMBER: _("Those who are named, for them and their clients"),
    Label.STRICT: _("Only its partners, those who are named, and whoever pays"),
}
TOLD = ("from_on", "to_on", "title_da", "title_en", "summary_da", "summary_en", "currency")


class ProjectForm(Form):
    """`new`: the lead's role is asked for, too; of a project that there is, the lead is one of its partners."""

    title_da = line(_("Title in Danish"), 200, needed=False)
    title_en = line(_("Title in English"), 200, needed=False)
    summary_da = forms.CharField(
        label=_("Summary in Danish"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    from_on = day_field(_("First day"), required=True)
    to_on = day_field(_("Last day"), required=True)
    currency = forms.ChoiceField(label=_("Reckoned in"), choices=CURRENCIES)
    aid_each = AmountField(
        label=_("State aid to each partner"),
        required=False,
        help_text=_("What each gets for free or below its price. Whether each has room is shown before it is promised."),
    )

    def __init__(self, data: Any = None, *, offered: Offered, new: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["lead"] = one_of(_("Lead"), offered.organisations)
        if new:
            self.fields["lead_role"] = word_of(_("The lead is"), ROLES)
        self.fields["work_packages"] = forms.TypedMultipleChoiceField(
            label=_("Paid by"),
            help_text=_("One work package of each grant that pays; none while it is only an idea."),
            required=False,
            coerce=int,
            choices=offered.work_packages,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["label"] = forms.ChoiceField(
            label=_("Who else may read the summary"),
            choices=[(label.value, f"{name} · {label.value}") for label, name in LABELS.items()],
            initial=Label.STRICT.value,
            widget=forms.RadioSelect,
        )
        if offered.circles:
            self.fields["circle"] = one_of(_("Named"), offered.circles, needed=False)

    def told(self) -> Told:
        return Told(**self.said(*TOLD), aid_each=self.cleaned_data["aid_each"] or Decimal(0))

    def audience(self) -> Audience:
        return Audience(Label(self.cleaned_data["label"]), self.cleaned_data.get("circle"))


class StageForm(Form):
    """`next`: where it may go from here; `override`: the reader may set the programme's rule aside."""

    def __init__(self, data: Any = None, *, next: Sequence[str], override: bool) -> None:
        super().__init__(data)
        self.fields["stage"] = forms.ChoiceField(
            label=_("The project goes on to"), choices=[(one, STAGES[one]) for one in next], widget=forms.RadioSelect
        )
        self.fields["reason"] = line(
            _("Why"), 300, needed=False, help=_("Needed when it is dropped, goes back, or the programme's rule is set aside.")
        )
        if override:
            self.fields["override"] = forms.BooleanField(
                label=_("Let it run although the programme's rule is not met"), required=False
            )


class PartnerForm(Form):
    def __init__(self, data: Any = None, *, offered: Offered) -> None:
        super().__init__(data)
        self.fields["organisation"] = one_of(_("Organisation"), offered.organisations)
        self.fields["role"] = word_of(_("Takes part as"), ROLES)
        self.fields["economic"] = forms.BooleanField(
            label=_("Economic partner"),
            help_text=_("It has cost of its own in the accounts, and signs a declaration."),
            required=False,
        )
        self.fields["from_on"] = today(_("Partner from"))
        self.fields["to_on"] = day_field(_("Last day"), help_text=_("Empty: to the project's end."))
        self.fields["declared_on"] = day_field(_("Declaration signed on"))
        self.fields["document"] = line(_("Where the declaration or agreement is found"), 200, needed=False)


class DeclareForm(Form):
    on = today(_("Signed on"))
    document = line(_("Where it is found"), 200)


class LeaveForm(Form):
    on = today(_("Last day"))
