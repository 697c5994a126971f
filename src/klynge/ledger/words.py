"""What the ledger's codes are called on a page."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "event": _("Event"),
    "course": _("Course session"),
    "group": _("Working group"),
    "visit": _("Company visit"),
    "project": _("Project work"),
    "advice": _("Advice"),
    "introduction": _("Introduction"),
    "other": _("Other activity"),
}

CAPACITIES: dict[str, Promise] = {
    "participant": _("Participant"),
    "dedicated": _("Dedicated company"),
    "economic": _("Economic partner"),
    "recipient": _("State-aid recipient"),
}

EVIDENCE: dict[str, Promise] = {
    "check-in": _("Check-in"),
    "signed list": _("Signed list"),
    "signed link": _("Signed link"),
    "document": _("Document"),
    "import": _("List that was taken in"),
}

DUES: dict[str, Promise] = {
    "half-yearly": _("Half-yearly report"),
    "yearly": _("Yearly report"),
    "final": _("Final report"),
}

AID: dict[str, Promise] = {
    "de-minimis": _("De minimis aid"),
    "gber27": _("Block exemption, article 27 (clusters)"),
    "gber28": _("Block exemption, article 28 (SMEs)"),
    "none": _("No state aid"),
}

BOOKED: dict[str, Promise] = {
    "participation": _("Participation"),
    "hours": _("Hours"),
    "aid": _("State aid"),
    "cost": _("Cost"),
    "result": _("Result"),
}

# The columns of the ledger's rows.
COLUMNS: dict[str, Promise] = {
    "organisation_id": _("Organisation"),
    "group_id": _("Group"),
    "sme": _("SME by the EU rule"),
    "staff": _("Own staff"),
    "member": _("Membership"),
    "region": _("Region"),
    "field": _("Field of work"),
    "country": _("Country"),
    "kind": _("Kind of organisation"),
    "on": _("Day"),
    "activity_id": _("Activity"),
    "person_id": _("Person"),
    "grant_id": _("Grant"),
    "work_package_id": _("Work package"),
    "participation_id": _("Participation"),
    "capacity": _("Takes part as"),
    "from_at": _("From"),
    "to_at": _("To"),
    "hours": _("Hours"),
    "value": _("What it was worth"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "euro": _("Amount in euro"),
    "rate": _("Rate"),
    "source": _("Source"),
    "secretariat": _("Secretariat work"),
    "note": _("Note"),
    "evidence": _("Evidence"),
    "evidence_at": _("Where the evidence is found"),
    "step": _("Step"),
    "basis": _("State aid by"),
    "ours": _("Given by the cluster"),
    "giver": _("Giver"),
    "what": _("What for"),
    "cost": _("Kind of cost"),
    "document": _("Document"),
    "result": _("Result"),
    "unit": _("Unit"),
    "text": _("Text"),
}
# Days before and after the regions of 2027, so that the names of both are known.
BEFORE, AFTER = date(2026, 1, 1), date(2027, 1, 1)

CURRENCIES = ("DKK", "EUR", "SEK", "NOK", "GBP", "USD")

HOLDS: dict[str, Promise] = {
    "none": _("Not signed"),
    "one": _("Lacks the second signature"),
    "both": _("Signed twice"),
}

SOURCES: dict[str, Promise] = {
    "sheet": _("By hand"),
    "attendance": _("Attendance"),
}
