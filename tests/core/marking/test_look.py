"""What is a mark and what only sounds like one. The words stand here alone; what stands beside them is invented."""

import pytest

from klynge.core.marking.look import Finding, Outcome, Place, looked_at, worse
from klynge.core.marking.words import WORDS

REFUSE, HOLD, NOTICE = Outcome.REFUSE, Outcome.HOLD, Outcome.NOTICE
PROSE = "The network is described in the annex and maintained by the supplier."


def said(text: str, place: Place = Place.TEXT) -> Outcome | None:
    found = looked_at(text, place=place)
    return found.outcome if found else None


@pytest.mark.parametrize("word", [word for word in WORDS if word.kind in ("strong", "weak")], ids=lambda word: word.id)
def test_every_mark_alone_in_its_line_is_refused(word):
    assert said(f"{PROSE}\n{word.words}\n{PROSE}") is REFUSE
    assert said(f"{PROSE}\n- 3 - {word.words} - side 3 af 9 -\n{PROSE}") is REFUSE


@pytest.mark.parametrize("word", [word for word in WORDS if word.kind == "hold"], ids=lambda word: word.id)
def test_what_is_not_classified_and_not_for_all_waits_for_a_person(word):
    text = f"{word.words} {PROSE}" if word.words.startswith("(") else word.words
    assert said(f"{PROSE}\n{text}\n{PROSE}") is HOLD


@pytest.mark.parametrize(
    "text",
    [
        "N A T O   S E C R E T",
        "NATO\nSECRET",
        "nato secret",
        "NATO-SECRET",
        "NATO_SECRET",
        "**NATO** SECRET",
        "ＮＡＴＯ　ＳＥＣＲＥＴ",
        "NAT\u041e S\u0415CRET",
        "N\u200bA\u200bTO SEC\u00adRET",
        "H\nE\nM\nM\nE\nL\nI\nG\nT",
        "TRE\u0300S SECRET",
        "\U0001f182\U0001f174\U0001f172\U0001f181\U0001f174\U0001f183",
        "SECRET UE / EU SECRET",
        "VS \u2013 NUR FUER DEN DIENSTGEBRAUCH",
        "NATO RESTRICTED - Annex B to the plan",
        "(NATO RESTRICTED) The plan",
        "Classification: FORTROLIGT",
        "TOP SECRET//SI//NOFORN",
        "STRENG GEHEIM - amtlich geheim gehalten",
        f"{PROSE}\n\n(NS) The plan follows.",
        f"{PROSE}\n\nR-UE/EU-R The plan follows.",
        "(S) One thing.\n(C) Another thing.",
    ],
)
def test_however_it_is_written_it_is_refused(text):
    assert said(text) is REFUSE


@pytest.mark.parametrize(
    "text",
    [
        "We play Secret Santa in December.",
        "Oplysningerne behandles fortroligt og hemmeligt.",
        "classified ads, confidential treatment, restricted procedure",
        "Biler til tjenestebrug, ti styk",
        "Top secret recipes of the house are told here.",
        "THE SECRET OF GOOD SENSORS",
        "(C) 2024 Nobody at all, (A) first, (B) second",
        "(a) first\n(b) second\n(c) third\n(S) small",
        "EU confidential business information, EU restricted substances",
        "Le secret des affaires est protégé.",
        "Wir behandeln alles vertraulich und geheim.",
        "The BOHEMIA hotel",
        "s e c r e t a r y",
        "",
    ],
)
def test_what_only_sounds_like_one_is_let_in(text):
    assert looked_at(text) is None


def test_within_a_sentence_a_person_must_look():
    for text in (
        "The system shall handle information up to NATO SECRET in all of its parts.",
        "Der Geheimhaltungsgrad ist VS-NfD, wie im Merkblatt steht.",
        "Papers of the kind TIL TJENESTEBRUG are handled elsewhere.",
    ):
        assert said(text) is HOLD


@pytest.mark.parametrize(
    "text",
    [
        "We are cleared up to NATO SECRET.",
        "Virksomheden er sikkerhedsgodkendt til NATO RESTRICTED.",
        "Habilitation de sécurité : niveau OTAN SECRET exigé",
        "Die Firma hat einen Sicherheitsbescheid bis VS-VERTRAULICH.",
    ],
)
def test_a_clearance_may_be_told_where_few_read_it_or_an_authority_asks_for_it(text):
    assert {place: said(text, place) for place in Place} == {
        Place.TEXT: HOLD,
        Place.BANNER: HOLD,
        Place.MEMBERS: NOTICE,
        Place.PUBLISHED: NOTICE,
    }


def test_a_field_that_says_only_a_level_is_a_clearance_to_few_and_a_mark_to_all():
    assert said("NATO SECRET", Place.MEMBERS) is NOTICE
    assert said("NATO SECRET", Place.PUBLISHED) is REFUSE
    assert said(f"NATO SECRET\n{PROSE}", Place.MEMBERS) is REFUSE


def test_a_header_or_a_name_needs_no_line_of_its_own():
    assert said("Plan NATO Restricted v2", Place.BANNER) is REFUSE
    assert said("Plan NATO Restricted v2") is HOLD
    assert said("A course for all who handle papers that are NATO RESTRICTED", Place.BANNER) is HOLD


def test_the_heaviest_find_is_told_and_never_the_text():
    text = f"We are cleared up to NATO SECRET.\n{'x' * 400}\n{PROSE} NATO CONFIDENTIAL {PROSE}\nFORTROLIGT\n"
    assert looked_at(text) == Finding(REFUSE, "alone dk-3")
    hold, refuse = Finding(HOLD, "prose nato-2"), Finding(REFUSE, "alone dk-3")
    assert [worse(None, None), worse(hold, None), worse(hold, refuse), worse(refuse, hold)] == [None, hold, refuse, refuse]
