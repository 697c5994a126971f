"""TED_EXPORT's own codes in today's words, so that all generations of notices speak the same: those of the eForms code lists."""

from klynge.core.notice import Kind

# By form: (kind). Forms 1, 4, 21 and 22 say in NOTICE/@TYPE which of several they are.
KIND_OF_FORM = {
    "F01": Kind.PLANNING,
    "F02": Kind.COMPETITION,
    "F03": Kind.RESULT,
    "F04": Kind.PLANNING,
    "F05": Kind.COMPETITION,
    "F06": Kind.RESULT,
    "F07": Kind.COMPETITION,  # qualification system; eForms 15 is a competition too
    "F08": Kind.PLANNING,  # buyer profile; eForms 1-3 are planning too
    "F12": Kind.COMPETITION,
    "F13": Kind.RESULT,
    "F14": Kind.OTHER,  # corrigendum
    "F15": Kind.DIRECT,
    "F20": Kind.MODIFICATION,
    "F21": Kind.COMPETITION,
    "F22": Kind.COMPETITION,
    "F23": Kind.COMPETITION,
    "F24": Kind.COMPETITION,
    "F25": Kind.RESULT,
    "T01": Kind.PLANNING,
    "T02": Kind.RESULT,
    "16": Kind.PLANNING,
    "17": Kind.COMPETITION,
    "18": Kind.RESULT,
    "19": Kind.SUBCONTRACT,
}
# By the office's document type (TD_DOCUMENT_TYPE), for forms older than these.
KIND_OF_DOCUMENT = {
    "0": Kind.PLANNING,
    "3": Kind.COMPETITION,
    "7": Kind.RESULT,
    "A": Kind.COMPETITION,
    "B": Kind.PLANNING,
    "C": Kind.COMPETITION,
    "D": Kind.COMPETITION,
    "H": Kind.COMPETITION,
    "J": Kind.RESULT,
    "K": Kind.MODIFICATION,
    "M": Kind.COMPETITION,
    "O": Kind.COMPETITION,
    "P": Kind.PLANNING,
    "Q": Kind.COMPETITION,
    "R": Kind.RESULT,
    "S": Kind.SUBCONTRACT,
    "V": Kind.DIRECT,
    "Y": Kind.COMPETITION,
}


def kind(form: str, notice_type: str, document: str) -> Kind:
    """ "F21_2014", "AWARD_CONTRACT", "7" -> RESULT."""
    short = form.removesuffix("_2014")
    if "CALL_COMPETITION" in notice_type:
        return Kind.COMPETITION
    if "AWARD" in notice_type:
        return Kind.RESULT
    if notice_type.startswith(("PRI", "PER")) and short != "F23":  # form 23's PRI calls for applications
        return Kind.PLANNING
    return KIND_OF_FORM.get(short) or KIND_OF_DOCUMENT.get(document, Kind.OTHER)


NATURE = {"1": "works", "2": "supplies", "4": "services", "WORKS": "works", "SUPPLIES": "supplies", "SERVICES": "services"}

PROCEDURE = {
    "1": "open",
    "2": "restricted",
    "3": "restricted",  # accelerated
    "4": "neg-w-call",
    "6": "neg-w-call",  # accelerated
    "8": "oth-single",
    "A": "neg-wo-call",
    "B": "neg-w-call",
    "C": "comp-dial",
    "E": "oth-single",
    "F": "neg-wo-call",
    "G": "innovation",
    "T": "neg-wo-call",
    "V": "neg-wo-call",
}

LEGAL_BASIS = {
    "2014/24/EU": "32014L0024",
    "2014/25/EU": "32014L0025",
    "2014/23/EU": "32014L0023",
    "2009/81/EC": "32009L0081",
    "2004/18/EC": "32004L0018",
    "2004/17/EC": "32004L0017",
}
DEFENCE_DIRECTIVE = "32009L0081"

# The code list main-activity, from the words of the forms.
ACTIVITY = {
    "AIRPORT_RELATED_ACTIVITIES": "airport",
    "DEFENCE": "defence",
    "ECONOMIC_AND_FINANCIAL_AFFAIRS": "econ-aff",
    "EDUCATION": "education",
    "ELECTRICITY": "electricity",
    "ENVIRONMENT": "env-pro",
    "EXPLORATION_EXTRACTION_COAL_OTHER_SOLID_FUEL": "solid-fuel",
    "EXPLORATION_EXTRACTION_GAS_OIL": "gas-oil",
    "GENERAL_PUBLIC_SERVICES": "gen-pub",
    "HEALTH": "health",
    "HOUSING_AND_COMMUNITY_AMENITIES": "hc-am",
    "PORT_RELATED_ACTIVITIES": "port",
    "POSTAL_SERVICES": "post",
    "PRODUCTION_TRANSPORT_DISTRIBUTION_GAS_HEAT": "gas-heat",
    "PUBLIC_ORDER_AND_SAFETY": "pub-os",
    "RAILWAY_SERVICES": "rail",
    "RECREATION_CULTURE_AND_RELIGION": "rcr",
    "SOCIAL_PROTECTION": "soc-pro",
    "URBAN_RAILWAY_TRAMWAY_TROLLEYBUS_BUS_SERVICES": "urttb",
    "WATER": "water",
}
