"""The story's blocks as the parts of a page, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from klynge.core.money import Money
from klynge.market.countries import COUNTRIES
from klynge.register.fields import MEMBERSHIPS
from klynge.web.denmark import municipality
from klynge.web.formats import long_day
from klynge.web.maps_places import Place, places_abroad, places_in_denmark
from klynge.web.parts import Cell, Column, Fact, Line, Moment, Picture, Table

Value = Mapping[str, Any]  # a line of a block, as the editor filled it in


def moments(lines: Iterable[Value]) -> list[Moment]:
    """The milestones by year; of one year in the editor's order."""
    ordered = sorted(lines, key=lambda one: one["year"])
    return [Moment(str(one["year"]), one["text"], _said(one["source"]), _address(one["source"])) for one in ordered]


def holdings(lines: Iterable[Value]) -> list[Fact]:
    names = {"designation": _("Designation"), "programme": _("Programme"), "label": _("Label")}
    return [Fact(names[one["kind"]], one["name"], _address(one["source"]), _told_of(one)) for one in lines]


def offices(lines: Iterable[Value]) -> Picture:
    places = [Place(one["name"], *_point(one), (one["address"], one["phone"] or "", one["email"] or "")) for one in lines]
    columns = (_("Office"), _("Address"), _("Telephone"), _("E-mail"))
    names = ", ".join(place.name for place in places)
    return places_in_denmark(_("Our offices"), _("On the map: %(names)s.") % {"names": names}, places, columns)


def partners(lines: Iterable[Value]) -> Picture:
    places = [
        Place(one["name"], one["lat"], one["lon"], (one["city"], country(one["country"]), one["text"] or ""), one["url"] or "")
        for one in lines
    ]
    columns = (_("Cluster"), _("Town"), _("Country"), _("What we do together"))
    countries = ", ".join(sorted({country(one["country"]) for one in lines}))
    told = _("Clusters that we work with, in %(countries)s.") % {"countries": countries}
    return places_abroad(_("Partner clusters abroad"), told, places, columns)


def fees(title: str, lines: Iterable[Value]) -> Table:
    """What a year costs; the size band stands beside the type where there is one."""
    rows: list[Line] = [
        [
            Cell(str(MEMBERSHIPS.get(one["type"], one["type"]))),
            _size(one["band"]),
            Cell(Money(one["amount"], one["currency"])),
            str(one["from_year"]),
        ]
        for one in lines
    ]
    columns = [Column(_("Membership")), Column(_("Size")), Column(_("A year"), "number"), Column(_("From the year"), "number")]
    return Table(title or _("What a membership costs"), columns, rows, show_caption=True)


def _size(band: str | None) -> str:
    """ "10-49" -> "10–49 employees", "250-" -> "250 employees or more"."""
    least, _dash, most = (band or "").partition("-")
    if not band:
        return _("all sizes")
    if not most:
        return _("%(least)s employees or more") % {"least": least}
    return _("%(least)s–%(most)s employees") % {"least": least, "most": most}


def country(code: str) -> str:
    return str(COUNTRIES.get(code, code))


def _point(one: Value) -> tuple[float, float]:
    """Its own point, or its municipality's main town; nowhere for neither, which the editor does not let through."""
    if one["lat"] is not None and one["lon"] is not None:
        return one["lat"], one["lon"]
    place = municipality(one["municipality"] or "")
    return (place.lat, place.lon) if place else (0.0, 0.0)


def _told_of(one: Value) -> str:
    period = f"{one['from_year'] or ''}–{one['to_year'] or ''}" if one["from_year"] or one["to_year"] else ""
    if one["from_year"] and not one["to_year"]:
        period = _("since %(year)d") % {"year": one["from_year"]}
    told = (
        period,
        _("issued by %(name)s") % {"name": one["issued_by"]} if one["issued_by"] else "",
        _("valid until %(day)s") % {"day": long_day(one["valid_until"])} if one["valid_until"] else "",
        _said(one["source"]),
    )
    return " · ".join(filter(None, told))


def _address(source: str | None) -> str:
    return source if source and source.startswith("https://") and " " not in source else ""


def _said(source: str | None) -> str:
    """The source in a word or two; of an address its host."""
    if not source:
        return ""
    host = urlsplit(source).hostname if _address(source) else ""
    return _("Source: %(source)s") % {"source": (host or source).removeprefix("www.")}
