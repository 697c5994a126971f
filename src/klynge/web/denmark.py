"""Where things are in Denmark: the 98 municipalities, and the outline of the land on a plane, in five pieces.

The pieces are the areas of NUTS 2, of which regions are made; which regions there are on a day is said in
`klynge.register.reference`.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).with_name("geometry")

WIDTH, HEIGHT = 360.0, 452.0  # of the plane, in the units of the picture
_WEST, _NORTH = 7.98, 57.82  # degrees
_SCALE = 130.0  # units for a degree of latitude
_NARROW = math.cos(math.radians(56.1))  # a degree of longitude against one of latitude, in the middle of Denmark
_EAST_OF_ALL_BUT_BORNHOLM = 14.0
_BORNHOLM = (-2.53, 2.16)  # how far Bornholm is moved, in degrees, into its frame in the empty north-east

AREAS = ("DK05", "DK04", "DK03", "DK01", "DK02")  # from the north and west

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` of four digits ("0791"), `area` one of `AREAS`; position of its main town in degrees."""

    code: str
    name: str
    area: str
    lat: float
    lon: float


@cache
def municipalities() -> dict[str, Municipality]:
    return {m["code"]: Municipality(**m) for m in _read("municipalities.json")["municipalities"]}


def municipality(code: str) -> Municipality | None:
    """By its code, with or without leading zero; None when there is none (abroad, closed in 2007)."""
    return municipalities().get(code.strip().zfill(4))


def projected(lat: float, lon: float) -> Point:
    """Degrees to the plane of the map: an even projection, right to one per cent over Denmark; Bornholm stands in its frame."""
    if lon > _EAST_OF_ALL_BUT_BORNHOLM:
        lon, lat = lon + _BORNHOLM[0], lat + _BORNHOLM[1]
    return (round((lon - _WEST) * _NARROW * _SCALE, 1), round((_NORTH - lat) * _SCALE, 1))


def bornholm_frame() -> tuple[float, float, float, float]:
    """x, y, width, height of the frame around Bornholm."""
    x, y = projected(55.36, 14.58)
    right, low = projected(54.94, 15.26)
    return (x, y, right - x, low - y)


@cache
def land_path() -> str:
    """All islands as one path."""
    return "".join(_path(ring) for ring in _read("denmark.json")["land"])


@cache
def area_path(area: str) -> str:
    """The surface in which the towns of an area are nearest: larger than the land, to be clipped by it."""
    path = "".join(_path(ring) for ring in _read("denmark.json")["areas"][area])
    if area == "DK01":  # with Bornholm, where the picture has it
        x, y, width, height = bornholm_frame()
        path += f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}Z"
    return path


def _path(ring: list[list[float]]) -> str:
    # A surface reaches far out to sea; Bornholm's move must not bend it, so only a whole ring is moved.
    moved = all(lon > _EAST_OF_ALL_BUT_BORNHOLM for lon, _ in ring)
    points = [projected(lat, lon if moved else min(lon, _EAST_OF_ALL_BUT_BORNHOLM)) for lon, lat in ring]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _read(name: str) -> Any:
    return json.loads((_HERE / name).read_text(encoding="utf-8"))
