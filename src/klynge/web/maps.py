"""Denmark as a picture: circles where members are, regions shaded by how many, and the regions as tiles."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from klynge.web import svg
from klynge.web.denmark import (
    HEIGHT,
    WIDTH,
    Municipality,
    area_path,
    bornholm_frame,
    land_path,
    municipality,
    projected,
)
from klynge.web.formats import number
from klynge.web.parts import Cell, Column, Line, Picture, Table

SHADES = 5
_GRID = {"DK05": (0, 0), "DK04": (0, 1), "DK03": (0, 2), "DK01": (1, 1), "DK02": (1, 2)}  # column, row of an area's tile


@dataclass(frozen=True, slots=True)
class Spot:
    """How many in a municipality."""

    municipality: str
    count: int


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the day, made of whole areas of the map ("DK04"). `url` opens what lies in it."""

    name: str
    areas: frozenset[str]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    spots: tuple[tuple[Municipality, Spot], ...]

    @property
    def count(self) -> int:
        return sum(spot.count for _, spot in self.spots)


def denmark_map(
    title: str,
    description: str,
    spots: Sequence[Spot],
    key: str,
    regions: Sequence[Region],
    url_of: Callable[[Sequence[str]], str] | None = None,
) -> Picture:
    """Circles by municipality over the regions, shaded by their counts. Circles that would lie on each other become one, placed in
    the largest. `url_of` gives the address of the rows of one or several municipality codes. `key` is a word that is unique on the
    page. Unknown municipalities are counted in a note, not dropped in silence."""
    known = [(place, spot) for spot in spots if spot.count and (place := municipality(spot.municipality))]
    lost = sum(s.count for s in spots) - sum(s.count for _, s in known)
    counts = [sum(s.count for m, s in known if m.area in region.areas) for region in regions]
    most = max([s.count for _, s in known], default=1)
    circles = _circles(known, most)
    inside = [
        svg.el("defs", svg.el("clipPath", svg.el("path", d=land_path()), id=f"{key}-land")),
        svg.el("path", class_="land", d=land_path()),
        svg.group(_shaded(regions, counts), clip_path=f"url(#{key}-land)"),
        svg.el("rect", class_="frame", **dict(zip(("x", "y", "width", "height"), bornholm_frame(), strict=True)), rx=4),
        _legend(max(counts, default=0)),
        svg.group(_drawn(c, _radius(c.count, most), _address(c, url_of)) for c in circles),
    ]
    names = {area: region.name for region in regions for area in region.areas}
    rows: list[Line] = [
        [Cell(m.name, url_of([m.code]) if url_of else ""), names.get(m.area, ""), s.count]
        for m, s in sorted(known, key=lambda one: (-one[1].count, one[0].name))
    ]
    columns = [Column(gettext("Municipality")), Column(gettext("Region")), Column(gettext("Count"), "number")]
    notes = (
        [gettext("A circle stands for one municipality, or for several close together. Borders between regions are approximate.")]
        if len(known) > 1
        else []
    )
    if lost:
        notes.append(ngettext("%(n)s has no place on the map.", "%(n)s have no place on the map.", lost) % {"n": number(lost)})
    drawn = svg.drawing(title, description, WIDTH, HEIGHT, inside, "map")
    return Picture(title, description, drawn, Table(title, columns, rows), notes=notes)


def region_tiles(title: str, description: str, regions: Sequence[Region], counts: Sequence[float], what: str) -> Picture:
    """The regions as tiles where they lie, for figures that are no places. `counts` in the regions' order."""
    most = max(counts, default=0)
    tiles: list[SafeString] = []
    rows: list[Line] = []
    for region, value in zip(regions, counts, strict=True):
        places = [_GRID[area] for area in region.areas]
        column, top = min(places)
        height = 84 * (max(row for _column, row in places) - top) + 78
        x, middle = f"{column * 50 + 25}%", 84 * top + height / 2
        shade = _shade(value, most)
        tile = (
            svg.el("rect", class_=f"shade-{shade}", x=f"{column * 50 + 0.5:g}%", y=84 * top, width="49%", height=height, rx=6),
            svg.text(number(value), x, middle - 1, "tile-text strong"),
            svg.text(region.name, x, middle + 19, "tile-text"),
        )
        tiles.append(svg.link(region.url, f"{region.name}: {number(value)}", *tile))
        rows.append([Cell(region.name, region.url), value])
    table = Table(title, [Column(gettext("Region")), Column(what, "number")], rows)
    return Picture(title, description, svg.picture(title, description, 250, tiles, "map tiles"), table)


def _shaded(regions: Sequence[Region], counts: Sequence[int]) -> list[SafeString]:
    most = max(counts, default=0)
    return [
        svg.link(region.url, f"{region.name}: {number(count)}", *_surfaces(region, _shade(count, most)))
        for region, count in zip(regions, counts, strict=True)
    ]


def _surfaces(region: Region, shade: int) -> list[SafeString]:
    """One path for all areas of a region; without a border between them where there are several."""
    border = " border" if len(region.areas) == 1 else ""
    path = "".join(area_path(area) for area in sorted(region.areas))
    return [svg.el("path", class_=f"shade-{shade}{border}", d=path)]


def _legend(most: int) -> SafeString:
    """What the shades mean: none, and up to the most in a region."""
    if most < SHADES:
        return svg.group(())  # so few need no scale
    x, y, width = 14.0, 14.0, 16.0
    boxes = [svg.el("rect", class_=f"shade-{n}", x=x + (n - 1) * width, y=y, width=width, height=9) for n in range(1, SHADES)]
    words = gettext("1 to %(most)s in the region") % {"most": number(most)}
    return svg.group([*boxes, svg.text(words, x, y + 24, "small")])


def _shade(count: float, most: float) -> int:
    return 0 if not most or not count else min(SHADES - 1, 1 + int((SHADES - 1) * count / most * 0.999))


def _radius(count: int, most: int) -> float:
    return round(4 + 9 * math.sqrt(min(1.6, count / max(1, most))), 1)


def _circles(known: Sequence[tuple[Municipality, Spot]], most: int) -> list[Circle]:
    circles: list[Circle] = []
    for place, spot in sorted(known, key=lambda one: (-one[1].count, one[0].code)):
        x, y = projected(place.lat, place.lon)
        for i, other in enumerate(circles):
            reach = _radius(other.count, most) + _radius(spot.count, most)
            if math.hypot(other.x - x, other.y - y) < 0.85 * reach:
                circles[i] = Circle(other.x, other.y, (*other.spots, (place, spot)))
                break
        else:
            circles.append(Circle(x, y, ((place, spot),)))
    return circles


def _address(circle: Circle, url_of: Callable[[Sequence[str]], str] | None) -> str:
    return url_of([m.code for m, _ in circle.spots]) if url_of else ""


def _drawn(circle: Circle, radius: float, url: str) -> SafeString:
    first, *others = [m.name for m, _ in circle.spots]
    words = f"{first}: {number(circle.count)}"
    if others:
        words = gettext("%(places)s together: %(count)s") % {"places": ", ".join([first, *others]), "count": number(circle.count)}
    marks = [svg.el("circle", class_="dot", cx=circle.x, cy=circle.y, r=radius)]
    if radius >= 8:
        marks.append(svg.text(number(circle.count), circle.x, circle.y + 4, "dot-text", aria_hidden="true"))
    return svg.link(url, words, *marks)
