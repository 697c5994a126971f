"""What a lot asks of a bidder, in eForms: the conditions that a match must know."""

from collections.abc import Iterator

from klynge.connectors.eforms_texts import EXTENSION, code, joined, words
from klynge.connectors.xml import Element, every, text
from klynge.core.notice import NO_TEXT, Requirement, RequirementKind, Text

_TERMS = "TenderingTerms"
_NONE = ("", "none", "no", "false", "no-eu-funds", "not-used")


def requirements(lot: Element) -> tuple[Requirement, ...]:
    """All conditions of one lot, kind by kind."""
    return (
        *_selection(lot),
        *_performance(lot),
        *_clearance(lot),
        *_subcontracting(lot),
        *_reserved(lot),
        *_eu_funds(lot),
        *_award(lot),
    )


def _selection(lot: Element) -> Iterator[Requirement]:
    """BT-747 and BT-749 up to SDK 1.10, BT-809 from 1.12, BT-750. A criterion that is marked as not used is none."""
    for criterion in every(lot, f"{_TERMS}/{EXTENSION}/SelectionCriteria"):
        if code(criterion, "CalculationExpressionCode", "usage") == "not-used":
            continue
        kind = code(criterion, "CriterionTypeCode") or code(criterion, "TendererRequirementTypeCode")
        said = joined((words(criterion, "Name"), words(criterion, "Description")))
        if kind or said:
            yield Requirement(RequirementKind.SELECTION, said, kind)


def _performance(lot: Element) -> Iterator[Requirement]:
    """BT-70, where defence buyers write what firm and people must be cleared for."""
    for execution in every(lot, f"{_TERMS}/ContractExecutionRequirement"):
        if code(execution, "ExecutionRequirementCode", "conditions") and (said := words(execution, "Description")):
            yield Requirement(RequirementKind.SELECTION, said, "performance")


def _clearance(lot: Element) -> Iterator[Requirement]:
    """BT-578 and BT-732."""
    for term in every(lot, f"{_TERMS}/SecurityClearanceTerm"):
        needed, said = text(term, "Code"), words(term, "Description")
        if needed == "true" or (said and needed != "false"):
            yield Requirement(RequirementKind.CLEARANCE, said, "security-clearance")


def _subcontracting(lot: Element) -> Iterator[Requirement]:
    """BT-65 with its shares (BT-64, BT-729) and BT-651: what must be passed on, and what the tender must say of it."""
    for terms in every(lot, f"{_TERMS}/AllowedSubcontractTerms"):
        obligation = code(terms, "SubcontractingConditionsCode", "subcontracting-obligation")
        if obligation not in _NONE:
            shares = [text(terms, "MinimumPercent"), text(terms, "MaximumPercent")]
            share = " - ".join(f"{percent} %" for percent in shares if percent)
            said = words(terms, "Description") or (Text({"en": share}) if share else NO_TEXT)
            yield Requirement(RequirementKind.SUBCONTRACTING, said, obligation)
    for found in every(lot, f"{_TERMS}/{EXTENSION}/TenderSubcontractingRequirements/TenderSubcontractingRequirementsCode"):
        if text(found) not in _NONE:
            yield Requirement(RequirementKind.SUBCONTRACTING, NO_TEXT, text(found))


def _reserved(lot: Element) -> Iterator[Requirement]:
    """BT-71 reserved participation and BT-736 reserved execution."""
    for asked in every(lot, f"{_TERMS}/TendererQualificationRequest/SpecificTendererRequirement"):
        reserved = code(asked, "TendererRequirementTypeCode", "reserved-procurement")
        if reserved not in _NONE:
            yield Requirement(RequirementKind.RESERVED, words(asked, "Description"), reserved)
    for execution in every(lot, f"{_TERMS}/ContractExecutionRequirement"):
        if code(execution, "ExecutionRequirementCode", "reserved-execution") == "yes":
            yield Requirement(RequirementKind.RESERVED, words(execution, "Description"), "reserved-execution")


def _eu_funds(lot: Element) -> Iterator[Requirement]:
    """BT-60, with the programme and the details (BT-5010, BT-6140) where they stand."""
    funded = code(lot, f"{_TERMS}/FundingProgramCode", "eu-funded")
    if funded in _NONE:
        return
    said = joined((words(lot, f"{_TERMS}/{EXTENSION}/Funding/Description"), words(lot, f"{_TERMS}/FundingProgram")))
    yield Requirement(RequirementKind.EU_FUNDS, said, funded)


def _award(lot: Element) -> Iterator[Requirement]:
    """BT-539, BT-734, BT-540 and the weight; what is withheld has neither name nor weight."""
    for criterion in every(lot, f"{_TERMS}/AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion"):
        hidden = {text(found) for found in every(criterion, f"{EXTENSION}//FieldsPrivacy/FieldIdentifierCode")}
        if "awa-cri-typ" in hidden and "awa-cri-nam" in hidden:
            continue
        parts = [NO_TEXT if "awa-cri-nam" in hidden else words(criterion, "Name"), words(criterion, "Description")]
        said = _weighted(joined(parts), "" if "awa-cri-wei" in hidden or "awa-cri-num" in hidden else _weight(criterion))
        kind = "" if "awa-cri-typ" in hidden else code(criterion, "AwardingCriterionTypeCode", "award-criterion-type")
        if kind or said:
            yield Requirement(RequirementKind.AWARD, said, kind)


def _weight(criterion: Element) -> str:
    for parameter in every(criterion, f"{EXTENSION}/AwardCriterionParameter"):
        unit = code(parameter, "ParameterCode", "number-weight")
        if unit:
            return text(parameter, "ParameterNumeric") + (" %" if unit.startswith("per-") else "")
    return ""


def _weighted(said: Text, weight: str) -> Text:
    return Text({tongue: f"{words_} ({weight})" for tongue, words_ in said.items()}) if weight else said
