"""The form of a notice that somebody enters, and of a mail that is read into it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.connectors.handwritten import Handwritten, problems
from klynge.core.money import Money
from klynge.core.notice import Kind
from klynge.core.tlp import Label
from klynge.market.countries import COUNTRIES
from klynge.market.words import KINDS
from klynge.web.errors import sentence

LABELS = {
    Label.CLEAR: _("Everybody (TLP:CLEAR)"),
    Label.GREEN: _("Members and partner clusters that signed (TLP:GREEN)"),
    Label.STRICT: _("Only the secretariat for now (TLP:AMBER+STRICT)"),
}
_ENTERED = (Kind.COMPETITION, Kind.PLANNING, Kind.CONSULTATION, Kind.SUBCONTRACT, Kind.CALL)
CURRENCIES = ("DKK", "EUR", "SEK", "NOK", "GBP", "USD")


def _countries() -> list[tuple[str, str]]:
    """By name in the reader's language."""
    return [("", ""), *sorted(((code, str(name)) for code, name in COUNTRIES.items()), key=lambda one: one[1])]


class EntryForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=500, help_text=_("In one line what is wanted."))
    buyer = forms.CharField(label=_("Buyer"), max_length=200)
    country = forms.ChoiceField(label=_("Buyer's country"), choices=_countries, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, KINDS[kind]) for kind in _ENTERED])
    language = forms.ChoiceField(label=_("Language of the text"), choices=[("da", _("Danish")), ("en", _("English"))])
    text = forms.CharField(
        label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 8}), required=False, max_length=100_000
    )
    requirements = forms.CharField(
        label=_("What is asked of a bidder"),
        help_text=_("One requirement a line. Certificates such as AQAP 2110 and clearances are recognised."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=20_000,
    )
    deadline_at = forms.DateTimeField(
        label=_("Deadline"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    cpv = forms.CharField(label=_("CPV codes"), required=False, max_length=300, help_text=_("Eight digits each, blanks between."))
    value = forms.DecimalField(label=_("Value"), required=False, min_value=Decimal(1), max_digits=15, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False)
    url = forms.URLField(label=_("Address of the notice"), required=False, assume_scheme="https", max_length=1000)
    number = forms.CharField(
        label=_("The buyer's own number"), required=False, max_length=80, help_text=_("The same number again is a new version.")
    )
    label = forms.ChoiceField(
        label=_("Who may see it"), choices=[(label.value, name) for label, name in LABELS.items()], initial=Label.GREEN.value
    )

    def clean(self) -> dict[str, Any]:
        """The shape's own problems, each beside its field."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for problem in problems(self.entry()):
                self.add_error(problem.where if problem.where in self.fields else None, sentence(problem))
        return cleaned

    def entry(self) -> Handwritten:
        told = self.cleaned_data
        return Handwritten(
            title=told["title"],
            buyer=told["buyer"],
            text=told["text"],
            language=told["language"],
            country=told["country"],
            deadline_at=told["deadline_at"],
            cpv=tuple(told["cpv"].replace(",", " ").replace(";", " ").split()),
            value=Money(told["value"], told["currency"] or "DKK") if told["value"] is not None else None,
            url=told["url"],
            requirements=tuple(line.strip() for line in told["requirements"].splitlines() if line.strip()),
            number=told["number"],
            kind=Kind(told["kind"]),
            published_on=timezone.localdate(),
        )

    def tlp(self) -> Label:
        return Label(self.cleaned_data["label"])


class MailForm(forms.Form):
    mail = forms.FileField(
        label=_("The mail"), help_text=_("Save it as a file (.eml) and choose it here. Attachments are named and never opened.")
    )


def proposed(entry: Handwritten) -> EntryForm:
    """The form filled with what a mail says, for a person to look over."""
    return EntryForm(
        initial={
            "title": entry.title,
            "buyer": entry.buyer,
            "text": entry.text,
            "language": entry.language,
            "country": entry.country,
            "deadline_at": timezone.localtime(entry.deadline_at) if entry.deadline_at else None,
            "url": entry.url,
            "label": Label.GREEN.value,
        }
    )
