"""Golden transfer within tolerance, by its definition."""

from math import exp

import pytest

from handrail_server.core.learning.judging.timing import golden_transfer, golden_transfers


def test_the_right_moment_is_worth_one_and_a_turn_off_a_little_less() -> None:
    assert golden_transfer([4], [4], 1) == 1.0
    assert golden_transfer([4], [5], 1) == pytest.approx(exp(-0.5))
    assert golden_transfer([4], [5], 2) == pytest.approx(exp(-1 / 8))


def test_each_prediction_counts_by_the_nearest_right_moment() -> None:
    assert golden_transfer([2, 9], [2, 8], 1) == pytest.approx((1 + exp(-0.5)) / 2)


def test_nobody_needed_and_nobody_asked_is_right_and_one_without_the_other_wrong() -> None:
    assert golden_transfer([], [], 1) == 1.0
    assert golden_transfer([3], [], 1) == golden_transfer([], [3], 1) == 0.0


def test_the_mean_over_dialogues_by_tolerance() -> None:
    assert golden_transfers([([1], [1]), ([1], [])]) == {"1": 0.5, "2": 0.5, "3": 0.5}
    assert golden_transfers([]) == {"1": 0.0, "2": 0.0, "3": 0.0}
