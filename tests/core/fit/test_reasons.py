from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.core.fit.index import Index
from klynge.core.fit.rank import match, rank_needs, rank_offers
from klynge.core.fit.shapes import Code, Need, Offer, ReasonKind, Work
from klynge.core.notice import Place, Text
from tests.core.fit.small import AT, NEEDS, OFFERS, TREES, cpv

CODES = ["35613000", "35722000", "72212000", "18443000", "80660000", "35600000", "35000000", "00000000"]
WORDS = ["drone", "radar", "software", "hjelm", "skib", "træning", "reparation", "system", "", "\ud800", "<b>", "ÆØÅ"]
codes = st.lists(st.builds(Code, st.just("cpv"), st.sampled_from(CODES), st.sampled_from([1.0, 0.5])), max_size=3).map(tuple)
text = st.lists(st.sampled_from(WORDS), max_size=5).map(lambda words: Text({"da": " ".join(words)}))
places = st.lists(st.builds(Place, st.just("DK"), st.sampled_from(["", "DK032", "DK041", "DK0"])), max_size=2).map(tuple)
amount = st.none() | st.decimals(allow_nan=True, allow_infinity=True) | st.just(Decimal(0))
moment = st.none() | st.datetimes(timezones=st.just(UTC))
works = st.lists(st.builds(Work, text, codes, places, st.sampled_from(["", "Havnen", "Hæren"]), amount), max_size=3).map(tuple)
needs = st.lists(
    st.builds(
        Need, st.text("abc", min_size=1, max_size=3), text, text, codes, places, st.just("Hæren"), amount, st.none(), moment
    ),
    max_size=4,
    unique_by=lambda need: need.id,
)
offers = st.lists(
    st.builds(
        Offer,
        st.text("abc", min_size=1, max_size=3),
        text,
        text,
        codes,
        places,
        st.just(()),
        works,
        st.none() | st.integers(0, 9),
    ),
    max_size=4,
    unique_by=lambda offer: offer.id,
)


@settings(max_examples=60, deadline=None)
@given(needs, offers)
def test_the_score_is_the_sum_of_its_reasons_and_a_number(needs, offers):
    for fit in match(needs, offers, 9, TREES, AT):
        assert abs(fit.score - sum(reason.points for reason in fit.reasons)) < 1e-9
        assert -3 < fit.score < 6
        assert all(reason.points != 0 for reason in fit.reasons)


@settings(max_examples=60, deadline=None)
@given(offers.filter(bool), st.sampled_from(range(len(NEEDS))))
def test_declaring_a_code_that_the_notice_asks_for_never_lowers_the_score(offers, which):
    index = Index(NEEDS, OFFERS, TREES)
    asked = offers[0]
    before = {fit.need_id: fit.score for fit in rank_needs(asked, index, 9)}
    richer = replace(asked, codes=(*asked.codes, *(code for code in NEEDS[which].codes if code not in asked.codes)))
    after = {fit.need_id: fit.score for fit in rank_needs(richer, index, 9)}
    assert after[NEEDS[which].id] >= before.get(NEEDS[which].id, 0) - 1e-9


@settings(max_examples=40, deadline=None)
@given(works)
def test_one_more_earlier_job_never_lowers_the_points_for_codes_words_and_record(works):
    index = Index(NEEDS, OFFERS, TREES)
    matter = (ReasonKind.CODES, ReasonKind.WORDS, ReasonKind.RECORD)

    def points(record):
        fits = rank_needs(replace(OFFERS[1], record=record), index, 9)
        return {(fit.need_id, reason.kind): reason.points for fit in fits for reason in fit.reasons if reason.kind in matter}

    fewer = points(works[1:])
    more = points(works)
    assert all(more[key] >= value - 1e-9 for key, value in fewer.items())


def reasons(fit):
    return {reason.kind: reason for reason in fit.reasons}


@pytest.fixture(scope="module")
def index():
    return Index(NEEDS, OFFERS, TREES)


