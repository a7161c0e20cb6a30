"""Bars: the class that is furthest above its bar, chosen so that the mean of the classes' F1 is best."""

import numpy as np

from handrail_server.adapters.learning.bars import best_bars


def test_a_rare_class_is_named_although_it_is_never_the_likeliest() -> None:
    unseen = np.array([[0.7, 0.3, 0.02]] * 6 + [[0.3, 0.7, 0.02]] * 6 + [[0.5, 0.4, 0.3]] * 2)
    gold = np.array([0] * 6 + [1] * 6 + [2] * 2)
    bars = best_bars(unseen, gold[:, None] == np.arange(3))
    assert (unseen / bars).argmax(axis=1).tolist() == gold.tolist()


def test_of_two_classes_there_is_one_bar() -> None:
    assert best_bars(np.array([[0.1], [0.2], [0.6], [0.8]]), np.array([[False], [False], [True], [True]])) == (0.4,)
