"""Platt's line and the best bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.learning.judging.calibrating import best_bar, platt
from handrail_server.core.learning.judging.figures import calibration_error
from handrail_server.core.signals.learned.model import Curve, sigmoid


def test_log_odds_that_are_too_sure_are_drawn_back() -> None:
    """Each of these says 98 % or 2 %; three in four are right."""
    odds = [4.0] * 400 + [-4.0] * 400
    right = [True] * 300 + [False] * 100 + [False] * 300 + [True] * 100
    curve = platt(odds, right)
    assert curve.at(4.0) == pytest.approx(0.75, abs=0.01)
    assert calibration_error(right, [curve.at(x) for x in odds]) < 0.01 < calibration_error(right, map_of(odds))


def map_of(odds: list[float]) -> list[float]:
    return [sigmoid(x) for x in odds]


def test_a_shift_is_found() -> None:
    curve = platt([1.0] * 100 + [3.0] * 100, [False] * 90 + [True] * 10 + [True] * 90 + [False] * 10)
    assert curve.at(1.0) == pytest.approx(0.1, abs=0.02)
    assert curve.at(3.0) == pytest.approx(0.9, abs=0.02)


def test_where_only_one_side_is_seen_nothing_is_fitted() -> None:
    assert platt([1.0, 2.0], [True, True]) == Curve()


def test_the_best_bar_parts_what_can_be_parted() -> None:
    assert best_bar([0.1, 0.2, 0.6, 0.7], [False, False, True, True]) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_the_bar_lies_within_the_probabilities(pairs: list[tuple[float, bool]]) -> None:
    bar = best_bar([p for p, _ in pairs], [there for _, there in pairs])
    assert 0.0 <= bar <= 1.0


def test_of_bars_that_are_nearly_as_good_the_middle_one_is_taken() -> None:
    said = [n / 1_000 for n in range(1_000)]
    there = [n >= 600 or n in {401, 402} for n in range(1_000)]
    assert best_bar(said, there) == pytest.approx(0.6, abs=0.005)
    even = [n >= 500 if abs(n - 500) > 100 else n % 2 == 0 for n in range(1_000)]
    assert 0.45 < best_bar(said, even) < 0.55
