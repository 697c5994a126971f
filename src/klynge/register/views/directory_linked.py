"""Cards and lists for machines: JSON-LD in the words of schema.org, of what a guest may see."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from klynge.register.queries.card_shapes import Card, Held, Place
from klynge.register.queries.directory import MemberCard
from klynge.web.linked import written
from klynge.web.listing import Listing

TYPES = {
    "university": "CollegeOrUniversity",
    "institute": "ResearchOrganization",
    "authority": "GovernmentOrganization",
}


def linked_card(card: Card) -> SafeString:
    """The organisation of a card that a guest sees."""
    return written(dict(_card(card)))


def linked_list(found: Listing[MemberCard], size: int) -> SafeString:
    """A page of the list, `size` members each."""
    before = (found.number - 1) * size
    members = [
        {"@type": "ListItem", "position": place, "name": one.name, "url": _at(one.slug)}
        for place, one in enumerate(found, start=before + 1)
    ]
    said = {"@type": "ItemList", "name": settings.CLUSTER, "numberOfItems": found.total, "itemListElement": members}
    return written(said)


def _card(card: Card) -> Iterator[tuple[str, Any]]:
    yield "@type", TYPES.get(card.kind, "Organization")
    yield "@id", f"{_at(card.slug)}#organisation"
    yield "name", card.name
    yield "url", _at(card.slug)
    yield "description", card.line.text if card.line else next((one.text for one in card.texts), "")
    yield "disambiguatingDescription", "Invented for a demonstration" if card.demo else ""
    yield "sameAs", "" if card.demo else next((one.url for one in card.lines if one.name == "website"), "")
    if not card.demo:  # nothing answers at an invented address
        yield "email", next((one.text for one in card.lines if one.name == "email"), "")
        yield "telephone", next((one.text for one in card.lines if one.name == "phone"), "")
    if card.cvr:
        yield "vatID", f"DK{card.cvr}"
        yield "taxID", card.cvr
        yield "identifier", {"@type": "PropertyValue", "propertyID": "CVR", "value": card.cvr}
    elif card.foreign_number:
        yield "identifier", {"@type": "PropertyValue", "propertyID": card.country, "value": card.foreign_number}
    yield "foundingDate", _day(card.founded_on)
    yield "dissolutionDate", _day(card.closed_on)
    yield "address", [_address(one) for one in card.places]
    yield "numberOfEmployees", _band(card.size_band)
    yield "knowsAbout", list(dict.fromkeys(one.name for _key, group in card.abilities for one in group if one.name))
    yield "hasCredential", [_credential(one) for one in card.held if one.kind == "certificate" and not one.expired]
    if card.member_since:
        cluster = {"@type": "Organization", "name": settings.CLUSTER, "url": f"{settings.ADDRESS}/"}
        yield "memberOf", {"@type": "OrganizationRole", "memberOf": cluster, "startDate": _day(card.member_since)}


def _at(slug: str) -> str:
    return str(settings.ADDRESS + reverse("directory:member", args=[slug]))


def _address(place: Place) -> dict[str, str]:
    said = {"addressLocality": place.municipality_name, "addressRegion": place.region, "addressCountry": place.country}
    return {"@type": "PostalAddress", **{key: value for key, value in said.items() if value}}


def _band(band: str) -> dict[str, object] | None:
    """ "10-49" as the two ends, "250-" as the lower one alone."""
    low, _dash, high = band.partition("-")
    if not low.isdigit():
        return None
    ends = {"minValue": int(low), **({"maxValue": int(high)} if high.isdigit() else {})}
    return {"@type": "QuantitativeValue", **ends}


def _credential(held: Held) -> dict[str, object]:
    said: dict[str, object] = {"@type": "EducationalOccupationalCredential", "name": held.name}
    if held.expires_on:
        said["expires"] = _day(held.expires_on)
    if held.verifier:
        said["recognizedBy"] = {"@type": "Organization", "name": held.verifier}
    return said


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
