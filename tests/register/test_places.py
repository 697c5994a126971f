"""Regions by the day."""

from datetime import date

import pytest

from klynge.register.places import map_regions, name_of, nuts_name, region_of, regions_on
from klynge.web.denmark import AREAS, municipalities

NOW, THEN = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize("day", [NOW, THEN])
def test_every_municipality_of_the_map_has_a_region_on_every_day(day):
    assert {code for code in municipalities() if region_of(code, day) not in regions_on(day, "da")} == set()


def test_the_map_and_the_table_agree_on_the_regions_of_today():
    drawn = {area: region.name for region in map_regions(NOW, "da") for area in region.areas}
    names = regions_on(NOW, "da")
    assert {code for code, place in municipalities().items() if names[region_of(code, NOW)] != drawn[place.area]} == set()
    assert list(regions_on(NOW, "da")) == ["1081", "1082", "1083", "1085", "1084"]


def test_two_regions_become_one_in_2027():
    assert list(regions_on(THEN, "da").values())[-1] == "Region Østdanmark"
    assert len(regions_on(THEN, "en")) == 4
    assert [region.name for region in map_regions(THEN, "da")] == list(regions_on(THEN, "da").values())


@pytest.mark.parametrize("day", [NOW, THEN])
def test_every_area_of_the_map_lies_in_one_region_of_the_day(day):
    assert sorted(area for region in map_regions(day, "da") for area in region.areas) == sorted(AREAS)


def test_a_region_of_the_map_opens_its_own_address():
    opened = {region.name: region.url for region in map_regions(THEN, "en", {"oestdanmark": "/?region=oestdanmark"})}
    assert opened["Region of Eastern Denmark"] == "/?region=oestdanmark"
    assert set(opened.values()) == {"", "/?region=oestdanmark"}


def test_a_danish_place_of_a_notice_is_told_by_the_region_of_the_day():
    assert [nuts_name(nuts, NOW, "da") for nuts in ("DK042", "DK01", "SE110", "")] == [
        "Region Midtjylland",
        "Region Hovedstaden",
        "",
        "",
    ]
    assert nuts_name("DK012", THEN, "en") == "Region of Eastern Denmark"


def test_what_is_no_municipality_has_no_name_and_no_region():
    assert [(name_of(code), region_of(code, NOW)) for code in ("", "9999", "x")] == [("", "")] * 3
