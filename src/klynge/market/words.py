"""What the market's codes are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from klynge.core.notice import Kind, Place, RequirementKind
from klynge.market.countries import COUNTRIES

KINDS: dict[str, Promise] = {
    Kind.PLANNING: _("Planned purchase"),
    Kind.COMPETITION: _("Open tender"),
    Kind.DIRECT: _("Direct award announced"),
    Kind.RESULT: _("Contract awarded"),
    Kind.MODIFICATION: _("Contract changed"),
    Kind.CONSULTATION: _("Market dialogue"),
    Kind.CALL: _("Funding call"),
    Kind.SUBCONTRACT: _("Subcontract"),
    Kind.OTHER: _("Other notice"),
}

# How a kind is acted on, in one sentence at the top of its page.
ACTS: dict[str, Promise] = {
    Kind.PLANNING: _("The buyer tells what is coming. Make yourself known before the tender is written."),
    Kind.COMPETITION: _("Tenders or requests to take part can be sent until the deadline."),
    Kind.DIRECT: _("The buyer intends to give the contract without competition."),
    Kind.RESULT: _("The contract has been given. See who won it, and when it may be tendered again."),
    Kind.MODIFICATION: _("A running contract was changed."),
    Kind.CONSULTATION: _("The buyer asks the market before the tender is written. Anybody may answer."),
    Kind.CALL: _("Proposals can be sent until the deadline, mostly by several partners together."),
    Kind.SUBCONTRACT: _("A main contractor looks for suppliers."),
    Kind.OTHER: _("A notice of another kind."),
}

ASKED: dict[RequirementKind, Promise] = {
    RequirementKind.SELECTION: _("What a bidder must be able to do or show"),
    RequirementKind.CLEARANCE: _("Security clearance"),
    RequirementKind.SUBCONTRACTING: _("Subcontracting"),
    RequirementKind.RESERVED: _("Who may take part"),
    RequirementKind.AWARD: _("How tenders are judged"),
    RequirementKind.EU_FUNDS: _("EU funds"),
}

STATES: dict[str, Promise] = {
    "suggested": _("suggested"),
    "approved": _("approved"),
    "sent": _("sent"),
    "interested": _("interested"),
    "bid": _("bid sent"),
    "won": _("won"),
    "lost": _("lost"),
    "dismissed": _("not for us"),
}

ANSWERS: dict[str, Promise] = {
    "interested": _("We are interested"),
    "bid": _("We have sent a bid"),
    "won": _("We won it"),
    "lost": _("We did not get it"),
    "dismissed": _("Not for us"),
}

CHANGED: dict[str, Promise] = {
    "deadline": _("Deadline"),
    "title": _("Title"),
    "value": _("Value"),
    "lots": _("Number of lots"),
    "description": _("The description was rewritten"),
    "requirements": _("What is asked of a bidder was changed"),
}

NATURES: dict[str, Promise] = {"works": _("Works"), "supplies": _("Supplies"), "services": _("Services")}

PROCEDURES: dict[str, Promise] = {
    "open": _("Open procedure: anybody may bid"),
    "restricted": _("Restricted procedure: first ask to take part"),
    "neg-w-call": _("Negotiated procedure with a call: first ask to take part"),
    "neg-wo-call": _("Negotiated without a call"),
    "comp-dial": _("Competitive dialogue: first ask to take part"),
    "innovation": _("Innovation partnership"),
    "oth-single": _("Other procedure in one stage"),
    "oth-mult": _("Other procedure in several stages"),
}

SOURCES: dict[str, Promise | str] = {
    "ted": "TED",
    "ted-xml": "TED",
    "ocds": _("National portal"),
    "eu-calls": _("EU Funding & Tenders"),
    "manual": _("Entered by hand"),
}

LANGUAGES: dict[str, Promise] = {
    "da": _("Danish"),
    "en": _("English"),
    "de": _("German"),
    "sv": _("Swedish"),
    "no": _("Norwegian"),
    "fi": _("Finnish"),
    "fr": _("French"),
    "nl": _("Dutch"),
    "pl": _("Polish"),
    "es": _("Spanish"),
    "it": _("Italian"),
}


def country(code: str) -> str:
    """The country's name in the reader's language; the code itself when it is rare."""
    return str(COUNTRIES.get(code, code))


# The areas of NUTS 3 in Denmark (Regulation (EU) 2019/1755); their names are Danish in every language.
AREAS = {
    "DK011": "København by",
    "DK012": "Københavns omegn",
    "DK013": "Nordsjælland",
    "DK014": "Bornholm",
    "DK021": "Østsjælland",
    "DK022": "Vest- og Sydsjælland",
    "DK031": "Fyn",
    "DK032": "Sydjylland",
    "DK041": "Vestjylland",
    "DK042": "Østjylland",
    "DK050": "Nordjylland",
}


def place(where: Place) -> str:
    """The country, and within it the area by its name, or by its code abroad where that says more than the country."""
    area = AREAS.get(where.nuts, where.nuts if len(where.nuts) > 2 else "")
    return f"{country(where.country)} ({area})" if area else country(where.country)


def language(code: str) -> str:
    return str(LANGUAGES.get(code, code))


def kind(value: str) -> str:
    return str(KINDS.get(value, KINDS[Kind.OTHER]))


# What a run says while it works, and what it counts. The runs' page translates them.
RUNS = (
    gettext_noop("Reading notices"),
    gettext_noop("Reading members and notices"),
    gettext_noop("Comparing notices with members"),
    gettext_noop("Writing down who fits what"),
    gettext_noop("Sending the weekly mail"),
    gettext_noop("read"),
    gettext_noop("new"),
    gettext_noop("changed"),
    gettext_noop("older"),
    gettext_noop("same"),
    gettext_noop("unread"),
    gettext_noop("closed"),
    gettext_noop("gone"),
    gettext_noop("notices"),
    gettext_noop("members"),
    gettext_noop("sent"),
    gettext_noop("failed"),
    gettext_noop("nothing new"),
)
