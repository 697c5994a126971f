"""Make src/klynge/web/geometry/atlas.json: the land of Europe and of the world, simplified.

    python -m tools.atlas FOLDER

The folder holds land-50m.json and land-110m.json of the package world-atlas 2.0.2, which are Natural Earth's 1:50 million and 1:110
million land (public domain).
"""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from tools.denmark import HERE, Point, area, simpler

# west, south, east, north in degrees; the file; how much a line may be off and how small an island may be, in (square) degrees
FRAMES = {
    "europe": ((-25.0, 34.0, 45.0, 72.0), "land-50m.json", 0.09, 0.12),
    "world": ((-180.0, -56.0, 180.0, 78.0), "land-110m.json", 0.4, 3.0),
}
Box = tuple[float, float, float, float]


def rings_of(atlas: dict) -> Iterator[list[Point]]:
    """All rings (longitude, latitude) of the land; a lake inside is a ring of its own."""
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]

    def arc(index: int) -> list[Point]:
        x = y = 0
        points = []
        for dx, dy in atlas["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        return points if index >= 0 else points[::-1]

    for shape in atlas["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for ring in polygon:
                points: list[Point] = []
                for index in ring:
                    points += arc(index)[1 if points else 0 :]
                yield unwound(points)


def unwound(ring: list[Point]) -> list[Point]:
    """The ring without the leap from 180 degrees east to 180 degrees west: what lies beyond goes on counting."""
    found, turn = ring[:1], 0.0
    for (before, _), (x, y) in pairwise(ring):
        turn += 360.0 * ((before - x > 180) - (x - before > 180))
        found.append((x + turn, y))
    return found


def clipped(ring: list[Point], box: Box) -> list[Point]:
    """What of a ring lies in the box (Sutherland and Hodgman, 1974)."""
    west, south, east, north = box

    def cut(points: list[Point], inside: Callable[[Point], bool], meet: Callable[[Point, Point], Point]) -> list[Point]:
        found: list[Point] = []
        for a, b in zip(points[-1:] + points[:-1], points, strict=True):
            if inside(a) != inside(b):
                found.append(meet(a, b))
            if inside(b):
                found.append(b)
        return found

    def at_x(x: float) -> Callable[[Point, Point], Point]:
        return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))

    def at_y(y: float) -> Callable[[Point, Point], Point]:
        return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)

    ring = cut(ring, lambda p: p[0] >= west, at_x(west))
    ring = cut(ring, lambda p: p[0] <= east, at_x(east))
    ring = cut(ring, lambda p: p[1] >= south, at_y(south))
    return cut(ring, lambda p: p[1] <= north, at_y(north))


def land(atlas: dict, box: Box, tolerance: float, smallest: float) -> list[list[list[float]]]:
    turned = [[(x + turn, y) for x, y in ring] for ring in rings_of(atlas) for turn in (0.0, -360.0, 360.0)]
    inside = [clipped(ring, box) for ring in turned]
    kept = sorted((ring for ring in inside if len(ring) > 2 and area(ring) >= smallest), key=area, reverse=True)
    half = [(ring[: len(ring) // 2 + 1], ring[len(ring) // 2 :] + ring[:1]) for ring in kept]  # a closed line has no far end
    lines = [simpler(one, tolerance)[:-1] + simpler(other, tolerance)[:-1] for one, other in half]
    return [[[round(x, 1), round(y, 1)] for x, y in ring] for ring in lines if len(ring) > 2]


def main(folder: str) -> None:
    told: dict[str, object] = {
        "source": "Natural Earth, land at 1:50 million (Europe) and 1:110 million (world), public domain, by way of world-atlas 2.0.2; "
        "simplified. Made by tools/atlas.py."
    }
    for name, (box, file, tolerance, smallest) in FRAMES.items():
        atlas = json.loads((Path(folder) / file).read_text())
        told[name] = {"box": box, "land": land(atlas, box, tolerance, smallest)}
    (HERE / "atlas.json").write_text(json.dumps(told, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
