"""Finding: compounds, spellings, slips of the finger, order and snippets. The same on both engines."""

import unicodedata

import pytest

from klynge.access.viewer import ANYONE
from klynge.search.actions import forget, index, rebuild
from klynge.search.models import Passage, Word
from klynge.search.queries import find
from tests.search.things import KIND, firm, found, say

pytestmark = pytest.mark.django_db


def test_a_word_finds_the_compounds_that_begin_and_end_with_it(db):
    air = firm("Alfa A/S", "Dronesystem til luftværn")
    firm("Beta A/S", "Kabler og stik til skibe")
    for question in ("drone", "droner", "system", "værn", "luftværn", "dronesystemer", "Dronesystemet"):
        assert found(ANYONE, question) == [air.pk], question


def test_a_compound_finds_its_parts_standing_alone(db):
    apart = firm("Alfa A/S", "Overvågning med drone over havnen")
    firm("Beta A/S", "Overvågning af bygninger")
    assert found(ANYONE, "droneovervågning") == [apart.pk]


def test_a_compound_that_nobody_writes_is_asked_for_by_its_parts(db):
    both = firm("Alfa A/S", "Droner til lands", "Overvågning af havne")
    one = firm("Beta A/S", "Overvågning af bygninger")
    assert found(ANYONE, "droneovervågning") == [both.pk]
    forget(KIND, both.pk)
    firm("Gamma A/S", "Droner")
    assert one.pk in found(ANYONE, "droneovervågning")


def test_an_exact_word_goes_before_a_compound_and_a_compound_before_a_slip(db):
    within = firm("Alfa A/S", "Vi bygger radarantenner til skibe")
    exact = firm("Beta A/S", "Vi bygger en radar til skibe")
    assert found(ANYONE, "radar") == [exact.pk, within.pk]
    assert found(ANYONE, "rader") == [exact.pk]


def test_an_english_ending_is_no_compound(db):
    firm("Alfa A/S", "Our latest contest", language="en")
    tests = firm("Beta A/S", "We do testing", language="en")
    assert found(ANYONE, "test") == [tests.pk]


@pytest.mark.parametrize("question", ["Ærø Værft", "aeroe vaerft", "ÆRØ VÆRFT", unicodedata.normalize("NFD", "Ærø Værft")])
def test_letters_are_found_as_they_are_typed(db, question):
    row = firm("Ærø Værft A/S")
    assert found(ANYONE, question) == [row.pk]


def test_aa_and_å_are_one(db):
    row = firm("Aabenraa Kabel ApS", "Ålborgvej")
    for question in ("Åbenrå", "aabenraa", "aalborgvej"):
        assert found(ANYONE, question) == [row.pk], question


@pytest.mark.parametrize("question", ["kompsit", "kompoist", "kompositt", "lomposit", "kompisit"])
def test_one_slip_is_forgiven(db, question):
    row = firm("Alfa A/S", "Dele af komposit")
    firm("Beta A/S", "Dele af stål")
    assert found(ANYONE, question) == [row.pk]


def test_a_slip_is_forgiven_even_where_the_wrong_word_has_parts_that_are_words(db):
    row = firm("Alfa A/S", "Feltkøkkener til lejre")
    firm("Beta A/S", "En kok på havet", "Kabler til felten")
    assert found(ANYONE, "feltkokken") == [row.pk]


def test_a_number_is_never_taken_for_another(db):
    firm("Alfa A/S", "ISO 9001")
    assert found(ANYONE, "9002") == []
    assert len(found(ANYONE, "ISO 9001")) == 1


def test_who_answers_most_words_is_found_and_the_others_are_not(db):
    both = firm("Alfa A/S", "Radar", "Antenner til skibe")
    firm("Beta A/S", "Radar til fly")
    firm("Gamma A/S", "Antenner")
    assert found(ANYONE, "radar antenne") == [both.pk]
    assert len(found(ANYONE, "radar ubåd")) == 2


def test_a_name_counts_more_than_a_profile(db):
    profile = firm("Alfa A/S", "Vi bruger sonar")
    name = firm("Sonar A/S", "Vi laver udstyr")
    assert found(ANYONE, "sonar") == [name.pk, profile.pk]


