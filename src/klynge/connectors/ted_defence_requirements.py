"""What the older forms ask of a bidder, above all the defence forms 17 and 19: capacity, clearance, subcontracting."""

from collections.abc import Iterator

from klynge.connectors.ted_legacy_texts import Said, weighted
from klynge.core.notice import NO_TEXT, Requirement, RequirementKind

# What is asked of the bidder, and of its subcontractors, by the same code.
_SELECTION = {
    "sui-act": ("ECONOMIC_OPERATORS_PERSONAL_SITUATION",),
    "ef-stand": ("F17_ECONOMIC_FINANCIAL_CAPACITY", "F19_ECONOMIC_FINANCIAL_CAPACITY", "ECONOMIC_FINANCIAL_CAPACITY"),
    "tp-abil": ("TECHNICAL_CAPACITY_LEFTI", "TECHNICAL_CAPACITY"),
    # III.1.4 of the defence forms: conditions above all of security of supply and of information.
    "performance": ("EXISTENCE_OTHER_PARTICULAR_CONDITIONS",),
}
# II.1.7: what the bidder must say of its subcontractors, or pass on.
_SUBCONTRACTING = {
    "INDICATE_ANY_SHARE": "indicate-share",
    "INDICATE_ANY_CHANGE": "indicate-change",
    "IDENTIFY_SUBCONTRACT": "subc-oblig-2009-81",
    "SUBCONTRACT_AWARD_PART": "subc-min",
}


def requirements(form: Said) -> tuple[Requirement, ...]:
    """All conditions of the notice; the older forms have none for single lots."""
    return (
        *_selection(form),
        *_clearance(form),
        *_subcontracting(form),
        *_reserved(form),
        *_eu_funds(form),
        *_award(form),
    )


def _selection(form: Said) -> Iterator[Requirement]:
    for code, names in _SELECTION.items():
        for found in form.deep(*names):
            said = found.words()
            if said:
                yield Requirement(RequirementKind.SELECTION, said, code)
        for found in form.deep(*(f"{name}_SUBCONTRACTORS" for name in names)):
            said = found.words()
            if said:
                yield Requirement(RequirementKind.SUBCONTRACTING, said, code)


def _clearance(form: Said) -> Iterator[Requirement]:
    """III.1.5: firms without the clearance may get it until this day."""
    for found in form.deep("CLEARING_LAST_DATE"):
        until = "-".join(found.text(part).zfill(2) for part in ("YEAR", "MONTH", "DAY"))
        yield Requirement(RequirementKind.CLEARANCE, weighted(NO_TEXT, until, found.language), "security-clearance")


def _subcontracting(form: Said) -> Iterator[Requirement]:
    for terms in form.deep("SUBCONTRACTING"):
        for element, code in _SUBCONTRACTING.items():
            if terms.value(element, "VALUE") == "YES":
                yield Requirement(RequirementKind.SUBCONTRACTING, NO_TEXT, code)


def _reserved(form: Said) -> Iterator[Requirement]:
    for found in form.deep("RESTRICTED_TO_SHELTERED_WORKSHOPS", "RESTRICTED_TO_FRAMEWORK"):
        yield Requirement(RequirementKind.RESERVED, found.words(), "res-ws")
    for found in form.deep("EXECUTION_SERVICE_RESERVED_PARTICULAR_PROFESSION"):
        yield Requirement(RequirementKind.RESERVED, found.words(), "particular-profession")


def _eu_funds(form: Said) -> Iterator[Requirement]:
    for found in form.deep("RELATES_TO_EU_PROJECT_YES"):
        yield Requirement(RequirementKind.EU_FUNDS, found.words(), "eu-funds")


def _award(form: Said) -> Iterator[Requirement]:
    for _found in form.deep("LOWEST_PRICE"):
        yield Requirement(RequirementKind.AWARD, NO_TEXT, "price")
    for criterion in form.deep("CRITERIA_DEFINITION"):
        said = weighted(criterion.words("CRITERIA"), criterion.text("WEIGHTING"), criterion.language)
        if said:
            yield Requirement(RequirementKind.AWARD, said)
