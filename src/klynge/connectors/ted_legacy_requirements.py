"""What the 2014 forms ask of a bidder: section III (LEFTI) for the whole notice, award criteria and EU funds for each lot."""

from collections.abc import Iterator

from klynge.connectors.ted_legacy_texts import Said, is_withheld, weighted
from klynge.core.notice import NO_TEXT, Requirement, RequirementKind

_SELECTION = (
    ("sui-act", ("SUITABILITY",)),
    ("ef-stand", ("ECONOMIC_FINANCIAL_INFO", "ECONOMIC_FINANCIAL_MIN_LEVEL")),
    ("tp-abil", ("TECHNICAL_PROFESSIONAL_INFO", "TECHNICAL_PROFESSIONAL_MIN_LEVEL")),
    ("", ("RULES_CRITERIA", "CRITERIA_SELECTION")),
    ("performance", ("PERFORMANCE_CONDITIONS",)),
)
_RESERVED = (
    ("res-ws", "RESTRICTED_SHELTERED_WORKSHOP"),
    ("res-ws", "RESTRICTED_SHELTERED_PROGRAM"),
    ("res-pub-ser", "RESERVED_ORGANISATIONS_SERVICE_MISSION"),
)
_CRITERIA = {"AC_PRICE": "price", "AC_COST": "cost", "AC_QUALITY": "quality", "AC_CRITERIA": "", "AC_CRITERION": ""}
_DIRECTIVES = ("DIRECTIVE_2014_24_EU", "DIRECTIVE_2014_25_EU", "DIRECTIVE_2014_23_EU", "DIRECTIVE_2009_81_EC")
_WRAPPERS = frozenset(("AC", *_DIRECTIVES))
_OF_LOT = _WRAPPERS | _CRITERIA.keys() | {"EU_PROGR_RELATED"}


def of_notice(form: Said) -> tuple[Requirement, ...]:
    """The conditions for taking part, and how a design contest is judged."""
    return (*_lefti(form), *_contest(form))


def _lefti(form: Said) -> Iterator[Requirement]:
    lefti = form.at("LEFTI")
    if lefti is None:
        return
    for code, paths in _SELECTION:
        said = lefti.words(*paths)
        if said:
            yield Requirement(RequirementKind.SELECTION, said, code)
    for qualification in lefti.each("QUALIFICATION"):
        said = qualification.words("CONDITIONS", "METHODS")
        if said:
            yield Requirement(RequirementKind.SELECTION, said)
    for code, path in _RESERVED:
        if lefti.has(path):
            yield Requirement(RequirementKind.RESERVED, NO_TEXT, code)
    if lefti.has("PARTICULAR_PROFESSION"):
        said = lefti.words("PARTICULAR_PROFESSION", "REFERENCE_TO_LAW")
        yield Requirement(RequirementKind.RESERVED, said, "particular-profession")


def _contest(form: Said) -> Iterator[Requirement]:
    judged = form.at("PROCEDURE/CRITERIA_EVALUATION")
    if judged is not None and not is_withheld(judged):
        said = judged.words()
        if said:
            yield Requirement(RequirementKind.AWARD, said, "quality")


def of_lot(lot: Said) -> tuple[Requirement, ...]:
    """EU funds and award criteria of one OBJECT_DESCR. Criteria that stand only in the documents are not here."""
    names = lot.names()
    return (*_eu_funds(lot), *_award(lot, names)) if names & _OF_LOT else ()


def _eu_funds(lot: Said) -> Iterator[Requirement]:
    funded = lot.at("EU_PROGR_RELATED")
    if funded is not None:
        yield Requirement(RequirementKind.EU_FUNDS, funded.words(), "eu-funds")


def _award(place: Said, names: frozenset[str]) -> Iterator[Requirement]:
    """The criteria that stand here, in an AC (R2.0.9) or below the name of a directive (form 15)."""
    if is_withheld(place):
        return
    yield from _criteria(place, names)
    for wrapper in sorted(names & _WRAPPERS):
        below = place.at(wrapper)
        if below is not None:
            yield from _award(below, below.names())


def _criteria(place: Said, names: frozenset[str]) -> Iterator[Requirement]:
    for element, code in _CRITERIA.items():
        for criterion in place.each(element) if element in names else ():
            text = criterion.words("AC_CRITERION") if element != "AC_CRITERION" else criterion.words()
            said = weighted(text, criterion.text("AC_WEIGHTING"), criterion.language)
            if said or code:
                yield Requirement(RequirementKind.AWARD, said, code)
