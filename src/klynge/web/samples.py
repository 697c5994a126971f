"""Sample content of the living page. All of it is invented; the day it plays on is fixed, so that its pictures stay the same."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klynge.core.fit.shapes import Condition, Gap, Reason, ReasonKind
from klynge.core.money import Money
from klynge.core.tlp import Label
from klynge.web import parts, samples_pictures
from klynge.web.listing import Listing

TODAY = date(2026, 11, 23)
SIX_DAYS = datetime(2026, 11, 29, 11, 0, tzinfo=UTC)
MONTH = datetime(2026, 12, 18, 11, 0, tzinfo=UTC)
GONE = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


class Sample(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the company"))
    cvr = forms.CharField(label=gettext_lazy("CVR number"), help_text=gettext_lazy("Eight digits, as on virk.dk."))
    text = forms.CharField(
        label=gettext_lazy("What you do"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Two or three sentences that a buyer understands."),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"), choices=[("1082", "Region Midtjylland"), ("1083", "Region Syddanmark")]
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        choices=[
            ("clear", gettext_lazy("Everyone")),
            ("green", gettext_lazy("The community")),
            ("strict", gettext_lazy("Only us and the secretariat")),
        ],
    )
    digest = forms.BooleanField(label=gettext_lazy("Send us the weekly digest"), required=False)

    def clean_cvr(self) -> str:
        cvr: str = self.cleaned_data["cvr"]
        if len(cvr) != 8 or not cvr.isdigit():
            raise forms.ValidationError(_("“%(cvr)s” has %(n)s digits. A CVR number has eight.") % {"cvr": cvr, "n": len(cvr)})
        return cvr


def reasons() -> tuple[Reason, ...]:
    return (
        Reason(ReasonKind.CODES, 24.0, ("35613000", _("Unmanned aircraft"))),
        Reason(ReasonKind.WORDS, 18.5, (_("carbon fibre"), _("airframe"), _("serial production"))),
        Reason(ReasonKind.RECORD, 12.0, (_("Housings for field radios, 2024"),)),
        Reason(ReasonKind.PLACE, 3.0, ("Karup",)),
        Reason(ReasonKind.SIZE, -4.0, (_("the lot is larger than your turnover"),)),
    )


def gaps() -> tuple[Gap, ...]:
    return (
        Gap(Condition("certificate", "AQAP-2110", "AQAP 2110")),
        Gap(Condition("certificate", "ISO-27001", "ISO 27001"), expired=True),
    )


def rows() -> list[parts.Row]:
    return [
        parts.Row(
            _("Airframes for small unmanned aircraft"),
            "#rows",
            _("Serial production of carbon airframes in two sizes, with tooling, testing and spare parts for five years."),
            (_("Danish Ministry of Defence Acquisition"), "Ballerup", _("DKK 4.5 million")),
            (parts.Tag(_("Advanced production")), parts.Tag(_("2 lots")), parts.Tag(_("Answer wanted"), kind="signal")),
            Label.STRICT,
            SIX_DAYS,
            (parts.Action(_("We are interested"), "#rows", "primary"), parts.Action(_("Not for us"), "#rows", "quiet")),
        ),
        parts.Row(
            _("Rugged connectors for vehicles"),
            "#rows",
            facts=(_("A prime in Sweden"), _("asked through the secretariat")),
            tags=(parts.Tag(_("Electronics and hardware")),),
            label=Label.GREEN,
            deadline_at=MONTH,
        ),
        parts.Row(_("Framework for technical writing"), "#rows", facts=(_("Aalborg Municipality"),), deadline_at=GONE),
    ]


def table() -> parts.Table:
    columns = (
        parts.Column(_("Company")),
        parts.Column(_("Region")),
        parts.Column(_("Staff"), "number", "#table", "descending"),
        parts.Column(_("Member since"), "date"),
        parts.Column(_("State")),
    )
    good, old = parts.Tag(_("Up to date")), parts.Tag(_("Ask again"), kind="signal")
    return parts.Table(
        _("Members whose profile was looked at this month"),
        columns,
        (
            (
                parts.Cell("Vestkystens Radar ApS", "#table"),
                "Region Midtjylland",
                42,
                date(2019, 3, 1),
                parts.Cell(None, tag=good),
            ),
            (parts.Cell("Fjordkomposit A/S", "#table"), "Region Nordjylland", 118, date(2014, 9, 15), parts.Cell(None, tag=old)),
            (parts.Cell("Sikker Kode I/S", "#table"), "Region Hovedstaden", 7, date(2026, 1, 8), parts.Cell(None, tag=good)),
        ),
        show_caption=True,
    )


def context() -> dict[str, Any]:
    wrong = Sample({"wrong-name": "Fjordkomposit A/S", "wrong-cvr": "1234567", "wrong-region": "1082"}, prefix="wrong")
    wrong.is_valid()
    return {
        "today": TODAY,
        "crumbs": (parts.Entry(_("Front page"), "/"), parts.Entry(_("Style"), "/style", current=True)),
        "head_actions": (parts.Action(_("Look at the desk"), "/style/desk", "primary"), parts.Action(_("Print"), "#print")),
        "labels": tuple(Label),
        "tags": (
            parts.Tag(_("Software")),
            parts.Tag(_("3 certificates"), kind="strong"),
            parts.Tag(_("Ends in May"), kind="signal"),
        ),
        "fit_reasons": reasons(),
        "fit_gaps": gaps(),
        "deadlines": (SIX_DAYS, MONTH, GONE, None),
        "rows": rows(),
        "action": parts.Action(_("Import members"), "#empty", "primary"),
        "stats": (
            parts.Stat(153, _("members"), "#stats", _("7 more than last year")),
            parts.Stat(31, _("companies helped"), "#stats", target=40),
            parts.Stat(6, _("answers wait for you"), "#stats", needs_you=True),
            parts.Stat(Money(Decimal(1250000), "DKK"), _("won in October"), "#stats"),
        ),
        "facts": (
            parts.Fact(_("Buyer"), _("Danish Ministry of Defence Acquisition"), "#facts"),
            parts.Fact(_("Value"), Money(Decimal(4500000), "DKK"), note=_("as estimated by the buyer")),
            parts.Fact(_("Published"), date(2026, 11, 3)),
            parts.Fact(_("Deadline"), SIX_DAYS),
            parts.Fact(_("Security clearance"), _("Asked for"), note=_("verified by the secretariat")),
        ),
        "companies": (
            parts.Company("Vestkystens Radar ApS", "#company", _("Electronics and hardware · Lemvig")),
            parts.Company("Karen Lindholm", "", _("Sales, Fjordkomposit A/S"), "person"),
        ),
        "jobs": (
            parts.Progress(_("Matching notices"), _("Comparing notices of week 47"), 1240, 2500, 14, "#progress", key="job-1"),
            parts.Progress(_("Taking in TED notices"), _("All done: 38 new, 2 unread"), 2382, 2382, state="done", key="job-2"),
        ),
        "table": table(),
        "listing": Listing([], 2, 7, 163),
        "facet_list": (
            parts.Facet(
                "field",
                _("Field of work"),
                (
                    parts.Choice("production", _("Advanced production"), 58, chosen=True),
                    parts.Choice("electronics", _("Electronics and hardware"), 41),
                    parts.Choice("software", _("Software"), 33),
                ),
            ),
            parts.Facet(
                "region",
                _("Region"),
                (parts.Choice("1081", "Region Nordjylland", 21), parts.Choice("1082", "Region Midtjylland", 52)),
            ),
        ),
        "chosen": (parts.Chosen(_("Advanced production"), "/style"), parts.Chosen("Region Midtjylland", "/style")),
        "tab_list": (
            parts.Entry(_("Fits us"), "#tabs", current=True, count=6, needs_you=True),
            parts.Entry(_("What is asked"), "#tabs"),
            parts.Entry(_("The buyer"), "#tabs", count=14),
        ),
        "moments": (
            parts.Moment(date(2026, 11, 3), _("Notice published"), _("Version 1 on TED")),
            parts.Moment(date(2026, 11, 12), _("Notice changed"), _("The deadline was moved by a week")),
            parts.Moment(TODAY, _("You were asked"), "", "#timeline", "now"),
            parts.Moment(SIX_DAYS, _("Deadline"), "", "", "coming"),
        ),
        "form": Sample(),
        "wrong_form": wrong,
        **samples_pictures.pictures(TODAY),
    }


def desk() -> dict[str, Any]:
    return {
        "desk_title": _("The secretariat's desk"),
        "desk_navigation": (
            parts.Menu(
                "",
                (
                    parts.Entry(_("What needs you today"), "/style/desk", current=True, count=6, needs_you=True),
                    parts.Entry(_("Matches to approve"), "#matches", count=18),
                    parts.Entry(_("Supplier search"), "#search"),
                ),
            ),
            parts.Menu(_("Members"), (parts.Entry(_("Directory"), "#directory", count=153), parts.Entry(_("Import"), "#import"))),
        ),
        "label": Label.STRICT,
        "head_actions": (parts.Action(_("Send the digest"), "#send", "primary"),),
        "stats": context()["stats"],
        "rows": rows(),
        "fit_reasons": reasons()[:3],
        "fit_gaps": gaps()[:1],
        "notice": parts.Row(_("Sensors for harbour surveillance"), "#notice", facts=("NSPA", "Capellen"), deadline_at=SIX_DAYS),
        "deadline_at": SIX_DAYS + timedelta(days=1),
        "deadline_picture": samples_pictures.deadline_picture(TODAY),
    }
