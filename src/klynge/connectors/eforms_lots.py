"""What is bought, in eForms: the project of the procedure and of each lot, with its deadlines and what is asked of a bidder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from klynge.connectors.eforms_requirements import requirements
from klynge.connectors.eforms_texts import EXTENSION, amount, joined, words
from klynge.connectors.ted_values import cpv, day, moment, months, months_between, once, place
from klynge.connectors.xml import Element, every, first, text
from klynge.core.money import Money
from klynge.core.notice import NO_TEXT, Lot, Place, Text

# BT-131 tenders, BT-1311 requests to participate, BT-630 expressions of interest.
_DEADLINES = (
    "TenderingProcess/TenderSubmissionDeadlinePeriod",
    "TenderingProcess/ParticipationRequestReceptionPeriod",
    f"TenderingProcess/{EXTENSION}/InterestExpressionReceptionPeriod",
)
# BT-300 additional information, BT-54 options, BT-57 renewals, BT-728 the place in words.
_MORE = (
    "Note",
    "ContractExtension/OptionsDescription",
    "ContractExtension/Renewal/Period/Description",
    "RealizedLocation/Description",
)


@dataclass(frozen=True, slots=True)
class Project:
    """The part that a procedure and a lot describe alike."""

    title: Text = NO_TEXT
    description: Text = NO_TEXT
    more: Text = NO_TEXT
    cpv: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    nature: str = ""
    value: Money | None = None
    maximum: Money | None = None
    starts_on: date | None = None
    months: Decimal | None = None


def project(above: Element) -> Project:
    """The ProcurementProject directly below a root or a lot."""
    found = first(above, "ProcurementProject")
    if found is None:
        return Project()
    starts_on, months_long = _period(found)
    return Project(
        title=words(found, "Name"),
        description=words(found, "Description"),
        more=joined(words(found, path) for path in _MORE),
        cpv=_codes(found),
        places=_places(found),
        nature=text(found, "ProcurementTypeCode"),
        value=amount(found, "RequestedTenderTotal/EstimatedOverallContractAmount"),
        maximum=amount(found, f"RequestedTenderTotal/{EXTENSION}/FrameworkMaximumAmount"),
        starts_on=starts_on,
        months=months_long,
    )


def lots(root: Element, clock: tzinfo) -> tuple[Lot, ...]:
    """Every lot (and every part of a planning notice), in the order of the notice; groups of lots are left out."""
    found = []
    for element in every(root, "ProcurementProjectLot"):
        identifier = first(element, "ID")
        if identifier is None or identifier.get("schemeName") == "LotsGroup":
            continue
        about = project(element)
        found.append(
            Lot(
                id=text(identifier),
                title=about.title,
                description=about.description,
                more=about.more,
                cpv=about.cpv,
                places=about.places,
                nature=about.nature,
                value=about.value,
                maximum=about.maximum or amount(element, "TenderingProcess/FrameworkAgreement/EstimatedMaximumValueAmount"),
                deadline_at=min(deadlines(element, clock), default=None),
                starts_on=about.starts_on,
                months=about.months,
                requirements=requirements(element),
            )
        )
    return tuple(found)


def deadlines(element: Element, clock: tzinfo) -> Iterator[datetime]:
    """The deadlines of one lot in UTC: for tenders, requests to participate and expressions of interest."""
    for path in _DEADLINES:
        for period in every(element, path):
            at = moment(text(period, "EndDate"), text(period, "EndTime"), clock)
            if at is not None:
                yield at


def documents(root: Element) -> Iterator[str]:
    """The addresses of the tender documents, each once."""
    seen = set()
    for path in ("Attachment/ExternalReference/URI", f"{EXTENSION}/AccessToolsURI"):
        for found in every(root, f"ProcurementProjectLot/TenderingTerms/CallForTendersDocumentReference/{path}"):
            address = text(found)
            if address and address not in seen:
                seen.add(address)
                yield address


def _codes(found: Element) -> tuple[str, ...]:
    """CPV codes, the main one first; codes of other lists are not ours."""
    return once(
        cpv(text(classification))
        for path in ("MainCommodityClassification", "AdditionalCommodityClassification")
        for classification in every(found, f"{path}/ItemClassificationCode")
        if classification.get("listName", "cpv") in ("cpv", "")
    )


def _places(found: Element) -> tuple[Place, ...]:
    written = (
        place(text(address, "CountrySubentityCode"), text(address, "Country/IdentificationCode"))
        for address in every(found, "RealizedLocation/Address")
    )
    return once(written)


def _period(found: Element) -> tuple[date | None, Decimal | None]:
    """The start, and the length in months from the duration or, without one, from the two days."""
    period = first(found, "PlannedPeriod")
    if period is None:
        return None, None
    starts_on = day(text(period, "StartDate"))
    duration = first(period, "DurationMeasure")
    length = months(text(duration), duration.get("unitCode", "")) if duration is not None else None
    return starts_on, length or months_between(starts_on, day(text(period, "EndDate")))
