"""The lots of an OCDS release and what it asks of bidders."""

from datetime import date, datetime
from decimal import Decimal

from klynge.connectors.clock import day, moment
from klynge.connectors.fields import Section, amount, section, sections, word, words
from klynge.connectors.ocds_parties import money
from klynge.connectors.ocds_words import Tongue, codes, places
from klynge.core.notice import Lot, Requirement, RequirementKind, Text

_NATURE = {
    "goods": "supplies",
    "supplies": "supplies",
    "services": "services",
    "works": "works",
    "consultingservices": "services",
}
_DAYS_A_MONTH = Decimal("30.4375")


def lots(tender: Section, items: list[Section], tongue: Tongue, running: Section) -> tuple[Lot, ...]:
    """The lots; a tender that is not divided but says how long it runs (`running`, a period) is one lot with that length."""
    found = [_lot(lot, items, tender, tongue) for lot in sections(tender, "lots") if word(lot, "id")]
    starts_on, months = length(running)
    if not found and (starts_on or months):
        return (Lot(id="1", starts_on=starts_on, months=months),)
    return tuple(found)


def _lot(lot: Section, items: list[Section], tender: Section, tongue: Tongue) -> Lot:
    mine = [item for item in items if word(lot, "id") in (*words(item, "relatedLot"), *words(item, "relatedLots"))]
    starts_on, months = length(section(lot, "contractPeriod"))
    if not starts_on and not months:
        starts_on, months = length(section(tender, "contractPeriod"))
    return Lot(
        id=word(lot, "id"),
        title=tongue.text(lot, "title"),
        description=tongue.text(lot, "description"),
        cpv=codes(lot, *mine),
        places=places([lot, *mine]),
        nature=nature(lot),
        value=money(section(lot, "value")),
        deadline_at=deadline(lot),
        starts_on=starts_on,
        months=months,
        requirements=requirements(lot, tongue),
    )


def nature(holder: Section) -> str:
    return _NATURE.get(word(holder, "mainProcurementCategory").casefold(), "")


def deadline(holder: Section) -> datetime | None:
    """The earliest moment by which a bidder must have answered a tender or a lot."""
    said = (
        word(section(holder, "tenderPeriod"), "endDate"),
        word(holder, "expressionOfInterestDeadline"),
        word(section(holder, "expressionOfInterestPeriod"), "endDate"),
    )
    return min((at for one in said if (at := moment(one))), default=None)


def length(period: Section) -> tuple[date | None, Decimal | None]:
    """The first day of a period and its length in months, one decimal. TED's 30-day months come back whole."""
    starts_on, ends_on = day(word(period, "startDate")), day(word(period, "endDate"))
    days = amount(period, "durationInDays")
    if days is not None and days % 30 == 0:
        return starts_on, (days / 30).quantize(Decimal("0.1"))
    if days is None and starts_on and ends_on and ends_on > starts_on:
        days = Decimal((ends_on - starts_on).days + 1)
    return starts_on, (days / _DAYS_A_MONTH).quantize(Decimal("0.1")) if days and days < 40_000 else None


def requirements(holder: Section, tongue: Tongue) -> tuple[Requirement, ...]:
    """What a tender or a lot asks: the fields of the standard's extensions, and those that publishers made themselves."""
    found: list[Requirement] = []

    def add(kind: RequirementKind, text: Text, code: str = "") -> None:
        if text or code:
            found.append(Requirement(kind, text, code))

    chosen = section(holder, "selectionCriteria")
    add(RequirementKind.SELECTION, tongue.text(chosen, "description"))
    for criterion in sections(chosen, "criteria"):
        for key in ("description", "minimum"):
            if text := tongue.text(criterion, key):
                add(RequirementKind.SELECTION, text, word(criterion, "type"))
    for criterion in sections(holder, "criteria"):
        add(RequirementKind.SELECTION, tongue.text(criterion, "description", "title"), word(criterion, "id") and "criterion")
        for group in sections(criterion, "requirementGroups"):
            for asked in sections(group, "requirements"):
                add(RequirementKind.SELECTION, tongue.text(asked, "description", "title"))
    for key in ("eligibilityCriteria", "conditionsForParticipation"):
        add(RequirementKind.SELECTION, tongue.text(holder, key))

    other, terms = section(holder, "otherRequirements"), section(holder, "contractTerms")
    add(RequirementKind.CLEARANCE, tongue.text(other, "securityClearance"))
    if other.get("requiresStaffNamesAndQualifications") is True:
        add(RequirementKind.SELECTION, Text(), "staff-names-and-qualifications")
    for condition in sections(other, "qualificationSystemConditions"):
        add(RequirementKind.SELECTION, tongue.text(condition, "description"))
    for reserved in words(other, "reservedParticipation"):
        add(RequirementKind.RESERVED, Text(), reserved)
    if terms.get("reservedExecution") is True:
        add(RequirementKind.RESERVED, Text(), "reserved-execution")
    add(RequirementKind.SUBCONTRACTING, tongue.text(section(holder, "subcontractingTerms"), "description"))

    for criterion in sections(section(holder, "awardCriteria"), "criteria"):
        told = tongue.text(criterion, "name", "description")
        weight = word(criterion, "description")
        if weight.replace(".", "").isdigit():  # the EU profile's publishers write "60" and leave the name of a price out
            told = tongue.text(criterion, "name", "type")
            told = Text({language: f"{text}: {weight}" for language, text in told.items()})
        add(RequirementKind.AWARD, told, word(criterion, "type"))
    add(RequirementKind.AWARD, tongue.text(holder, "awardCriteriaDetails"), word(holder, "awardCriteria"))
    return tuple(dict.fromkeys(found))
