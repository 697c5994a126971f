"""What makes a notice in eForms unusable: rules that hold for every valid notice of every subtype.

They are a small part of the 12,000 rules of the SDK (its schematrons, BR-BT-...): those without which a notice cannot be told
from another, has no buyer or says nothing, and those where it contradicts itself about what a bidder may do.
"""

from collections.abc import Iterator

from klynge.connectors.eforms_texts import code
from klynge.connectors.xml import Element, every, first, text
from klynge.core.notice import Kind, Notice

# Fields of the root that the SDK makes mandatory in every form, business registration included.
_ALWAYS = (
    ("ID", "the notice identifier (BT-701)"),
    ("VersionID", "the notice version (BT-757)"),
    ("NoticeLanguageCode", "the official language (BT-702)"),
    ("IssueDate", "the day of dispatch (BT-05)"),
    ("NoticeTypeCode", "the notice type (BT-02)"),
)


def missing(root: Element, notice: Notice) -> Iterator[str]:
    """What a valid notice has and this one lacks, in words. Business registration (X01, X02) has no buyer and no title."""
    for path, what in _ALWAYS:
        if not text(root, path):
            yield what
    if notice.form.startswith("X"):
        return
    if not notice.buyers:
        yield "a buyer with a name (BT-500)"
    if not notice.title:
        yield "a title (BT-21)"
    if not notice.cpv:
        yield "a main CPV code (BT-262)"
    if notice.kind not in (Kind.PLANNING, Kind.CONSULTATION):
        if not notice.procedure_id:
            yield "the procedure identifier (BT-04)"
        if not notice.lots:
            yield "a lot (BT-137)"
    if any(first(organisation, "Company") is None for organisation in _organisations(root)):
        yield "the company of an organisation (OPT-200)"
    if any(not text(found, "ItemClassificationCode") for found in _main_codes(root)):
        yield "the code of a main classification (BT-262)"


def contradictions(root: Element, notice: Notice) -> Iterator[str]:
    """Where the notice says two things of which one must be wrong."""
    number = len(notice.lots)
    limits = first(root, "TenderingTerms/LotDistribution")
    most_won = _number(text(limits, "MaximumLotsAwardedNumeric")) if limits is not None else None
    most_sent = _number(text(limits, "MaximumLotsSubmittedNumeric")) if limits is not None else None
    if most_won == 0:
        yield "no bidder may win a lot: the largest number of lots for one winner (BT-33) is 0"
    all_lots = code(root, "TenderingProcess/PartPresentationCode", "tenderlot-presentation") == "all"
    if all_lots and most_sent is not None and most_sent < number:
        yield f"tenders must be for all {number} lots (BT-763), but for {most_sent} at most (BT-31)"


def _organisations(root: Element) -> list[Element]:
    return every(root, "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension/Organizations/Organization")


def _main_codes(root: Element) -> list[Element]:
    return [
        *every(root, "ProcurementProject/MainCommodityClassification"),
        *every(root, "ProcurementProjectLot/ProcurementProject/MainCommodityClassification"),
    ]


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 7 else None
