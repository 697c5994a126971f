"""The SME self-test: the own figures of two years, and those of each enterprise that is tied to it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klynge.core.aid.investors import Kind
from klynge.register.fields import SIZES
from klynge.register.forms.parts import AmountField

MOST = 30
FIGURES = ("staff", "turnover", "balance")
INVESTORS = {
    Kind.FIRM: _("An ordinary enterprise or person"),
    Kind.PUBLIC_INVESTMENT: _("A public investment company"),
    Kind.VENTURE: _("A venture capital company"),
    Kind.ANGELS: _("Business angels"),
    Kind.UNIVERSITY: _("A university"),
    Kind.RESEARCH: _("A research centre that makes no profit"),
    Kind.INSTITUTIONAL: _("An institutional investor or regional development fund"),
    Kind.AUTHORITY: _("A local authority"),
    Kind.PUBLIC: _("Another public body"),
}


class FiguresForm(forms.Form):
    """Two years of one enterprise."""

    staff_last = AmountField(label=_("Staff in annual work units, last accounting year"), required=False)
    turnover_last = AmountField(label=_("Turnover, last accounting year"), required=False)
    balance_last = AmountField(label=_("Balance total, last accounting year"), required=False)
    staff_before = AmountField(label=_("Staff in annual work units, the year before"), required=False)
    turnover_before = AmountField(label=_("Turnover, the year before"), required=False)
    balance_before = AmountField(label=_("Balance total, the year before"), required=False)

    def years(self, last: int) -> dict[str, list[str]]:
        """As a test keeps them."""
        found = {}
        for year, which in ((last, "last"), (last - 1, "before")):
            line = [_text(self.cleaned_data[f"{name}_{which}"]) for name in FIGURES]
            if any(line):
                found[str(year)] = line
        return found


class OwnForm(FiguresForm):
    year = forms.IntegerField(label=_("Last accounting year"), min_value=2005, max_value=2100)
    currency = forms.ChoiceField(label=_("Currency of all amounts"), choices=[("DKK", "DKK"), ("EUR", "EUR")], initial="DKK")
    before = forms.ChoiceField(
        label=_("Class until then"),
        required=False,
        choices=[("", _("Not known")), *((key, label) for key, label in SIZES.items() if key != "unknown")],
        help_text=_("A class is lost or won only after two years in a row."),
    )
    field_order = ("year", "currency", "before")


class TiedForm(FiguresForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    owns = forms.TypedChoiceField(
        label=_("Which way"),
        choices=[("yes", _("It owns part of the other")), ("no", _("The other owns part of it"))],
        coerce=lambda value: value == "yes",
        initial="yes",
    )
    share = AmountField(label=_("Share of capital or votes in per cent, the higher of the two"))
    control = forms.BooleanField(label=_("Decides without a majority"), required=False)
    under = forms.IntegerField(
        label=_("Tied to"),
        min_value=0,
        max_value=MOST,
        initial=0,
        help_text=_("0 is your own enterprise, else the number of an earlier one."),
    )
    investor = forms.ChoiceField(
        label=_("What kind of owner it is"), choices=[(kind.value, label) for kind, label in INVESTORS.items()], initial="firm"
    )
    invested = AmountField(label=_("All that the business angels put in"), required=False)
    budget = AmountField(label=_("Yearly budget of the local authority"), required=False)
    inhabitants = forms.IntegerField(label=_("Inhabitants of the local authority"), required=False, min_value=0, max_value=10**9)
    field_order = ("name", "owns", "share", "control", "under")

    def has_changed(self) -> bool:
        """What stands there from the beginning is no line."""
        return any(name not in ("owns", "under", "investor") for name in self.changed_data)

    def line(self, last: int) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "owns": said["owns"],
            "share": _text(said["share"]),
            "control": said["control"],
            "investor": said["investor"],
            "invested": _text(said["invested"]),
            "budget": _text(said["budget"]),
            "inhabitants": _text(said["inhabitants"]),
            "under": said["under"],
            "years": self.years(last),
        }


def forms_of(data: Any, start: Mapping[str, Any], last: int) -> tuple[OwnForm, Any]:
    """The own form and those of the tied enterprises; to begin with they show `start`, which has the shape of a test."""
    years = [int(year) for year in start.get("years", {})]
    last = max(years, default=last)
    initial = {"year": last, "currency": start["currency"], "before": start["before"], **_initial(start["years"], last)}
    lines = [
        {
            **{key: value for key, value in line.items() if key != "years"},
            "owns": "yes" if line["owns"] else "no",
            **_initial(line["years"], last),
        }
        for line in start["tied"]
    ]
    kind = _kind(1)
    return (OwnForm(data, initial=initial), kind(data, prefix="tied") if data is not None else kind(initial=lines, prefix="tied"))


def more_tied(data: Any) -> tuple[OwnForm, Any]:
    """What was sent so far, unasked, with room for two more."""
    names = tuple(TiedForm.base_fields)
    sent = [{name: data.get(f"tied-{n}-{name}", "") for name in names} for n in range(MOST)]
    own = OwnForm(initial={name: data.get(name, "") for name in OwnForm.base_fields})
    return own, _kind(2)(initial=[one for one in sent if one["name"] or one["share"]], prefix="tied")


def given(own: OwnForm, tied: Any) -> dict[str, Any]:
    """Both as a test keeps them."""
    said = own.cleaned_data
    last = said["year"]
    lines = [form.line(last) for form in tied.forms if form.cleaned_data.get("name")]
    return {"currency": said["currency"], "before": said["before"], "years": own.years(last), "tied": lines}


def _kind(extra: int) -> Any:
    return forms.formset_factory(TiedForm, extra=extra, max_num=MOST, absolute_max=MOST, validate_max=True)


def _initial(years: Mapping[str, Any], last: int) -> dict[str, str]:
    return {
        f"{name}_{which}": text
        for year, which in ((last, "last"), (last - 1, "before"))
        for name, text in zip(FIGURES, years.get(str(year), ("", "", "")), strict=True)
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)
