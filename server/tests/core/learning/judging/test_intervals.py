"""Intervals by drawing whole dialogues."""

from collections.abc import Sequence

from handrail_server.core.learning.judging.intervals import interval


def test_rows_of_one_dialogue_are_drawn_together() -> None:
    seen: list[Sequence[int]] = []

    def size(rows: Sequence[int]) -> float:
        seen.append(rows)
        return float(len(rows))

    low, high = interval([[0, 1, 2], [3]], [[0, 0], [1, 1], [0, 1]], size)
    assert seen == [[0, 1, 2, 0, 1, 2], [3, 3], [0, 1, 2, 3]]
    assert (low, high) == (2.0, 6.0)


def test_the_middle_of_many_draws() -> None:
    draws = [[number] for number in range(101)]
    assert interval([[number] for number in range(101)], draws, lambda rows: float(rows[0])) == (2.0, 98.0)
