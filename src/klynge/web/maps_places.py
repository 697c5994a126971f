"""Single places on a map: offices in Denmark, partners in Europe or the world. Each place has its number, in the picture and in the
table behind it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klynge.web import atlas, denmark, svg
from klynge.web.parts import Cell, Column, Line, Picture, Table

RADIUS = 10.0


@dataclass(frozen=True, slots=True)
class Place:
    """`lat` and `lon` in degrees; `cells` fill the further columns of the table; `url` opens what is there."""

    name: str
    lat: float
    lon: float
    cells: Sequence[Cell | str] = ()
    url: str = ""


Mark = tuple[float, float, list[int]]
"""x, y, and the numbers of the places that stand there."""


def places_in_denmark(title: str, description: str, places: Sequence[Place], columns: Sequence[str]) -> Picture:
    """Denmark with its places. A place outside of it stands in the table alone, and a note says so."""
    shown = [place if 54.4 < place.lat < 57.9 and 7.9 < place.lon < 15.3 else None for place in places]
    marks = _marks([denmark.projected(place.lat, place.lon) if place else None for place in shown])
    inside = [
        svg.el("path", class_="land", d=denmark.land_path()),
        svg.el("rect", class_="frame", **dict(zip(("x", "y", "width", "height"), denmark.bornholm_frame(), strict=True)), rx=4),
        svg.group(_drawn(mark, places) for mark in marks),
    ]
    drawn = svg.drawing(title, description, denmark.WIDTH, denmark.HEIGHT, inside, "map")
    return _picture(title, description, drawn, places, columns, lost=sum(place is None for place in shown))


def places_abroad(title: str, description: str, places: Sequence[Place], columns: Sequence[str]) -> Picture:
    """Europe with its places; the world when one of them lies outside of Europe. A place that the picture does not reach stands in the
    table alone, and a note says so."""
    frame = atlas.frame_of((place.lat, place.lon) for place in places)
    points = [frame.projected(one.lat, one.lon) if frame.holds(one.lat, one.lon) else None for one in places]
    inside = [
        svg.el("path", class_="land", d=atlas.land_path(frame.name), fill_rule="evenodd"),
        svg.group(_drawn(mark, places) for mark in _marks(points)),
    ]
    drawn = svg.drawing(title, description, atlas.WIDTH, frame.height, inside, "map")
    return _picture(title, description, drawn, places, columns, lost=points.count(None))


def _marks(points: Sequence[tuple[float, float] | None]) -> list[Mark]:
    """Places that would lie on each other share a mark, where the first of them is."""
    marks: list[Mark] = []
    for number, point in enumerate(points, 1):
        if point is None:
            continue
        for x, y, numbers in marks:
            if math.hypot(x - point[0], y - point[1]) < 1.5 * RADIUS:
                numbers.append(number)
                break
        else:
            marks.append((*point, [number]))
    return marks


def _drawn(mark: Mark, places: Sequence[Place]) -> SafeString:
    x, y, numbers = mark
    told = [places[number - 1] for number in numbers]
    words = ", ".join(f"{number} {place.name}" for number, place in zip(numbers, told, strict=True))
    label = "·".join(map(str, numbers))
    wide = RADIUS + 4 * (len(label) - 1)
    marks = (
        svg.el("rect", class_="dot", x=x - wide, y=y - RADIUS, width=2 * wide, height=2 * RADIUS, rx=RADIUS),
        svg.text(label, x, y + 4, "dot-text", aria_hidden="true"),
    )
    return svg.link(told[0].url if len(told) == 1 else "", words, *marks)


def _picture(
    title: str, description: str, drawn: SafeString, places: Sequence[Place], columns: Sequence[str], *, lost: int
) -> Picture:
    rows: list[Line] = [[Cell(f"{number} {place.name}", place.url), *place.cells] for number, place in enumerate(places, 1)]
    notes = [gettext("What lies outside the map stands in the table alone.")] if lost else []
    return Picture(title, description, drawn, Table(title, [Column(name) for name in columns], rows), notes=notes)
