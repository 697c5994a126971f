"""Organisations in eForms. Every other part of a notice names them by reference (ORG-0001), so they are read first."""

from collections.abc import Mapping
from dataclasses import replace

from klynge.connectors.eforms_texts import code, words
from klynge.connectors.languages import country
from klynge.connectors.xml import Element, every, first, text
from klynge.core.notice import Party


def organisations(extension: Element | None) -> Mapping[str, Party]:
    """All organisations by their id in the notice; touch points (TPO-) stand for the organisation that they belong to."""
    parties: dict[str, Party] = {}
    if extension is None:
        return parties
    for organisation in every(extension, "Organizations/Organization"):
        company = first(organisation, "Company")
        if company is None:
            continue
        party = _party(company)
        for named in [company, *every(organisation, "TouchPoint")]:
            reference = text(named, "PartyIdentification/ID")
            if reference:
                parties[reference] = party
    return parties


def _party(company: Element) -> Party:
    return Party(
        name=words(company, "PartyName/Name"),
        national_id=text(company, "PartyLegalEntity/CompanyID"),
        country=country(text(company, "PostalAddress/Country/IdentificationCode")),
        nuts=text(company, "PostalAddress/CountrySubentityCode"),
        town=text(company, "PostalAddress/CityName"),
        size=text(company, "CompanySizeCode"),
    )


def buyers(root: Element, parties: Mapping[str, Party]) -> tuple[Party, ...]:
    """The buyers with their main activity. The service that sent the notice stands below the same party and is no buyer."""
    found: list[Party] = []
    for contracting in every(root, "ContractingParty"):
        party = parties.get(text(contracting, "Party/PartyIdentification/ID"))
        if party is None or not party.name:
            continue
        activity = code(contracting, "ContractingActivity/ActivityTypeCode")
        found.append(replace(party, activity=activity))
    return tuple(found)
