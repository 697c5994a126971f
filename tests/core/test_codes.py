from datetime import date

import pytest

from klynge.core.codes import Row, Tree, closeness, distance, normal, path, rows_from_label_csv
from klynge.core.errors import Wrong
from klynge.core.notice import Text

TREE = Tree.from_rows(
    [
        Row("35000000", Text({"da": "Sikkerhed og forsvar", "en": "Security and defence"})),
        Row("35600000", Text({"da": "Militære fly", "en": "Military aircraft"})),
        Row("35613000-8", Text({"da": "Ubemandede luftfartøjer", "en": "Unmanned aerial vehicles"}), same=(("cml", "ML10"),)),
        Row("72000000", Text({"da": "It-tjenester", "en": "IT services"})),
    ],
    "cpv",
    "2008",
)


def test_the_place_of_a_code_is_read_from_the_code():
    assert path("cpv", "35613000") == ("35", "356", "3561", "35613")
    assert path("cpv", "30000000") == ("30",)
    assert path("nuts", "DK042") == ("DK", "DK0", "DK04", "DK042")
    assert path("own", "electronics.radar") == ("electronics", "electronics.radar")
    assert path("cml", "ml10") == ("ML10",)
    assert path("cpv", "") == ()


def test_codes_are_kept_in_one_form():
    assert normal("cpv", " 35613000-8 ") == "35613000"
    assert normal("cpv", "356") == "35600000"
    assert normal("nace", "25.40") == "2540"


def test_parents_skip_levels_that_the_table_lacks():
    assert TREE.parent("35613000") == "35600000"
    assert TREE.ancestors("35613000") == ("35000000", "35600000")
    assert TREE.parent("35000000") == ""
    assert TREE.children() == ("35000000", "72000000")
    assert TREE.children("35000000") == ("35600000",)


def test_an_unknown_code_is_answered_by_its_nearest_known_ancestor():
    assert TREE.label("35612345", "da") == "Militære fly"
    assert TREE.label("99999999", "da") == "99999999"
    assert "35612345" not in TREE
    assert TREE.same("35613000") == (("cml", "ML10"),)


def test_a_label_comes_in_the_language_asked_for_or_else_in_english():
    assert TREE.label("35613000-8", "da") == "Ubemandede luftfartøjer"
    assert TREE.label("35613000", "fr") == "Unmanned aerial vehicles"


def test_closeness_is_one_for_the_same_code_and_falls_with_each_step():
    near = [closeness("cpv", "35613000", other) for other in ("35613000", "35610000", "35600000", "35000000", "72000000")]
    assert near == sorted(near, reverse=True)
    assert near[0] == 1.0
    assert near[-1] == 0.0
    assert distance("cpv", "35613000", "35612000") == 2
    assert distance("cpv", "35613000", "35613000") == 0


def test_codes_are_found_by_number_by_label_and_with_a_typing_error():
    assert TREE.search("356") == ("35600000", "35613000")
    assert TREE.search("luftfartøj", "da")[0] == "35613000"
    assert TREE.search("aircarft")[0] == "35600000"
    assert TREE.search("") == ()
    assert TREE.search("kartofler") == ()


def test_a_label_table_is_read_with_its_dates_and_equals():
    content = "\ufeffcode,da,en,valid_to,same\nDK01,Hovedstaden,Capital,2027-01-01,cpv:356\n".encode()
    (row,) = rows_from_label_csv(content)
    assert row.labels == Text({"da": "Hovedstaden", "en": "Capital"})
    assert row.same == (("cpv", "35600000"),)
    assert row.valid(date(2026, 12, 31))
    assert not row.valid(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"number,da\n1,x\n", "no column 'code'"),
        (b"code,da\n,x\n", "Line 2"),
        (b"code,valid_from\n1,yesterday\n", "not a day"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(content, told):
    with pytest.raises(Wrong, match=told):
        rows_from_label_csv(content)


def test_a_code_that_stands_twice_is_refused():
    with pytest.raises(Wrong, match="twice"):
        Tree.from_rows([Row("35600000", Text()), Row("35600000-1", Text())], "cpv")
