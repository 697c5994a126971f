"""What the columns of an entry are called where a change is shown."""

from django.utils.translation import gettext as _

from klynge.register.fields import KINDS, STANDINGS
from klynge.register.queries.profile import clearance_name


def name_of_column(name: str) -> str:
    names = {
        "value": _("Text"),
        "name": _("Name"),
        "kind": _("Kind"),
        "field": _("Field of work"),
        "country": _("Country"),
        "cvr": _("CVR number"),
        "cvr_note": _("Note on the CVR number"),
        "foreign_number": _("Foreign number"),
        "founded_on": _("Founded on"),
        "language": _("Language"),
        "system": _("Table"),
        "code": _("Code"),
        "version": _("Version"),
        "main": _("Main"),
        "evidence": _("Evidence"),
        "standing": _("Standing"),
        "verifier": _("Issued or verified by"),
        "issued_on": _("Issued on"),
        "expires_on": _("Valid until"),
        "title": _("Title"),
        "text": _("What was done"),
        "buyer": _("For whom"),
        "year": _("Year"),
        "amount": _("Amount"),
        "currency": _("Currency"),
        "cpv": _("CPV codes"),
        "source": _("Source"),
        "p_number": _("P-number"),
        "address": _("Address"),
        "postcode": _("Postcode"),
        "town": _("Town"),
        "municipality": _("Municipality"),
        "from_on": _("From"),
        "to_on": _("Until"),
        "share": _("Share of the votes in per cent"),
        "control": _("Decides without a majority"),
    }
    return names.get(name, name)


def value_of_column(name: str, value: str) -> str:
    """A value in words where the register keeps a code."""
    words = {
        "kind": {**KINDS, "certificate": _("Certificate"), "clearance": _("Security clearance")},
        "standing": STANDINGS,
        "language": {"da": _("Danish"), "en": _("English")},
        "name": {"ANY": clearance_name("ANY")},
    }
    return str(words.get(name, {}).get(value, {"True": _("yes")}.get(value, value)))
