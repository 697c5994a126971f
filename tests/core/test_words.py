from hypothesis import given
from hypothesis import strategies as st

from klynge.core.words import compounds, fold, mended, plain, subwords, tokens, words

VOCABULARY = {"luft", "rum", "overvågning", "drone", "system", "værn", "forsvar", "ministeriet", "sky", "skyer"}


def test_a_danish_compound_falls_into_the_words_that_are_known():
    assert compounds("Luftrumsovervågning", VOCABULARY) == ("luft", "rum", "overvågning")
    assert compounds("dronesystemerne", VOCABULARY) == ("drone", "system")
    assert compounds("forsvarsministeriet", VOCABULARY) == ("forsvar", "ministeriet")


def test_a_word_that_is_no_compound_of_known_words_stays_whole():
    assert compounds("drone", VOCABULARY) == ()
    assert compounds("dronepilot", VOCABULARY) == ()
    assert compounds("ab", VOCABULARY) == ()


def test_stems_meet_across_inflections_and_stop_words_are_gone():
    assert tokens("Levering af droner", "da") == tokens("levering af DRONEN", "da")
    assert tokens("the delivery of satellites", "en") == tokens("Deliveries of a satellite", "en")
    assert tokens("og for", "da") == []


def test_an_unknown_language_is_left_unstemmed():
    assert tokens("Droner og systemer", "xx") == ["droner", "og", "systemer"]


def test_one_letter_in_two_unicode_forms_is_one_letter():
    assert fold("a\u030alborg") == fold("Ålborg") == "ålborg"


def test_plain_letters_are_what_people_type_without_the_right_keyboard():
    assert plain("Ærø Ålborg Øst") == "aeroe aalborg oest"
    assert plain("Société générale") == "societe generale"


def test_lost_letters_come_back_from_the_same_word_elsewhere():
    assert list(mended(["Am\ufffdnagement du parc", "aménagement urbain", "\ufffdtude"])) == [
        "aménagement du parc",
        "aménagement urbain",
        "tude",
    ]


def test_texts_without_lost_letters_are_only_folded():
    assert list(mended(["Radar", "ØST"])) == ["radar", "øst"]


def test_sub_words_have_three_to_five_letters_and_know_the_edges():
    assert subwords("ab") == (" ab", "ab ", " ab ")
    assert " dro" in subwords("drone")
    assert all(3 <= len(part) <= 5 for part in subwords("luftværn"))


@given(st.text())
def test_any_text_gives_words_without_a_crash(text):
    for word in words(text):
        assert word
        assert subwords(word)
    assert fold(fold(text)) == fold(text)
    tokens(text, "da")


@given(st.text(alphabet="abdelnorsty", max_size=30))
def test_the_parts_of_a_compound_are_words_of_the_vocabulary(word):
    assert set(compounds(word, {"sy", "san", "dron", "land", "sted", "bro"})) <= {"san", "dron", "land", "sted", "bro"}
