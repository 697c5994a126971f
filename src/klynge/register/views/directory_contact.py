"""Whom a member let everybody reach, as visiting cards."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.core.tlp import Label
from klynge.register.queries.card_shapes import Card
from klynge.register.vcard import Contact


def contacts(card: Card, language: str = "") -> list[Contact]:
    """The people whose telephone or e-mail is open to everybody; without any the organisation itself, if it has one that is."""
    lines = {one.name: one for one in card.lines if one.label is Label.CLEAR}
    place = next((one for one in card.places if one.label is Label.CLEAR), None)
    common = {
        "organisation": card.name,
        "website": lines["website"].url if "website" in lines else "",
        "town": place.municipality_name if place else "",
        "region": place.region if place else "",
        "country": place.country if place else card.country,
        "note": _("Invented for the demonstration.") if card.demo else "",
        "source": settings.ADDRESS + reverse("directory:contact", args=[card.slug]),
        "language": language,
    }
    if card.label is not Label.CLEAR:
        return []
    found = []
    for one in card.people if not card.left_on else ():
        ways = [way for way in one.ways if way.label is Label.CLEAR]
        if one.label is Label.CLEAR and ways:
            emails = tuple(way.value for way in ways if way.kind == "email")
            phones = tuple(way.value for way in ways if way.kind == "phone")
            found.append(Contact(name=one.name, title=one.title, emails=emails, phones=phones, **common))
    if found:
        return found
    emails, phones = (tuple(lines[name].text for name in (key,) if name in lines) for key in ("email", "phone"))
    return [Contact(emails=emails, phones=phones, **common)] if emails or phones else []