def test_a_snippet_is_the_place_of_the_hit_and_not_the_name(db):
    firm("Sonar A/S", "Indledning. " * 40 + "Her laves en sonar til havet. " + "Slutning. " * 40)
    (hit,) = find(ANYONE, KIND, "sonar")
    assert str(hit.snippet).startswith("… ")
    assert [bit.text for bit in hit.snippet.bits if bit.marked] == ["sonar"]
    assert len(str(hit.snippet)) < 220
    firm("Ekkolod A/S")
    (hit,) = find(ANYONE, KIND, "ekkolod")
    assert hit.snippet is None


def test_a_text_gives_the_snippet_before_a_mere_name_does(db):
    row = firm("Alfa A/S", "Vi bygger sonarudstyr til havet")
    index(KIND, row.pk, [say(row, "Vi bygger sonarudstyr til havet"), say(row, "Sonar", field="capability")])
    (hit,) = find(ANYONE, KIND, "sonar")
    assert str(hit.snippet) == "Vi bygger sonarudstyr til havet"
    index(KIND, row.pk, [say(row, "Sonar", field="capability")])
    (hit,) = find(ANYONE, KIND, "sonar")
    assert str(hit.snippet) == "Sonar"


HOSTILE = [
    "", " ", '"', "''", "NEAR(", "AND OR NOT", "a* OR b", "words:x", "^radar", '"radar', "radar'); DROP TABLE search_words; --",
    "% _ \\ %s %(x)s", "\x00radar", "\ud800", "()", "-radar", "🛰️", "og i at det", "x" * 10_000, "radar " * 10_000, "ﬀ" * 500,
    "\u202eradar", "& | ! :*", "١٢٣", "क्षेत्र", "𝔯𝔞𝔡𝔞𝔯",
]  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_a_question(db, question):
    row = firm("Alfa A/S", "Radar")
    assert set(found(ANYONE, question)) <= {row.pk}


def test_a_question_of_little_words_only_finds_names_with_them(db):
    row = firm("Det Og Det A/S", "Kabler")
    assert found(ANYONE, "og") == [row.pk]


def test_a_broken_text_is_kept_without_what_no_database_keeps(db):
    row = firm("Alfa A/S", "Radar\x00 og \ud800sonar")
    assert found(ANYONE, "sonar") == [row.pk]


def test_indexing_again_changes_nothing_and_forgetting_leaves_nothing(db):
    row = firm("Alfa A/S", "Radar", "Sonar")
    before = set(Passage.objects.system_rows("test").values_list("pk", flat=True))
    pieces = [say(row, "Alfa A/S", language="", field="name"), say(row, "Radar"), say(row, "Sonar")]
    assert index(KIND, row.pk, pieces) == 0
    assert set(Passage.objects.system_rows("test").values_list("pk", flat=True)) == before
    assert index(KIND, row.pk, [*pieces[:2], say(row, "Lidar")]) == 1
    assert (found(ANYONE, "sonar"), found(ANYONE, "lidar")) == ([], [row.pk])
    forget(KIND, row.pk)
    assert found(ANYONE, "radar") == []
    assert Passage.objects.system_rows("test").count() == Word.objects.system_rows("test").count() == 0


def test_a_word_of_two_texts_outlives_one_of_them(db):
    one, other = firm("Alfa A/S", "Sonarudstyr"), firm("Beta A/S", "Sonarudstyr")
    forget(KIND, one.pk)
    assert found(ANYONE, "udstyr") == [other.pk]
    forget(KIND, other.pk)
    assert found(ANYONE, "udstyr") == []


def test_the_index_can_be_thrown_away_and_made_again(cast):
    rebuild(KIND)
    before = [(hit.object_id, hit.score) for hit in find(cast.anna, KIND, "hawk")]
    assert [pk for pk, _ in before] == [cast.hawk.pk]
    Passage.objects.system_rows("test").all().delete()
    rebuild(KIND)
    assert [(hit.object_id, hit.score) for hit in find(cast.anna, KIND, "hawk")] == before


def test_one_and_three_rows_take_the_same_number_of_queries(django_assert_num_queries, db):
    for name in ("Alfa", "Beta", "Gamma"):
        firm(f"{name} A/S", f"Radar til skibe, {name}")
    with django_assert_num_queries(3):
        assert len(find(ANYONE, KIND, "radar")) == 3
    with django_assert_num_queries(3):
        assert len(find(ANYONE, KIND, "radar beta")) == 1
