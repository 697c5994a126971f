"""Parts, budget, milestones, cost and results of a project."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klynge.projects.forms.fields import Form, currency, day_field, line, money, one_of, today, word_of
from klynge.projects.queries.choices import Offered
from klynge.projects.words import COSTS, RESULTS


class PartForm(Form):
    """The number of a part that there is stays: cost and hours name it."""

    def __init__(self, data: Any = None, *, offered: Offered, new: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        if new:
            self.fields["number"] = line(_("Number"), 10, help=_("As 1 or 2.1; it stays, as cost and hours name it."))
        self.fields["name"] = line(_("Name"), 200)
        self.fields["from_on"] = day_field(_("First day"), required=True)
        self.fields["to_on"] = day_field(_("Last day"), required=True)
        self.fields["lead"] = one_of(_("Led by"), offered.partners, needed=False)


class BudgetForm(Form):
    def __init__(self, data: Any = None, *, offered: Offered, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["part"] = one_of(_("Part"), offered.parts)
        self.fields["partner"] = one_of(_("Economic partner"), offered.economic)
        self.fields["cost"] = word_of(_("Kind of cost"), COSTS)
        self.fields["amount"] = money(_("Amount"), help=_("Takes the place of what was there; 0 takes the line away."))
        self.fields["currency"] = currency()
        self.fields["on"] = today(_("Agreed on"))


class MilestoneForm(Form):
    def __init__(self, data: Any = None, *, offered: Offered) -> None:
        super().__init__(data)
        self.fields["part"] = one_of(_("Part"), offered.parts)
        self.fields["what"] = line(_("What is reached"), 200)
        self.fields["due_on"] = day_field(_("Due on"), required=True)


class ReachForm(Form):
    on = today(_("Reached on"))
    evidence = line(_("Where one can see it"), 300)


class CostForm(Form):
    def __init__(self, data: Any = None, *, offered: Offered, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["partner"] = one_of(_("Economic partner"), offered.economic)
        self.fields["part"] = one_of(_("Part"), offered.parts)
        self.fields["cost"] = word_of(_("Kind of cost"), COSTS)
        self.fields["on"] = today(_("Day"))
        self.fields["amount"] = money(_("Amount"))
        self.fields["currency"] = currency()
        self.fields["what"] = line(_("What was paid for"), 200)
        self.fields["document"] = line(_("Document"), 200, needed=False, help=_("Number or place of the invoice."))
        if len(offered.grants) > 1:
            self.fields["grant"] = one_of(_("Paid by"), offered.grants)


class ResultForm(Form):
    def __init__(self, data: Any = None, *, offered: Offered, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["partner"] = one_of(_("At"), offered.partners)
        self.fields["result"] = word_of(_("What came of it"), RESULTS)
        self.fields["on"] = today(_("Day"))
        self.fields["text"] = forms.CharField(label=_("In a line"), max_length=1000, widget=forms.Textarea({"rows": 3}))
        self.fields["amount"] = money(
            _("How much"), needed=False, help=_("Only of turnover and export, in money, and of jobs, as a number.")
        )
        self.fields["currency"] = currency()
        if len(offered.grants) > 1:
            self.fields["grant"] = one_of(_("Paid by"), offered.grants)


class BackForm(Form):
    reason = line(_("What was wrong"), 300)
    kind = forms.ChoiceField(choices=[("cost", "cost"), ("result", "result")], widget=forms.HiddenInput)
    row = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
