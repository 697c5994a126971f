"""Who won, in eForms: from the lot's result over contract, tender and tendering party to the organisation."""

from collections.abc import Iterator, Mapping
from datetime import date

from klynge.connectors.eforms_texts import amount, withheld
from klynge.connectors.ted_values import day
from klynge.connectors.xml import Element, every, first, text
from klynge.core.money import Money
from klynge.core.notice import Award, Party


def awards(result: Element | None, parties: Mapping[str, Party]) -> tuple[Award, ...]:
    """One award for each winner of each contract and lot. Joint winners share the contract and its value.

    A notice may list the tenders of losers too: the winners are those that a contract names. Without a contract they are the
    tenders of the lots whose winner is said to have been chosen.
    """
    if result is None:
        return ()
    tenders = {_id(found): found for found in every(result, "LotTender")}
    tendering = {_id(found): found for found in every(result, "TenderingParty")}
    received = _received(result)
    found: dict[tuple[str, str, Party], Award] = {}
    for contract_id, awarded_on, tender_id in _won(result, tenders):
        tender = tenders.get(tender_id)
        if tender is None:
            continue
        lot_id = text(tender, "TenderLot/ID")
        value = None if "win-ten-val" in withheld(tender) else amount(tender, "LegalMonetaryTotal/PayableAmount")
        party = tendering.get(text(tender, "TenderingParty/ID"))
        for tenderer in every(party, "Tenderer/ID") if party is not None else ():
            winner = parties.get(text(tenderer))
            if winner is not None and winner.name:
                found[lot_id, contract_id, winner] = Award(
                    winner=winner,
                    lot_id=lot_id,
                    contract_id=contract_id,
                    value=value,
                    awarded_on=awarded_on,
                    tenders=received.get(lot_id),
                )
    return tuple(found.values())


def total(result: Element | None) -> Money | None:
    """The value of all contracts of the notice (BT-161)."""
    return None if result is None or "not-val" in withheld(result) else amount(result, "TotalAmount")


def ceiling(result: Element | None) -> Money | None:
    """The most that may be bought under all frameworks of the notice (BT-118)."""
    if result is None or "max-val" in withheld(result):
        return None
    return amount(result, "OverallMaximumFrameworkContractsAmount")


def _won(result: Element, tenders: Mapping[str, Element]) -> Iterator[tuple[str, date | None, str]]:
    """(contract, day, tender) of every winning tender."""
    contracts = {_id(found): found for found in every(result, "SettledContract")}
    settled = False
    for contract_id, contract in contracts.items():
        awarded_on = day(text(contract, "AwardDate")) or day(text(contract, "IssueDate"))
        for tender in every(contract, "LotTender/ID"):
            settled = True
            yield contract_id, awarded_on, text(tender)
    if settled:
        return
    for lot in every(result, "LotResult"):
        if "win-cho" in withheld(lot) or text(lot, "TenderResultCode") not in ("selec-w", ""):
            continue
        named = [text(found) for found in every(lot, "LotTender/ID")]
        lot_id = text(lot, "TenderLot/ID")
        first_ranked = [each for each in named if each in tenders and text(tenders[each], "RankCode") == "1"]
        for tender_id in first_ranked or named or [key for key, each in tenders.items() if text(each, "TenderLot/ID") == lot_id]:
            yield text(lot, "SettledContract/ID"), None, tender_id


def _received(result: Element) -> Mapping[str, int]:
    """How many tenders each lot received: the statistic `tenders`; TED prints it without its code when it is the only one."""
    counts: dict[str, int] = {}
    for lot in every(result, "LotResult"):
        statistics = every(lot, "ReceivedSubmissionsStatistics")
        for statistic in statistics:
            kind, number = text(statistic, "StatisticsCode"), text(statistic, "StatisticsNumeric")
            counted = kind == "tenders" or (not kind and len(statistics) == 1)
            if counted and number.isdecimal() and len(number) < 7 and not withheld(statistic):
                counts[text(lot, "TenderLot/ID")] = int(number)
    return counts


def _id(element: Element) -> str:
    found = first(element, "ID")
    return text(found)
