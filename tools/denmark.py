"""Make src/klynge/web/geometry/denmark.json: the outline of Denmark and where its regions meet.

    python -m tools.denmark countries-10m.json

The file comes from the package world-atlas 2.0.2, which holds Natural Earth's 1:10 million countries (public domain). Region
borders are not in it. They are drawn here as the line midway between towns of one region and towns of the next, from the seats of
the municipalities and a few border towns: right to some five kilometres, good enough to shade a small map, and said so below it.
"""

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from scipy.spatial import Voronoi

HERE = Path(__file__).resolve().parents[1] / "src/klynge/web/geometry"
DENMARK = "208"  # ISO 3166-1 numeric
TOLERANCE = 0.006  # degrees of latitude; about 0.7 km
SMALLEST = 0.0012  # square degrees; smaller islands are left out
WIDTH = math.cos(math.radians(56))

# Towns near a region border (area, latitude, longitude), so that the midway line follows the real one more closely.
BORDER_TOWNS = (
    ("DK03", 55.76, 8.93), ("DK03", 55.85, 9.24), ("DK04", 55.91, 8.51), ("DK03", 55.81, 8.63), ("DK04", 55.71, 10.02),
    ("DK04", 55.85, 9.48), ("DK04", 56.00, 8.13), ("DK05", 56.65, 9.98), ("DK05", 56.71, 10.11), ("DK05", 56.77, 9.34),
    ("DK05", 56.69, 9.49), ("DK04", 56.62, 9.48), ("DK05", 56.70, 9.20), ("DK04", 56.76, 8.87), ("DK04", 56.70, 8.21),
    ("DK05", 56.78, 8.24), ("DK05", 56.75, 8.42), ("DK01", 55.85, 11.98), ("DK01", 55.75, 11.96), ("DK02", 55.70, 11.90),
    ("DK02", 55.75, 12.11), ("DK01", 55.80, 12.16), ("DK01", 55.65, 12.20), ("DK02", 55.56, 12.23), ("DK01", 55.97, 11.85),
    ("DK02", 55.94, 11.77), ("DK04", 55.76, 10.28), ("DK04", 56.71, 11.53), ("DK04", 55.97, 9.12), ("DK05", 56.73, 8.98),
)  # fmt: skip

Point = tuple[float, float]


def rings_of(atlas: dict, country: str) -> list[list[Point]]:
    """Outer rings (longitude, latitude) of a country in a TopoJSON file."""
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]

    def arc(index: int) -> list[Point]:
        x = y = 0
        points = []
        for dx, dy in atlas["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        return points if index >= 0 else points[::-1]

    shape = next(g for g in atlas["objects"]["countries"]["geometries"] if g.get("id") == country)
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    rings = []
    for polygon in polygons:
        ring: list[Point] = []
        for index in polygon[0]:
            ring += arc(index)[1 if ring else 0 :]
        rings.append(ring)
    return rings


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def simpler(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's line simplification (1973), in degrees of latitude."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    dx, dy = (x2 - x1) * WIDTH, y2 - y1
    length = math.hypot(dx, dy)

    def away(p: Point) -> float:
        px, py = (p[0] - x1) * WIDTH, p[1] - y1
        return math.hypot(px, py) if length == 0 else abs(dx * py - dy * px) / length

    far = max(range(1, len(points) - 1), key=lambda i: away(points[i]))
    if away(points[far]) <= tolerance:
        return [points[0], points[-1]]
    return simpler(points[: far + 1], tolerance)[:-1] + simpler(points[far:], tolerance)


def areas(municipalities: list[dict]) -> dict[str, list[list[Point]]]:
    """Region -> rings: the cells of its towns, with the edges between them taken out."""
    towns = [(m["area"], m["lat"], m["lon"]) for m in municipalities] + list(BORDER_TOWNS)
    around = [(52.0, 10.0), (60.0, 10.0), (56.0, 4.0), (56.0, 19.0)]
    cells = Voronoi([(lon * WIDTH, lat) for _, lat, lon in towns] + [(lon * WIDTH, lat) for lat, lon in around])
    edges: dict[str, set[tuple[int, int]]] = {}
    for number, (region, _, _) in enumerate(towns):
        cell = cells.regions[cells.point_region[number]]
        if -1 in cell:
            raise SystemExit(f"The cell of town {number} is open: add a point around Denmark.")
        ring = cell if _turns_left([tuple(cells.vertices[v]) for v in cell]) else cell[::-1]
        for pair in zip(ring, ring[1:] + ring[:1], strict=True):
            mine = edges.setdefault(region, set())
            if pair[::-1] in mine:
                mine.remove(pair[::-1])
            else:
                mine.add(pair)
    return {region: [[_point(cells.vertices[v]) for v in ring] for ring in _chains(some)] for region, some in edges.items()}


def _point(vertex: Sequence[float]) -> Point:
    return (vertex[0] / WIDTH, vertex[1])


def _turns_left(ring: list[Point]) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) > 0


def _chains(edges: set[tuple[int, int]]) -> list[list[int]]:
    following: dict[int, list[int]] = {}
    for a, b in sorted(edges):
        following.setdefault(a, []).append(b)
    rings = []
    while following:
        start = min(following)
        ring, here = [start], following[start].pop()
        while here != start:
            ring.append(here)
            here = following[here].pop()
        following = {a: b for a, b in following.items() if b}
        rings.append(ring)
    return rings


def rounded(ring: list[Point]) -> list[list[float]]:
    return [[round(x, 3), round(y, 3)] for x, y in ring]


def main(path: str) -> None:
    atlas = json.loads(Path(path).read_text())
    land = [simpler(ring, TOLERANCE) for ring in rings_of(atlas, DENMARK) if area(ring) >= SMALLEST]
    municipalities = json.loads((HERE / "municipalities.json").read_text())["municipalities"]
    told = {
        "source": "Natural Earth, 1:10 million, public domain, by way of world-atlas 2.0.2; simplified to 0.006 degrees. "
        "Region areas: nearest town, not surveyed borders. Made by tools/denmark.py.",
        "land": [rounded(ring) for ring in sorted(land, key=area, reverse=True)],
        "areas": {area: [rounded(ring) for ring in rings] for area, rings in sorted(areas(municipalities).items())},
    }
    (HERE / "denmark.json").write_text(json.dumps(told, separators=(",", ":"), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
