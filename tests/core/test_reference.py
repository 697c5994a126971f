"""The tables that come with Klynge, checked against each other and against the official ones."""

import gzip
from datetime import date

import pytest

from klynge.core.codes import rows_from_label_csv
from klynge.register.reference import TABLES, municipalities, region_of, regions_on, rows, tree, trees
from tests.real import real


@pytest.mark.parametrize("system", [table.system for table in TABLES])
def test_every_code_has_a_danish_and_an_english_label(system):
    assert [row.code for row in rows(system) if not {"da", "en"} <= set(row.labels)] == []


@pytest.mark.parametrize("system", [table.system for table in TABLES])
def test_equal_codes_stand_in_their_own_tables(system):
    known = trees()
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


def test_there_are_98_municipalities_in_the_nuts_areas_of_their_regions():
    assert len(municipalities()) == 98
    for municipality in municipalities().values():
        assert municipality.nuts3[:4] in region_of(municipality.code, date(2026, 1, 1)).nuts
        assert 54.5 < municipality.latitude < 57.8
        assert 8.0 < municipality.longitude < 15.3


def test_the_two_eastern_regions_merge_in_2027():
    assert len(regions_on(date(2026, 12, 31))) == 5
    assert len(regions_on(date(2027, 1, 1))) == 4
    assert region_of("0101", date(2026, 12, 31)).da == "Region Hovedstaden"
    assert region_of("0101", date(2027, 1, 1)).da == "Region Østdanmark"
    assert sum(region_of(code, date(2027, 1, 1)).code == "oestdanmark" for code in municipalities()) == 46


def test_the_nuts_areas_are_official():
    official = {row.code for row in rows_from_label_csv(gzip.decompress(real("codes/nuts_labels.csv.gz").read_bytes()))}
    assert {municipality.nuts3 for municipality in municipalities().values()} - official == set()
