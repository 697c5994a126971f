"""The tables that come with Klynge, checked against each other and against the official ones."""

import gzip
from datetime import date
from importlib.resources import files

import pytest

from klynge.core.codes import Row, Tree, rows_from_label_csv
from klynge.register.reference import nuts3, region_of, regions_on
from tests.real import real

FILES = {"cpv": "cpv.csv", "own": "capabilities.csv", "edf": "edf.csv", "cml": "cml.csv", "nace": "nace.csv"}
MUNICIPALITIES = [
    line.split(",")[0] for line in (files("klynge.register.reference") / "municipalities.csv").read_text().split()[1:]
]


def rows(system: str) -> list[Row]:
    return rows_from_label_csv((files("klynge.register.reference") / FILES[system]).read_bytes())


def tree(system: str) -> Tree:
    return Tree.from_rows(rows(system), system)


@pytest.mark.parametrize("system", sorted(FILES))
def test_every_code_has_a_danish_and_an_english_label(system):
    assert [row.code for row in rows(system) if not {"da", "en"} <= set(row.labels)] == []


@pytest.mark.parametrize("system", sorted(FILES))
def test_equal_codes_stand_in_their_own_tables(system):
    known = {each: tree(each) for each in FILES}
    wrong = [(row.code, other) for row in rows(system) for to, other in row.same if other not in known[to]]
    assert wrong == []


def test_all_divisions_of_the_cpv_are_there_and_the_field_of_the_cluster_in_depth():
    assert len(tree("cpv").children()) == 45
    assert {"35613000", "35722000", "73400000", "80660000", "50640000"} <= set(tree("cpv"))


def test_every_cpv_code_is_in_the_official_table():
    official = {row.code for row in rows_from_label_csv(gzip.decompress(real("codes/cpv_labels.csv.gz").read_bytes()))}
    assert set(tree("cpv")) - official == set()


def test_every_capability_stands_under_a_head():
    own = tree("own")
    assert [code for code in own if "." in code and own.parent(code) != code.split(".")[0]] == []
    assert len([code for code in own if "." in code]) >= 80


def test_there_are_98_municipalities_each_in_a_region():
    assert len(MUNICIPALITIES) == 98
    assert {region_of(code, date(2026, 1, 1)).code for code in MUNICIPALITIES} == {"1081", "1082", "1083", "1084", "1085"}
    with pytest.raises(KeyError):
        region_of("0999", date(2026, 1, 1))


def test_the_two_eastern_regions_merge_in_2027():
    assert len(regions_on(date(2026, 12, 31))) == 5
    assert len(regions_on(date(2027, 1, 1))) == 4
    assert region_of("0101", date(2026, 12, 31)).da == "Region Hovedstaden"
    assert region_of("0101", date(2027, 1, 1)).da == "Region Østdanmark"
    assert sum(region_of(code, date(2027, 1, 1)).code == "oestdanmark" for code in MUNICIPALITIES) == 46


def test_the_nuts_areas_are_official():
    official = {row.code for row in rows_from_label_csv(gzip.decompress(real("codes/nuts_labels.csv.gz").read_bytes()))}
    assert {nuts3(code) for code in MUNICIPALITIES} - official == set()
