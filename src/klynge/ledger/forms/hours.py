"""What is asked about hours: a week at once, one line, a month, a rate."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import Wrong
from klynge.ledger.queries.hours import HoursAsked, HoursLine
from klynge.ledger.queries.signed import Holds
from klynge.ledger.queries.spent import MOST_NOTE, Spent
from klynge.register.forms.parts import AmountField, day_field

Choices = Sequence[tuple[int, str]]
REASON_HELP = _("One sentence; it stays in the ledger.")


def clock_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class SpentForm(forms.Form):
    """The hours of one day. `prefix` tells the days of a week apart."""

    hours = AmountField(label=_("Hours"), required=False)
    begins = clock_field(_("From"))
    ends = clock_field(_("To"))
    note = forms.CharField(label=_("What was done"), max_length=MOST_NOTE, required=False)

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on

    @property
    def filled(self) -> bool:
        said = self.cleaned_data
        return any(said.get(name) not in (None, "") for name in ("hours", "begins", "ends", "note"))

    def spent(self, work_package_id: int, activity_id: int | None = None, on: date | None = None) -> Spent:
        """An end that is no later than the beginning is on the next day."""
        said, day = self.cleaned_data, on or self.on
        begins, ends = _moment(day, said["begins"]), _moment(day, said["ends"])
        if begins and ends and ends <= begins:
            ends = _moment(day + timedelta(days=1), said["ends"])
        hours: Decimal | None = said["hours"]
        return Spent(work_package_id, day, hours, begins, ends, activity_id, said["note"])


class WeekForm(forms.Form):
    """For what the hours of a week were; the days are SpentForms beside it."""

    work_package = forms.TypedChoiceField(label=_("Grant and work package"), coerce=int)
    organisation = forms.TypedChoiceField(label=_("Worked for"), coerce=int)

    def __init__(self, *args: Any, packages: Choices, firms: Choices, monday: date, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, work_package=packages, organisation=firms)
        data = args[0] if args else None
        self.days = [SpentForm(data, on=monday + timedelta(days=n), prefix=f"d{n}", initial=None) for n in range(7)]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(day.is_valid() for day in self.days)])

    def said(self) -> list[Spent]:
        return [day.spent(self.cleaned_data["work_package"]) for day in self.days if day.filled]


class CorrectHoursForm(SpentForm):
    day = day_field(_("Day"), required=True)
    work_package = forms.TypedChoiceField(label=_("Grant and work package"), coerce=int)
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=REASON_HELP)
    field_order = ("day", "hours", "begins", "ends", "work_package", "note", "reason")

    def __init__(self, *args: Any, packages: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, work_package=packages)

    def corrected(self, activity_id: int | None) -> Spent:
        return self.spent(self.cleaned_data["work_package"], activity_id, self.cleaned_data["day"])


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=REASON_HELP)


class OpenSheetForm(forms.Form):
    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    person = forms.CharField(label=_("Name of the person"), max_length=200)


class HourRateForm(forms.Form):
    name = forms.ChoiceField(label=_("Rate"))
    amount = AmountField(label=_("Amount per hour"))
    currency = forms.ChoiceField(label=_("Currency"))
    from_on = day_field(_("Holds from"), required=True)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The rule and its section, or the page where it stands.")
    )

    def __init__(self, *args: Any, names: Sequence[str], currencies: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, name=[(one, one) for one in names], currency=[(one, one) for one in currencies])


def of_hours(line: HoursLine) -> dict[str, Any]:
    """What the form of a correction shows of a row."""
    times = {"begins": line.from_at, "ends": line.to_at}
    said: dict[str, Any] = {name: timezone.localtime(at).time() for name, at in times.items() if at}
    return {**said, "day": line.on, "hours": line.hours, "work_package": line.package_id, "note": line.note}


def asked(query: QueryDict) -> HoursAsked:
    """Anything odd in the address is nothing asked."""
    names = {"person": "person", "organisation": "organisation", "grant": "grant", "work_package": "package"}
    ids = {name: id_of(query.get(key, "")) for name, key in names.items()}
    signed = query.get("signed", "")
    holds = Holds(signed) if signed in list(Holds) else None
    return HoursAsked(**ids, month=month_or_none(query.get("month", "")), holds=holds)


def monday_of(query: QueryDict, today: date) -> date:
    """The Monday of the week that is asked for; of this one unless said."""
    try:
        day = date.fromisoformat(query.get("week", "")[:10])
    except ValueError:
        day = today
    if not 1950 <= day.year <= 2200:
        day = today
    return day - timedelta(days=day.weekday())


def id_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def month_or_none(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text}-01") if text.isascii() and len(text) == 7 else None
    except ValueError:
        return None
    return found if found and 1950 <= found.year <= 2200 else None


def month_of(text: str) -> date:
    """2026-03 as its first day. Raises Wrong."""
    found = month_or_none(text)
    if found is None:
        raise Wrong("“%(text)s” is no month. Write it as 2026-03.", where="month", text=text[:20])
    return found


def _choices(form: Any, **choices: Any) -> None:
    for name, offered in choices.items():
        form.fields[name].choices = list(offered)


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else timezone.make_aware(datetime.combine(day, at))
