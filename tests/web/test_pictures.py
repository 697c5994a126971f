"""Charts and maps: what they say, and that they can be said without seeing them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from lxml import etree

from klynge.web import charts, charts_network, charts_time, denmark, maps
from klynge.web.parts import Cell, Picture

TODAY = date(2026, 11, 23)
SVG = {"s": "svg"}
REGIONS = (
    maps.Region("North", frozenset({"DK05"})),
    maps.Region("Midt", frozenset({"DK04"})),
    maps.Region("South", frozenset({"DK03"})),
    maps.Region("East", frozenset({"DK01", "DK02"}), "/east"),
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def parsed(picture: Picture):
    return etree.fromstring(picture.svg)


def said(picture: Picture) -> list[list[object]]:
    return [[cell.value if isinstance(cell, Cell) else cell for cell in row] for row in picture.numbers.rows]


def bars(*items: charts.Bar) -> Picture:
    return charts.bars("Members", "By field", items, "Count")


def pictures() -> list[Picture]:
    monday = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Copenhagen"))
    return [
        bars(charts.Bar("A & B", 3, "/a", 5), charts.Bar("<C>", 0)),
        charts.funnel("Funnel", "Steps", [charts.Bar("Sent", 10), charts.Bar("Won", 0)], "Count"),
        charts.lines(
            "Lines", "Two years", "Month", ["Jan", "Feb"], [charts.Series("2026", [1, None]), charts.Series("2025", [2, 3])]
        ),
        charts_time.deadlines("Deadlines", "Soon", [charts_time.Due("A & B", TODAY, "/a")], TODAY),
        charts_time.spans("Parts", "Two", [charts_time.Span("A & B", TODAY, TODAY + timedelta(9), "/a", "<note>")], TODAY),
        charts_time.week("Week", "Meetings", [charts_time.Held("A", monday, monday + timedelta(hours=1))], TODAY),
        charts_network.network(
            "Network",
            "Projects",
            [charts_network.Node("1", "A & B"), charts_network.Node("2", "C")],
            [charts_network.Link("1", "2")],
            {},
        ),
        maps.denmark_map("Map", "Members", [maps.Spot("0791", 3)], "m", REGIONS),
        maps.region_tiles("Tiles", "Hours", REGIONS, (0, 4, 0, 2), "Hours"),
    ]


def test_every_picture_has_a_title_a_description_and_its_numbers():
    for picture in pictures():
        root = parsed(picture)
        assert [root.findtext("title"), root.findtext("desc")] == [picture.title, picture.description]
        assert picture.numbers.rows, picture.title


def test_no_picture_has_a_style_a_script_or_a_foreign_address():
    for picture in pictures():
        for element in parsed(picture).iter():
            assert "style" not in element.attrib
            assert element.tag not in ("script", "style", "image", "foreignObject")


def test_the_same_numbers_give_the_same_picture():
    assert [p.svg for p in pictures()] == [p.svg for p in pictures()]


def test_pictures_of_nothing_are_pictures():
    empty = [
        bars(),
        charts.funnel("F", "d", [], "n"),
        charts.lines("L", "d", "x", [], [charts.Series("s", [])]),
        charts_time.deadlines("D", "d", [], TODAY),
        charts_time.spans("S", "d", [], TODAY),
        charts_time.week("W", "d", [], TODAY),
        charts_network.network("N", "d", [], [], {}),
        maps.denmark_map("M", "d", [], "m", REGIONS),
        maps.region_tiles("T", "d", (), (), "n"),
    ]
    for picture in empty:
        parsed(picture)


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    root = parsed(bars(charts.Bar("A", 10), charts.Bar("B", 5), charts.Bar("C", 0)))
    assert root.xpath("//rect[@class='fill-1']/@width") == ["100%", "50%", "0%"]


def test_a_bar_opens_its_rows():
    root = parsed(bars(charts.Bar("A", 1250, "/rows?field=a")))
    assert [(a.get("href"), a.get("aria-label")) for a in root.iter("a")] == [("/rows?field=a", "A: 1,250")]


def test_a_target_beyond_every_bar_still_stands_in_the_picture():
    root = parsed(bars(charts.Bar("A", 10, target=40)))
    assert root.xpath("//line[@class='target']/@x1") == ["100%"]
    assert root.xpath("//rect[@class='fill-1']/@width") == ["25%"]


def test_a_funnel_tells_how_many_went_on():
    funnel = charts.funnel("F", "d", [charts.Bar("Sent", 200), charts.Bar("Bid", 50), charts.Bar("Won", 0)], "n")
    assert said(funnel) == [["Sent", 200, None], ["Bid", 50, "25 % of the step before"], ["Won", 0, "0 % of the step before"]]


def test_a_line_stops_where_nothing_is_known():
    picture = charts.lines("L", "d", "Month", ["1", "2", "3"], [charts.Series("a", [1, None, 2]), charts.Series("b", [1, 1, 1])])
    assert len(parsed(picture).xpath("//path[@class='line-1']")) == 2


@pytest.mark.parametrize(
    ("most", "scale"), [(0, (1, 1)), (1, (1, 1)), (7, (2, 8)), (38, (10, 40)), (153, (50, 200)), (0.4, (0.1, 0.4))]
)
def test_the_scale_is_round_and_reaches_over_the_highest_value(most, scale):
    assert charts._scale(most) == pytest.approx(scale)


def test_deadlines_stand_in_order_and_the_passed_are_left_out():
    dues = [charts_time.Due(str(days), TODAY + timedelta(days=days)) for days in (31, -1, 2)]
    picture = charts_time.deadlines("D", "d", dues, TODAY)
    assert [row[0] for row in said(picture)] == ["2", "31"]
    assert parsed(picture).xpath("//circle/@class") == ["fill-signal", "fill-1"]


def test_a_span_is_as_long_as_its_days_on_the_scale_of_all():
    both = [
        charts_time.Span("First half", TODAY, TODAY + timedelta(49)),
        charts_time.Span("All", TODAY, TODAY + timedelta(99)),
    ]
    picture = charts_time.spans("Parts", "Two", both, TODAY + timedelta(200))
    drawn = [e for e in parsed(picture).iter("rect") if e.get("class") == "fill-1"]
    assert [(e.get("x"), e.get("width")) for e in drawn] == [("0%", "50%"), ("0%", "100%")]
    assert not picture.notes
    assert charts_time.spans("Parts", "Two", both, TODAY).notes == ["The upright mark is today."]


def test_a_meeting_stands_on_its_day_at_its_hour_in_local_time():
    begins = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("UTC"))  # half past ten in Copenhagen
    picture = charts_time.week("W", "d", [charts_time.Held("A", begins, begins + timedelta(hours=2))], TODAY)
    assert said(picture) == [["A", "Tuesday 24 November", "10:30", "12:30", ""]]
    (box,) = parsed(picture).xpath("//svg/svg | //svg/g/svg")
    assert (float(box.get("y")), float(box.get("height"))) == (30 + 1.5 * 52, 104)


def test_the_places_of_a_network_are_in_the_picture_and_apart():
    nodes = [charts_network.Node(str(i), str(i)) for i in range(30)]
    links = [charts_network.Link(str(i), str((i * 7 + 1) % 30)) for i in range(30)]
    places = list(charts_network.places(nodes, links).values())
    assert all(0 <= x <= charts_network.WIDTH and 0 <= y <= charts_network.HEIGHT for x, y in places)
    assert min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for i, a in enumerate(places) for b in places[:i]) > 8


def test_every_municipality_is_in_the_picture_and_in_the_area_of_its_region():
    assert len(denmark.municipalities()) == 98
    for one in denmark.municipalities().values():
        x, y = denmark.projected(one.lat, one.lon)
        assert 0 < x < denmark.WIDTH, one
        assert 0 < y < denmark.HEIGHT, one
        assert one.area in denmark.AREAS


def test_bornholm_stands_in_its_frame():
    x, y, width, height = denmark.bornholm_frame()
    ronne = denmark.projected(55.10, 14.71)
    assert x < ronne[0] < x + width
    assert y < ronne[1] < y + height
    assert x + width < denmark.WIDTH


def test_neighbours_share_a_circle_that_opens_all_of_them():
    spots = [maps.Spot("0101", 17), maps.Spot("0147", 3), maps.Spot("0851", 5)]
    root = parsed(maps.denmark_map("M", "d", spots, "m", REGIONS, lambda codes: "/?m=" + ",".join(codes)))
    assert [(a.get("href"), a.get("aria-label")) for a in root.iter("a") if a.get("href") != "/east"] == [
        ("/?m=0101,0147", "København, Frederiksberg together: 20"),
        ("/?m=0851", "Aalborg: 5"),
    ]


def test_members_without_a_place_are_counted_and_not_lost():
    picture = maps.denmark_map("M", "d", [maps.Spot("0791", 3), maps.Spot("9999", 2), maps.Spot("", 1)], "m", REGIONS)
    assert picture.notes[-1] == "3 have no place on the map."
    assert said(picture) == [["Viborg", "Midt", 3]]


def test_a_region_of_two_areas_is_one_surface_and_one_tile():
    spots = [maps.Spot("0101", 17), maps.Spot("0360", 3)]
    urls = [(a.get("href"), a.get("aria-label")) for a in parsed(maps.denmark_map("M", "d", spots, "m", REGIONS)).iter("a")]
    assert urls == [("/east", "East: 20")]
    tiles = parsed(maps.region_tiles("T", "d", REGIONS, (1, 2, 3, 4), "n")).iter("rect")
    assert [(tile.get("y"), tile.get("height")) for tile in tiles] == [("0", "78"), ("84", "78"), ("168", "78"), ("84", "162")]


@pytest.mark.parametrize(("count", "scale"), [(1, False), (4, False), (5, True)])
def test_a_handful_in_a_region_needs_no_scale(count, scale):
    picture = maps.denmark_map("M", "d", [maps.Spot("0791", count)], "m", REGIONS)
    assert ("in the region" in picture.svg) is scale


def test_one_place_needs_no_scale_and_no_note():
    picture = maps.denmark_map("M", "d", [maps.Spot("0791", 1)], "m", REGIONS)
    assert list(picture.notes) == []
    assert "in the region" not in picture.svg
