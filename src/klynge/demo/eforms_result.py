"""The result part of an eForms notice: lot result, tender, contract, winner, each naming the next by its id."""

from lxml import etree

from klynge.demo.issue import Issue
from klynge.demo.ubl import day, grow, leaf, texts


def write_result(extension: etree._Element, issue: Issue, lots: int) -> None:
    """One winner takes all lots: a tender and a contract for each, the value shared among them."""
    result = grow(extension, "efac:NoticeResult")
    numbers = range(1, lots + 1)
    share = str(issue.value // lots)
    if issue.form != "27":
        leaf(result, "cbc:TotalAmount", str(issue.value), currencyID=issue.currency)
    for n in numbers:
        _lot_result(grow(result, "efac:LotResult"), issue, n)
    for n in numbers:
        _tender(grow(result, "efac:LotTender"), issue, n, share)
    for n in numbers:
        _contract(grow(result, "efac:SettledContract"), issue, n)
    party = grow(result, "efac:TenderingParty")
    leaf(party, "cbc:ID", "TPA-0001", schemeName="tendering-party")
    leaf(party, "efac:Tenderer/cbc:ID", "ORG-0003", schemeName="organization")


def _lot_result(at: etree._Element, issue: Issue, n: int) -> None:
    leaf(at, "cbc:ID", f"RES-{n:04}", schemeName="result")
    if issue.form != "27":
        leaf(at, "cbc:TenderResultCode", "selec-w", listName="winner-selection-status")
    leaf(at, "efac:LotTender/cbc:ID", f"TEN-{n:04}", schemeName="tender")
    if issue.form != "27":
        received = grow(at, "efac:ReceivedSubmissionsStatistics")
        leaf(received, "efbc:StatisticsCode", "tenders", listName="received-submission-type")
        leaf(received, "efbc:StatisticsNumeric", str(issue.tenders))
    leaf(at, "efac:SettledContract/cbc:ID", f"CON-{n:04}", schemeName="contract")
    leaf(at, "efac:TenderLot/cbc:ID", f"LOT-{n:04}", schemeName="Lot")


def _tender(at: etree._Element, issue: Issue, n: int, share: str) -> None:
    leaf(at, "cbc:ID", f"TEN-{n:04}", schemeName="tender")
    leaf(at, "cac:LegalMonetaryTotal/cbc:PayableAmount", share, currencyID=issue.currency)
    leaf(at, "efac:TenderingParty/cbc:ID", "TPA-0001", schemeName="tendering-party")
    leaf(at, "efac:TenderLot/cbc:ID", f"LOT-{n:04}", schemeName="Lot")
    leaf(at, "efac:TenderReference/cbc:ID", f"{issue.key}-{n}")


def _contract(at: etree._Element, issue: Issue, n: int) -> None:
    leaf(at, "cbc:ID", f"CON-{n:04}", schemeName="contract")
    if issue.form != "27" and issue.awarded_on:
        leaf(at, "cbc:AwardDate", day(issue.awarded_on))
        texts(at, "cbc:Title", issue.title)
    path = "cac:SignatoryParty/cac:PartyIdentification/cbc:ID"
    leaf(at, path, "ORG-0001", schemeName="organization")
    leaf(at, "efac:ContractReference/cbc:ID", f"{issue.procedure_id[:8]}-{n}")
    leaf(at, "efac:LotTender/cbc:ID", f"TEN-{n:04}", schemeName="tender")
