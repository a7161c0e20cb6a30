"""Figures against cases worked out by hand, and against their own definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.learning.judging.figures import accuracy, auc, calibration_error, counts, macro_f1


def test_counts_of_a_class_by_hand() -> None:
    found = counts(["a", "a", "b", "b"], ["a", "b", "a", "b"], "a")
    assert (found.right, found.wrong, found.missed) == (1, 1, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_a_class_that_is_nowhere_has_no_precision_no_recall_and_no_f1() -> None:
    found = counts(["a"], ["a"], "b")
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)


def test_macro_f1_weighs_rare_classes_like_frequent_ones() -> None:
    gold = ["n"] * 9 + ["y"]
    assert accuracy(gold, ["n"] * 10) == 0.9
    assert macro_f1(gold, ["n"] * 10) == pytest.approx((18 / 19) / 2)


def test_auc_is_the_share_of_pairs_in_the_right_order_ties_half() -> None:
    assert auc([False, True], [0.1, 0.9]) == 1.0
    assert auc([True, False], [0.1, 0.9]) == 0.0
    assert auc([True, False, True], [0.5, 0.5, 0.7]) == 0.75
    assert auc([True], [0.5]) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=30))
def test_auc_equals_its_definition_pair_by_pair(pairs: list[tuple[bool, int]]) -> None:
    there = [score for is_there, score in pairs if is_there]
    others = [score for is_there, score in pairs if not is_there]
    found = auc([is_there for is_there, _ in pairs], [float(score) for _, score in pairs])
    if not there or not others:
        assert found is None
        return
    won = sum((one > other) + (one == other) / 2 for one in there for other in others)
    assert found == pytest.approx(won / (len(there) * len(others)))


def test_calibration_error_is_the_distance_of_what_was_said_from_what_was() -> None:
    assert calibration_error([True, False], [0.5, 0.5]) == 0.0
    assert calibration_error([True, True], [0.7, 0.7]) == pytest.approx(0.3)
    assert calibration_error([], []) == 0.0
