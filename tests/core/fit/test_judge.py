import math

import pytest

from klynge.core.fit.judge import hit_at, ndcg_at, paired_bootstrap, ranks_of, recall_at, reciprocal_rank


def test_recall_counts_the_right_things_among_the_first():
    assert recall_at(20, [0, 19, 20, 500]) == 0.5
    assert recall_at(1, [0]) == 1.0
    assert recall_at(5, []) == 0.0


def test_ndcg_against_a_count_by_hand():
    gained = 1 / math.log2(2) + 1 / math.log2(5)
    ideal = 1 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at(20, [0, 3, 99]) == pytest.approx(gained / ideal)
    assert ndcg_at(20, [0, 1, 2]) == pytest.approx(1.0)
    assert ndcg_at(2, [0, 1, 2]) == pytest.approx(1.0)
    assert ndcg_at(2, [5]) == 0.0
    assert ndcg_at(2, []) == 0.0


def test_the_first_right_thing_makes_the_reciprocal_rank_and_the_hit():
    assert reciprocal_rank([7, 3]) == 0.25
    assert reciprocal_rank([]) == 0.0
    assert hit_at(10, [9, 50]) == 1.0
    assert hit_at(9, [9]) == 0.0


def test_ranks_follow_the_scores_and_ties_are_random_but_fixed():
    assert ranks_of([0.1, 0.9, 0.5], [0, 1]) == [0, 2]
    tied = [ranks_of([1.0] * 50, [7], seed)[0] for seed in range(30)]
    assert tied == [ranks_of([1.0] * 50, [7], seed)[0] for seed in range(30)]
    assert len(set(tied)) > 10
    assert ranks_of([], []) == []


def test_a_clear_difference_is_told_from_none():
    better = paired_bootstrap([1.0, 0.9, 1.0, 0.8] * 10, [0.5, 0.4, 0.6, 0.5] * 10)
    assert better.low > 0
    assert better.p == 0.0
    same = paired_bootstrap([0.5, 0.4] * 20, [0.5, 0.4] * 20)
    assert (same.mean, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)
    assert paired_bootstrap([], []).p == 1.0
