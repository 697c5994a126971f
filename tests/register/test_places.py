"""Regions by the day."""

from datetime import date

import pytest

from klynge.register.places import name_of, region_of, region_on, regions_on
from klynge.web.denmark import municipalities, regions

NOW, THEN = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize("day", [NOW, THEN])
def test_every_municipality_of_the_map_has_a_region_on_every_day(day):
    assert {code for code in municipalities() if region_of(code, day) not in regions_on(day, "da")} == set()


def test_the_map_and_the_table_agree_on_the_regions_of_today():
    assert {code for code, place in municipalities().items() if region_of(code, NOW) != place.region} == set()
    assert list(regions_on(NOW, "da")) == ["1081", "1082", "1083", "1085", "1084"]


def test_two_regions_become_one_in_2027():
    assert list(regions_on(THEN, "da").values())[-1] == "Region Østdanmark"
    assert len(regions_on(THEN, "en")) == 4
    assert {region_on(code, THEN) for code in regions()} == set(regions_on(THEN, "da"))


def test_what_is_no_municipality_has_no_name_and_no_region():
    assert [(name_of(code), region_of(code, NOW)) for code in ("", "9999", "x")] == [("", "")] * 3