def test_reasons_name_the_codes_words_jobs_buyers_and_places_that_made_them(index):
    fit = next(fit for fit in match(NEEDS, OFFERS, 1, TREES, AT) if fit.need_id == "planning")
    told = reasons(fit)
    assert told[ReasonKind.CODES].evidence[0] == "cpv:72212"
    assert told[ReasonKind.BUYER].evidence == ("Nordhavn Naval Authority",)
    assert told[ReasonKind.RECORD].evidence == ("Maintenance planning software",)
    hull = reasons(next(fit for fit in match(NEEDS, OFFERS, 1, TREES, AT) if fit.need_id == "hull"))
    assert hull[ReasonKind.PLACE].evidence == ("DK050",)
    assert hull[ReasonKind.SIZE].evidence == ("500000", "519615")
    assert hull[ReasonKind.RECORD].evidence[0] == "Eftersyn af patruljefartøj"


def test_words_are_shown_as_the_notice_writes_them():
    need = Need("n", Text({"da": "Overvågning af LUFTRUM"}))
    offer = Offer("o", Text({"da": "overvågning af luftrummet"}))
    (fit,) = match([need], [offer])
    assert reasons(fit)[ReasonKind.WORDS].evidence == ("Overvågning", "LUFTRUM")


def test_a_known_buyer_counts_more_than_one_of_the_same_kind(index):
    known = rank_offers(next(need for need in NEEDS if need.id == "planning"), index, 1)[0]
    like = rank_offers(replace(next(need for need in NEEDS if need.id == "planning"), buyer="Sydhavn Naval Authority"), index, 1)[
        0
    ]
    assert reasons(known)[ReasonKind.BUYER].points > reasons(like)[ReasonKind.BUYER].points > 0


def test_a_nearer_place_gives_more_points():
    offer = Offer("o", Text({"da": "radar"}), places=(Place("DK", "DK041"),))
    found = []
    for nuts in ("DK041", "DK042", "DK050", "SE110"):
        (fit,) = match([Need("n", Text({"da": "radar"}), places=(Place(nuts[:2], nuts),))], [offer])
        told = reasons(fit)
        found.append(told[ReasonKind.PLACE].points if ReasonKind.PLACE in told else 0.0)
    assert found == sorted(found, reverse=True)
    assert found[0] == 0.75
    assert found[-1] == 0.0


def test_a_job_far_from_the_usual_size_counts_against_and_an_unknown_size_not_at_all():
    def size(amount, offer):
        (fit,) = match([Need("n", Text({"da": "radar"}), amount=amount)], [offer])
        return reasons(fit)[ReasonKind.SIZE].points if ReasonKind.SIZE in reasons(fit) else 0.0

    small = Offer("o", Text({"da": "radar"}), turnover=Decimal(1_000_000))
    assert size(Decimal(100_000), small) == pytest.approx(0.15)
    assert size(Decimal(100_000_000), small) == pytest.approx(-0.3)
    assert size(None, small) == 0
    assert size(Decimal(100_000), Offer("o", Text({"da": "radar"}))) == 0
    assert size(Decimal(100_000), Offer("o", Text({"da": "radar"}), staff=7)) > 0


def test_words_teach_what_broad_codes_mean():
    """The buyer chose a broad code; others buy the same words under the right one."""
    lessons = [
        Need(f"l{n}", Text({"da": f"Tagdækning af skole nummer {n}"}), codes=cpv("45261000"), buyer=f"Kommune {n}")
        for n in range(5)
    ]
    broad = Need("broad", Text({"da": "Tagdækning af hal"}), codes=cpv("45000000"), buyer="Havnen")
    roofer = Offer("roofer", Text({"en": "Roof works"}), codes=cpv("45261000"))
    painter = Offer("painter", Text({"en": "Painters"}), codes=cpv("45442000"))
    fits = {fit.offer_id: fit.score for fit in rank_offers(broad, Index([*lessons, broad], [roofer, painter]), 2)}
    assert fits["roofer"] > 1.5 * fits["painter"]


def test_a_moment_without_a_deadline_changes_nothing(index):
    need = next(need for need in NEEDS if need.id == "coast")
    assert rank_offers(need, index, 1)[0] == rank_offers(need, index, 1, datetime(2030, 1, 1, tzinfo=UTC))[0]
