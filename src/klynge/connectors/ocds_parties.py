"""Who buys and who won, in an OCDS release. Parties are referred to by ids that hold inside one release only."""

import re
from dataclasses import replace
from decimal import Decimal

from klynge.connectors.clock import day
from klynge.connectors.fields import Section, amount, count, section, sections, word, words
from klynge.connectors.ocds_words import Tongue, land, region
from klynge.core.money import Money
from klynge.core.notice import Award, Party

# Lists that the publishing system keeps for itself; their ids name no organisation outside it.
_OWN_LISTS = frozenset({"GB-SRS", "GB-CFS", "GB-FTS", "GB-PPON"})
_NUMBER = re.compile(r"[A-Z]{0,3}[\d./-]{4,20}")  # what may pass for one where no list is named
_NOT_WON = frozenset({"unsuccessful", "cancelled", "canceled", "withdrawn", "disqualified"})
_MAIN_ACTIVITY = {
    "02": "defence",
    "03": "public order and safety",
    "01": "general public services",
    "07": "health",
    "09": "education",
}


class Parties:
    """The parties of one release by id."""

    def __init__(self, release: Section, tongue: Tongue) -> None:
        self._tongue = tongue
        self._by_id: dict[str, Section] = {}
        self._all = sections(release, "parties")
        for party in self._all:
            self._by_id.setdefault(word(party, "id"), party)

    def buyers(self, release: Section, tender: Section) -> tuple[Party, ...]:
        """The buyers; when nobody is called that, whoever runs the procedure."""
        for role in ("buyer", "procuringEntity"):
            named = [party for party in self._all if role in words(party, "roles")]
            found = [self.party(party) for party in named] or [
                self.party(section(release, role)),
                self.party(section(tender, role)),
            ]
            known = tuple(dict.fromkeys(self._at_home(party) for party in found if party.name))
            if known:
                return known
        return ()

    def _at_home(self, buyer: Party) -> Party:
        return buyer if buyer.country else replace(buyer, country=self._tongue.country)

    def party(self, reference: Section) -> Party:
        """The party that is referred to, with what the reference itself says where the list of parties is silent."""
        listed = self._by_id.get(word(reference, "id"), {})
        told = [listed, reference]
        address = next((where for one in told if (where := section(one, "address"))), {})
        names = [name for one in told if (name := self._tongue.text(one, "name"))]
        if not names:
            names = [name for one in told if (name := self._tongue.text(section(one, "identifier"), "legalName"))]
        return Party(
            name=names[0] if names else self._tongue.text({}, ""),
            national_id=next((number for one in told if (number := _number(one))), ""),
            country=land(address) or next((code for one in told if (code := _country(one))), ""),
            nuts=region(address),
            town=word(address, "locality"),
            size=word(section(listed, "details"), "scale"),
            activity=_activity(section(listed, "details")),
        )


def awards(release: Section, tender: Section, parties: Parties) -> tuple[Award, ...]:
    """Every winner of every award that was not called off; where there are no awards, the parties of the contracts."""
    given, signed = sections(release, "awards"), sections(release, "contracts")
    contracts: dict[str, Section] = {}
    for contract in signed:
        contracts.setdefault(word(contract, "awardID"), contract)
    found: list[Award] = []
    for award in given:
        if word(award, "status").casefold() not in _NOT_WON:
            contract = contracts.get(word(award, "id"), {}) if word(award, "id") else {}
            suppliers = sections(award, "suppliers") or sections(contract, "suppliers")
            found.extend(_award(award, contract, suppliers, release, tender, parties))
    if not given:
        for contract in signed:
            found.extend(_award({}, contract, sections(contract, "suppliers"), release, tender, parties))
    return tuple(found)


def _award(
    award: Section, contract: Section, suppliers: list[Section], release: Section, tender: Section, parties: Parties
) -> list[Award]:
    lots = _lots(award) or _lots(contract)
    lot = lots[0] if len(lots) == 1 else ""
    return [
        Award(
            winner=winner,
            lot_id=lot,
            contract_id=word(contract, "id") or word(award, "id"),
            value=money(section(award, "value")) or money(section(contract, "value")),
            awarded_on=day(word(award, "date")) or day(word(contract, "dateSigned")),
            tenders=_tenders(release, tender, lot),
        )
        for winner in dict.fromkeys(parties.party(supplier) for supplier in suppliers)
        if winner.name
    ]


def money(value: Section) -> Money | None:
    """A sum with its currency; `None` unless both are there. The sum without tax is preferred, as TED gives it."""
    currency = word(value, "currency").upper()
    total: Decimal | None = amount(value, "amount") or amount(value, "amountGross")
    return (
        Money(total, currency) if total is not None and len(currency) == 3 and currency.isascii() and currency.isalpha() else None
    )


def _lots(award: Section) -> tuple[str, ...]:
    """The lots that an award is about: the standard's list, Armenia's objects, Ukraine's `lotID`, or those of its items."""
    named = words(award, "relatedLots") or tuple(
        filter(None, (word(lot, "lotId", "id") for lot in sections(award, "relatedLots")))
    )
    named = named or words(award, "lotID")
    return named or tuple(dict.fromkeys(lot for item in sections(award, "items") for lot in words(item, "relatedLot")))


def _tenders(release: Section, tender: Section, lot: str) -> int | None:
    for measured in sections(section(release, "bids"), "statistics"):
        about = words(measured, "relatedLots") or words(measured, "relatedLot")
        if word(measured, "measure") in ("bids", "validBids") and (not about or lot in about):
            return count(measured, "value")
    return count(tender, "numberOfTenderers")


def _number(party: Section) -> str:
    for identifier in (*sections(party, "identifier"), *sections(party, "additionalIdentifiers")):
        number, scheme = "".join(word(identifier, "id").split()), word(identifier, "scheme").upper()
        listed = scheme and scheme not in _OWN_LISTS and not scheme.startswith("MISC") and any(c.isdigit() for c in number)
        if listed or (not scheme and _NUMBER.fullmatch(number)):
            return number
    return ""


def _country(party: Section) -> str:
    """The country in the scheme of an identifier ("UA-EDR") or in a party's id that is made of one ("AM-TIN-02507171")."""
    for said in (word(section(party, "identifier"), "scheme"), word(party, "id")):
        start = said.split("-")[0]
        if "-" in said and len(start) == 2 and start.isascii() and start.isalpha() and start.isupper() and start != "XI":
            return land({"country": start})
    return ""


def _activity(details: Section) -> str:
    """The main activity: by name as TED lists it, or the division of COFOG."""
    for coded in sections(details, "classifications"):
        scheme, code = word(coded, "scheme"), word(coded, "id")
        if scheme == "COFOG":
            return _MAIN_ACTIVITY.get(code, word(coded, "description").lower() or code)
        if scheme in ("eu-main-activity", "TED_CA_ACTIVITY"):
            return code.lower()
    return ""
