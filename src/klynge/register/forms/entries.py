"""One form for each kind of entry of a profile."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import Wrong
from klynge.register.fields import FACTS, FIGURES, KINDS, STANDINGS, SYSTEMS
from klynge.register.forms.parts import AmountField, EntryForm, day_field
from klynge.register.imports.values import codes as read_codes
from klynge.register.reference_tables import tree
from klynge.web.denmark import municipalities
from klynge.web.errors import sentence

LANGUAGES = [("da", _("Danish")), ("en", _("English"))]


class FactForm(EntryForm):
    """One field of the profile. Empty takes it out."""

    def __init__(self, data: Any = None, *, name: str, **more: Any) -> None:
        super().__init__(data, **more)
        field = FACTS[name]
        widget = forms.Textarea({"rows": 8}) if field.long else forms.TextInput()
        self.fields = {
            "value": forms.CharField(
                label=field.label, help_text=field.help, required=False, max_length=field.most, widget=widget
            ),
            **self.fields,
        }


class FigureForm(EntryForm):
    name = forms.ChoiceField(label=_("Figure"), choices=list(FIGURES.items()))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    amount = AmountField(label=_("Amount"))
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3, initial="DKK", help_text=_("Not for staff."))
    source = forms.CharField(label=_("Source"), required=False, max_length=200, help_text=_("For instance: annual report 2025."))


class CapabilityForm(EntryForm):
    system = forms.ChoiceField(label=_("Table"), choices=list(SYSTEMS.items()))
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("Find it by its name under “Find a code”."))
    main = forms.BooleanField(label=_("One of our main fields"), required=False)


class CertificateForm(EntryForm):
    kind = forms.ChoiceField(
        label=_("What"),
        choices=[("certificate", _("Certificate")), ("clearance", _("Security clearance held"))],
        help_text=_("Of a clearance only that it is held, its level and until when; never what it is for."),
    )
    name = forms.CharField(label=_("Name or level"), max_length=60, help_text=_("For instance: ISO 9001, AQAP 2110."))
    evidence = forms.CharField(
        label=_("Evidence"), required=False, max_length=200, help_text=_("A certificate's number, a letter's day.")
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=list(STANDINGS.items()))
    verifier = forms.CharField(label=_("Issued or verified by"), required=False, max_length=120)
    issued_on = day_field(_("Issued on"))
    expires_on = day_field(_("Valid until"))


class ReferenceForm(EntryForm):
    title = forms.CharField(label=_("Title"), max_length=300)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    text = forms.CharField(label=_("What was done"), required=False, max_length=6000, widget=forms.Textarea({"rows": 5}))
    buyer = forms.CharField(label=_("For whom"), required=False, max_length=200)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2100)
    amount = AmountField(label=_("Amount"), required=False)
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    cpv = forms.CharField(label=_("CPV codes"), required=False, max_length=400, help_text=_("Apart by commas."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["cpv"] = ", ".join(self.initial.get("cpv") or ())

    def clean_cpv(self) -> tuple[str, ...]:
        try:
            return read_codes("cpv")(self.cleaned_data["cpv"])
        except Wrong as wrong:
            raise forms.ValidationError(sentence(wrong)) from None


class SiteForm(EntryForm):
    name = forms.CharField(label=_("Name"), required=False, max_length=200, help_text=_("If it has one of its own."))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=12)
    town = forms.CharField(label=_("Town"), required=False, max_length=100)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    country = forms.CharField(label=_("Country"), initial="DK", min_length=2, max_length=2)
    p_number = forms.CharField(label=_("P-number"), required=False, max_length=20)
    main = forms.BooleanField(label=_("Our main place"), required=False)
    from_on = day_field(_("From"))
    to_on = day_field(_("Until"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        named = sorted((place.name, code) for code, place in municipalities().items())
        self.fields["municipality"].choices = [("", _("None, or abroad")), *((code, name) for name, code in named)]


class OwnershipForm(EntryForm):
    owner_id = forms.TypedChoiceField(label=_("Owner"), coerce=int)
    share = AmountField(label=_("Share of the votes in per cent"))
    control = forms.BooleanField(label=_("Decides without a majority"), required=False)
    from_on = day_field(_("From"), required=True)
    to_on = day_field(_("Until"))
    source = forms.CharField(label=_("Source"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, owners: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["owner_id"].choices = owners


class CardForm(EntryForm):
    """The card of a legal unit."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    field = forms.ChoiceField(label=_("Field of work"), required=False)
    country = forms.CharField(label=_("Country"), initial="DK", min_length=2, max_length=2, help_text=_("Two letters, as in DK."))
    cvr = forms.CharField(label=_("CVR number"), required=False, max_length=20, help_text=_("Eight digits."))
    cvr_note = forms.CharField(
        label=_("Note on the CVR number"),
        required=False,
        max_length=200,
        help_text=_("Only where it fails the check digit: why it is right all the same."),
    )
    foreign_number = forms.CharField(label=_("Foreign number"), required=False, max_length=40)
    founded_on = day_field(_("Founded on"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own, language = tree("own"), (get_language() or "da")[:2]
        fields = [(code, own.label(code, language)) for code in own.children()]
        self.fields["field"].choices = [("", _("Not said")), *sorted(fields, key=lambda one: one[1])]


FORMS: dict[str, type[EntryForm]] = {
    "figure": FigureForm,
    "capability": CapabilityForm,
    "certificate": CertificateForm,
    "reference": ReferenceForm,
    "site": SiteForm,
    "ownership": OwnershipForm,
}
