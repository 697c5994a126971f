"""Where things are in Europe and in the world: the outline of the land on a plane, and degrees to its coordinates."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("geometry") / "atlas.json"
WIDTH = 420.0  # of each plane, in the units of the picture

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the earth, in degrees; `narrow` is a degree of longitude against one of latitude in its middle. An even projection:
    good for seeing where something is, not for measuring."""

    name: str
    west: float
    south: float
    east: float
    north: float
    narrow: float

    @property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self.narrow)

    @property
    def height(self) -> float:
        return round((self.north - self.south) * self.scale, 1)

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def projected(self, lat: float, lon: float) -> Point:
        return (round((lon - self.west) * self.narrow * self.scale, 1), round((self.north - lat) * self.scale, 1))


@cache
def frame(name: str) -> Frame:
    """ "europe" or "world"."""
    west, south, east, north = _read()[name]["box"]
    return Frame(name, west, south, east, north, math.cos(math.radians(54)) if name == "europe" else 1.0)


def frame_of(points: Iterable[Point]) -> Frame:
    """The smallest that holds all of these (latitude, longitude); the world holds what it does not show, too."""
    europe = frame("europe")
    return europe if all(europe.holds(lat, lon) for lat, lon in points) else frame("world")


@cache
def land_path(name: str) -> str:
    """All land of a frame as one path; a lake in it is a hole where the path is filled by the even-odd rule."""
    where = frame(name)
    rings = ([where.projected(lat, lon) for lon, lat in ring] for ring in _read()[name]["land"])
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


@cache
def _read() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))
