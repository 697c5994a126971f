"""Single places on maps: each with its number, in the picture and in the table behind it."""

import pytest
from django.utils import translation
from lxml import etree

from klynge.web import atlas
from klynge.web.maps_places import RADIUS, Place, places_abroad, places_in_denmark
from klynge.web.parts import Picture

KIEL, TAMPERE, HALIFAX = Place("Kiel", 54.32, 10.14), Place("Tampere", 61.5, 23.76), Place("Halifax", 44.65, -63.57)
KARUP, RONNE = Place("Karup", 56.3, 9.17), Place("Rønne", 55.1, 14.7)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def marks(picture: Picture) -> dict[str, tuple[float, float]]:
    """What a mark is called -> where its middle is."""
    found = {}
    for group in etree.fromstring(picture.svg).iter("g", "a"):
        title, dot = group.find("title"), group.find("rect")
        if title is not None and dot is not None:
            found[title.text] = (float(dot.get("x")) + float(dot.get("width")) / 2, float(dot.get("y")) + RADIUS)
    return found


def names(picture: Picture) -> list[str]:
    return [row[0].value for row in picture.numbers.rows]


def test_north_is_up_and_east_is_right():
    found = marks(places_abroad("Partners", "x", [KIEL, TAMPERE], ["Name"]))
    assert found["2 Tampere"][0] > found["1 Kiel"][0]
    assert found["2 Tampere"][1] < found["1 Kiel"][1]


def test_one_place_outside_of_europe_shows_the_world():
    near, far = (places_abroad("Partners", "x", some, ["Name"]) for some in ([KIEL], [KIEL, HALIFAX]))
    assert atlas.land_path("europe") in near.svg
    assert atlas.land_path("world") in far.svg
    assert set(marks(far)) == {"1 Kiel", "2 Halifax"}


def test_places_that_would_lie_on_each_other_share_a_mark_and_stand_alone_in_the_table():
    both = places_abroad("Partners", "x", [KIEL, Place("Harbour of Kiel", 54.33, 10.16), TAMPERE], ["Name"])
    assert set(marks(both)) == {"1 Kiel, 2 Harbour of Kiel", "3 Tampere"}
    assert names(both) == ["1 Kiel", "2 Harbour of Kiel", "3 Tampere"]


def test_what_the_map_does_not_reach_stands_in_the_table_and_a_note_says_so():
    pole = places_abroad("Partners", "x", [KIEL, Place("Pole", -89.0, 0.0)], ["Name"])
    home = places_in_denmark("Offices", "x", [KARUP, TAMPERE], ["Name"])
    for picture, first in ((pole, "1 Kiel"), (home, "1 Karup")):
        assert set(marks(picture)) == {first}
        assert len(names(picture)) == 2
        assert picture.notes == ["What lies outside the map stands in the table alone."]


def test_bornholm_is_in_its_frame_and_karup_on_the_land():
    found = marks(places_in_denmark("Offices", "x", [KARUP, RONNE], ["Name"]))
    assert found["1 Karup"][0] < found["2 Rønne"][0]
    assert places_in_denmark("Offices", "x", [KARUP, RONNE], ["Name"]).notes == []


def test_no_places_are_a_map_all_the_same():
    assert marks(places_abroad("Partners", "x", [], ["Name"])) == {}
    assert marks(places_in_denmark("Offices", "x", [], ["Name"])) == {}


def test_a_name_cannot_break_out_of_the_picture():
    picture = places_abroad("Partners", "x", [Place("</svg><script>alert(1)</script>", 54.0, 10.0)], ["Name"])
    assert "<script>" not in picture.svg


@pytest.mark.parametrize("name", ["europe", "world"])
def test_the_land_lies_inside_its_frame(name):
    frame = atlas.frame(name)
    numbers = [float(one) for one in atlas.land_path(name).replace("M", " ").replace("L", " ").replace("Z", " ").split()]
    assert min(numbers) >= 0
    assert max(numbers[::2]) <= atlas.WIDTH
    assert max(numbers[1::2]) <= frame.height
    assert len(atlas.land_path(name)) < 20_000


def under(name: str, lat: float, lon: float) -> bool:
    """Whether there is land at a place, by the even-odd rule."""
    x, y = atlas.frame(name).projected(lat, lon)
    inside = False
    for ring in atlas.land_path(name).strip("MZ").split("ZM"):
        points = [tuple(map(float, one.split())) for one in ring.split("L")]
        for (x1, y1), (x2, y2) in zip(points[-1:] + points[:-1], points, strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                inside = not inside
    return inside


LAND = {"Karup": (56.3, 9.17), "Kiruna": (67.9, 20.2), "Madrid": (40.4, -3.7), "Warsaw": (52.2, 21.0), "Dublin": (53.3, -6.8)}
SEA = {"North Sea": (56.5, 3.0), "Norwegian Sea": (68.0, 3.0), "Atlantic": (45.0, -15.0), "Black Sea": (43.0, 34.0)}
FAR = {"Halifax": (44.9, -63.9), "Canberra": (-35.3, 149.0), "Anadyr": (66.0, 171.0), "Brasilia": (-15.8, -47.9)}
OCEAN = {"Pacific": (30.0, -150.0), "Arctic": (77.5, -170.0), "Indian": (-20.0, 80.0), "South": (-50.0, 10.0)}


@pytest.mark.parametrize(("name", "land", "sea"), [("europe", LAND, SEA), ("world", {**LAND, **FAR}, {**SEA, **OCEAN})])
def test_land_is_land_and_sea_is_sea(name, land, sea):
    told = {place: under(name, *where) for place, where in {**land, **sea}.items()}
    assert told == {**dict.fromkeys(land, True), **dict.fromkeys(sea, False)}
