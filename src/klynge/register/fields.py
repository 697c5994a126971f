"""What a profile is made of, in words: names of fields, kinds, and the choices of who sees them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klynge.core.tlp import Label


@dataclass(frozen=True, slots=True)
class FactField:
    """A kind of Fact. `languages`: whether it is written in Danish and in English; `long`: a text, not a line."""

    name: str
    label: Promise
    help: Promise
    languages: bool = False
    long: bool = False
    most: int = 200


FACTS: dict[str, FactField] = {
    fact.name: fact
    for fact in (
        FactField("line", _("In one line"), _("One sentence for those who do not know you; it stands first on your card."), True),
        FactField("profile", _("What we do"), _("Two to five sentences that a buyer understands."), True, True, 6000),
        FactField("products", _("Products and services"), _("What can be bought, one a line."), True, True, 6000),
        FactField("markets", _("Markets"), _("Where you sell, and where you want to."), True, True, 2000),
        FactField("website", _("Website"), _("The whole address, as in https://www.example.dk.")),
        FactField("phone", _("Telephone"), _("The switchboard, with country code.")),
        FactField("email", _("E-mail"), _("An address of the firm, not of a person.")),
        FactField("ncage", _("NCAGE code"), _("Five characters, as the NATO codification bureau gave it.")),
    )
}

KINDS: dict[str, Promise] = {
    "company": _("Company"),
    "university": _("University"),
    "institute": _("Institute"),
    "authority": _("Authority"),
    "cluster": _("Cluster"),
    "association": _("Association"),
}

MEMBERSHIPS: dict[str, Promise] = {
    "company": _("Company member"),
    "knowledge": _("Knowledge institution"),
    "associate": _("Associate member"),
    "start-up": _("Start-up"),
}

SIZE_BANDS = ("0-9", "10-49", "50-249", "250-")

SIZES: dict[str, Promise] = {
    "micro": _("Micro"),
    "small": _("Small"),
    "medium": _("Medium-sized"),
    "large": _("Large"),
    "unknown": _("Not known"),
}

FIGURES: dict[str, Promise] = {"staff": _("Staff (annual work units)"), "turnover": _("Turnover"), "balance": _("Balance total")}

STANDINGS: dict[str, Promise] = {
    "declared": _("declared by the firm"),
    "documented": _("documented"),
    "verified": _("verified"),
}

ENTRIES: dict[str, Promise] = {
    "organisation": _("Card"),
    "fact": _("Profile"),
    "figure": _("Figures"),
    "capability": _("Fields of work"),
    "certificate": _("Certificates and clearances"),
    "reference": _("Past work"),
    "site": _("Places"),
    "affiliation": _("People"),
    "contact": _("Ways to reach people"),
    "ownership": _("Owners"),
}

# Who sees it, in plain words: what stands beside the label wherever somebody chooses one.
WHO_SEES: dict[Label, Promise] = {
    Label.CLEAR: _("Everybody, also on the open internet"),
    Label.GREEN: _("All members and the partner clusters that signed"),
    Label.AMBER: _("The organisation, the secretariat and those who are named, for them and their clients"),
    Label.STRICT: _("Only the organisation itself and the secretariat, and those who are named"),
    Label.RED: _("Only the persons who are named"),
}

SYSTEMS: dict[str, Promise] = {
    "own": _("Capability"),
    "cpv": _("CPV code (public procurement)"),
    "nace": _("Industry code (NACE/DB)"),
    "edf": _("European Defence Fund category"),
    "cml": _("EU Common Military List heading"),
}
