from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from klynge.core.errors import Wrong
from klynge.core.fit import rank
from klynge.core.fit.index import Index
from klynge.core.fit.rank import gaps, match, match_index, rank_needs, rank_offers
from klynge.core.fit.shapes import Condition, Gap, Need, Offer, ReasonKind
from klynge.core.notice import Text
from tests.core.fit.small import AT, MEANT, NEEDS, OFFERS, TREES, cpv


def need(id):
    return next(each for each in NEEDS if each.id == id)


def offer(id):
    return next(each for each in OFFERS if each.id == id)


@pytest.fixture(scope="module")
def index():
    return Index(NEEDS, OFFERS, TREES)


def test_each_notice_finds_the_firm_that_is_meant_whatever_its_language(index):
    assert {each.id: rank_offers(each, index, 1)[0].offer_id for each in NEEDS} == MEANT


def test_each_firm_finds_the_notice_that_is_meant_for_it(index):
    assert {rank_needs(each, index, 1)[0].need_id: each.id for each in OFFERS} == MEANT


def test_a_danish_profile_finds_an_english_notice_through_the_labels_of_its_code():
    asked = replace(offer("drones"), codes=(), places=())
    others = [each for each in OFFERS if each.id != "drones"]
    with_labels = rank_needs(asked, Index(NEEDS, [asked, *others], TREES), 5)
    assert with_labels[0].need_id == "uav"
    (words,) = [reason for reason in with_labels[0].reasons if reason.kind == ReasonKind.WORDS]
    assert words.evidence[:2] == ("luftfartøjer", "Ubemandede")
    without = rank_needs(asked, Index(NEEDS, [asked, *others]), 5)
    assert [fit for fit in without if fit.need_id == "uav" and fit.score > with_labels[0].score / 2] == []


def test_a_run_gives_the_same_fits_as_asking_one_by_one(index):
    run = list(match_index(index, 3, AT))
    assert run == [fit for each in index.needs.things for fit in rank_offers(each, index, 3, AT)]
    by_offer = {(fit.need_id, fit.offer_id): fit.score for each in OFFERS for fit in rank_needs(each, index, 9, AT)}
    assert {(fit.need_id, fit.offer_id): pytest.approx(fit.score, abs=1e-9) for fit in run}.items() <= by_offer.items()


def test_the_order_in_which_things_come_changes_nothing():
    there = list(match(NEEDS, OFFERS, 3, TREES, AT))
    back = list(match(reversed(NEEDS), reversed(OFFERS), 3, TREES, AT))
    assert there == back
    assert there == list(match(NEEDS, OFFERS, 3, TREES, AT))


def test_of_many_offers_only_the_nearest_are_weighed_and_the_best_stay_the_same(index, monkeypatch):
    few = [rank_offers(each, index, 1)[0] for each in NEEDS]
    monkeypatch.setattr(rank, "WIDE", 2)
    monkeypatch.setattr(rank, "NEAREST", 2)
    assert [rank_offers(each, index, 1)[0] for each in NEEDS] == few
    assert [fit for each in index.needs.things for fit in rank_offers(each, index, 1)] == list(match_index(index, 1))


def test_nothing_fits_nothing():
    assert list(match([], [])) == []
    assert list(match(NEEDS, [])) == []
    assert list(match([], OFFERS)) == []
    assert rank_needs(OFFERS[0], Index([], []), 5) == []
    assert rank_offers(NEEDS[0], Index([], []), 5) == []


def test_one_offer_alone_is_ranked():
    (fit,) = match([need("coast")], [offer("radar")], 5, TREES)
    assert fit.score > 0


def test_an_offer_that_says_nothing_fits_nothing():
    silent = Offer("silent", Text())
    assert rank_needs(silent, Index(NEEDS, [silent], TREES), 5) == []
    assert rank_offers(Need("silent", Text()), Index(NEEDS, OFFERS, TREES), 5) == []


def test_equal_scores_stand_in_the_order_of_their_ids():
    twins = [replace(offer("radar"), id=id) for id in ("c", "a", "b")]
    assert [fit.offer_id for fit in match([need("coast")], twins, 3, TREES)] == ["a", "b", "c"]


def test_what_has_too_little_in_common_can_be_left_out(index):
    all_ = list(match_index(index, 9))
    kept = list(match_index(index, 9, least=0.5))
    assert 0 < len(kept) < len(all_)
    assert set(kept) < set(all_)


def test_two_things_with_one_id_are_refused():
    with pytest.raises(Wrong, match="Two needs have the id 'coast'"):
        Index([need("coast"), need("coast")], [])


def test_a_missing_certificate_is_a_gap_and_an_expired_one_says_so():
    found = gaps(need("head"), offer("helmets"), AT)
    assert found == (
        Gap(Condition("certificate", "aqap-2110"), expired=True),
        Gap(Condition("clearance", "FORTROLIGT")),
    )


def test_a_certificate_must_hold_until_the_deadline():
    held = Condition("certificate", "AQAP 2110", until=datetime(2027, 1, 5, tzinfo=UTC))
    wanted = replace(need("head"), conditions=(Condition("certificate", "AQAP 2110"),))
    assert gaps(wanted, replace(offer("helmets"), conditions=(held,)), AT) == (Gap(wanted.conditions[0], expired=True),)
    longer = replace(held, until=datetime(2027, 1, 11, tzinfo=UTC))
    assert gaps(wanted, replace(offer("helmets"), conditions=(longer, held)), AT) == ()
    forever = replace(held, until=None)
    assert gaps(wanted, replace(offer("helmets"), conditions=(forever,)), AT) == ()


def test_a_gap_does_not_change_the_score(index):
    free = replace(need("head"), conditions=())
    with_gap, without = rank_offers(need("head"), index, 1)[0], rank_offers(free, index, 1)[0]
    assert with_gap.gaps
    assert not without.gaps
    assert with_gap.score == without.score


def test_a_passed_deadline_lowers_the_score(index):
    open_ = rank_offers(need("uav"), index, 1, AT)[0]
    passed = rank_offers(need("uav"), index, 1, AT + timedelta(days=60))[0]
    assert passed.score == pytest.approx(open_.score - 0.5)
    reason = next(reason for reason in passed.reasons if reason.kind == ReasonKind.DEADLINE)
    assert reason.evidence == ("2026-12-20T00:00:00+00:00",)


def test_a_need_that_is_not_in_the_index_can_be_ranked(index):
    new = Need("new", Text({"en": "Coastal radar station"}), codes=cpv("35722000"))
    assert rank_offers(new, index, 1)[0].offer_id == "radar"
