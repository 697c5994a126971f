"""Writes an issue as an OCDS 1.1 release package with one release, in the EU profile (lots, items with places).

Source of structure: standard.open-contracting.org 1.1. The ocid prefix "ocds-000000" is registered to nobody.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from klynge.demo.bank import asks
from klynge.demo.issue import Issue, Party

Json: TypeAlias = "str | int | list[Json] | Mapping[str, Json] | None"

_NOTE = "Invented release, written for a demonstration. Neither buyer, task nor supplier exists."
_METHOD = {"open": "open", "selective": "selective"}


def write(issue: Issue) -> bytes:
    """The release package as a JSON file in UTF-8."""
    when = f"{issue.published_on.isoformat()}T09:00:00Z"
    package: Json = {
        "uri": f"https://ocds.klynge.example/{issue.number}.json",
        "version": "1.1",
        "extensions": [],
        "publishedDate": when,
        "publisher": {"name": "Open Contracting Demonstration (invented)", "uri": "https://ocds.klynge.example"},
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "releases": [_release(issue, when)],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _release(issue: Issue, when: str) -> Mapping[str, Json]:
    release: dict[str, Json] = {
        "ocid": issue.procedure_id,
        "id": issue.notice_id,
        "date": when,
        "tag": [issue.form],
        "initiationType": "tender",
        "language": issue.languages[0],
        "description": _NOTE,
        "parties": [
            _party(issue.buyer, "org-1", "buyer"),
            *([_party(issue.winner, "org-2", "supplier")] if issue.winner else []),
        ],
        "buyer": {"id": "org-1", "name": issue.buyer.name.best()},
        "tender": _tender(issue),
    }
    if issue.winner and issue.awarded_on:
        release["awards"] = [_award(issue, issue.winner)]
    return release


def _party(party: Party, number: str, role: str) -> Json:
    scheme = {"DK": "DK-CVR", "GB": "GB-COH"}.get(party.country, f"{party.country}-DEMO")
    return {
        "id": number,
        "name": party.name.best(),
        "identifier": {"scheme": scheme, "id": party.national_id, "legalName": party.name.best()},
        "address": {"locality": party.town, "region": party.nuts, "postalCode": party.postcode, "countryName": party.country},
        "contactPoint": {"email": party.email, "url": party.web},
        "roles": [role],
        **({"details": {"scale": "large" if party.size == "large" else "sme"}} if party.size else {}),
    }


def _money(issue: Issue) -> Json:
    return {"amount": issue.value, "currency": issue.currency}


def _tender(issue: Issue) -> Json:
    status = {"planning": "planning", "tender": "active", "award": "complete"}[issue.form]
    main, *more = issue.cpv
    criteria: list[Json] = [
        {"type": "technical", "description": asks()[key].text.best(*issue.languages, "en")} for key in issue.asks if key in asks()
    ]
    tender: dict[str, Json] = {
        "id": issue.number,
        "title": issue.title.best(),
        "description": issue.text.best(),
        "status": status,
        "legalBasis": {"scheme": "CELEX", "id": "32014L0024"},
        "classification": {"scheme": "CPV", "id": main},
        "additionalClassifications": [{"scheme": "CPV", "id": code} for code in more],
        "mainProcurementCategory": {"supplies": "goods"}.get(issue.nature, issue.nature),
        "procurementMethod": _METHOD[issue.procedure],
        "value": _money(issue),
        "items": [
            {
                "id": "1",
                "relatedLot": "1",
                "classification": {"scheme": "CPV", "id": main},
                "deliveryAddresses": [{"region": issue.nuts, "countryName": issue.buyer.country}],
            }
        ],
        "lots": [
            {
                "id": "1",
                "title": issue.title.best(),
                "description": issue.text.best(),
                "value": _money(issue),
                "contractPeriod": _period(issue),
            }
        ],
        "documents": [
            {"id": "1", "documentType": "biddingDocuments", "url": f"{issue.buyer.web}/{issue.key}", "format": "text/html"}
        ],
    }
    if criteria:
        tender["selectionCriteria"] = {"criteria": criteria}
    if issue.deadline_on and issue.form == "tender":
        tender["tenderPeriod"] = {"endDate": f"{issue.deadline_on.isoformat()}T12:00:00Z"}
    if issue.planned_on:
        tender["communication"] = {"futureNoticeDate": f"{issue.planned_on.isoformat()}T00:00:00Z"}
    return tender


def _period(issue: Issue) -> Json:
    months = Decimal(issue.months)
    return {"startDate": f"{issue.starts_on.isoformat()}T00:00:00Z", "durationInDays": round(months * Decimal("30.4"))}


def _award(issue: Issue, winner: Party) -> Json:
    assert issue.awarded_on is not None
    return {
        "id": f"{issue.number}-1",
        "title": issue.title.best(),
        "status": "active",
        "date": f"{issue.awarded_on.isoformat()}T00:00:00Z",
        "value": _money(issue),
        "suppliers": [{"id": "org-2", "name": winner.name.best()}],
        "relatedLots": ["1"],
        "contractPeriod": _period(issue),
    }
