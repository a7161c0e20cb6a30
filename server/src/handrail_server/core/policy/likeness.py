"""“Did you mean …?”: the known word that an unknown one was probably meant to be."""

from collections.abc import Iterable

_LONGEST = 60
"""Longer words are not compared; no name of ours is."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A question naming the nearest known word, or None where nothing is near."""
    if len(word) > _LONGEST:
        return None
    near = min(((_distance(word, other), other) for other in known if len(other) <= _LONGEST), default=None)
    if near is None or near[0] > max(1, len(word) // 3):
        return None
    return f"Did you mean `{near[1]}`?"


def _distance(one: str, other: str) -> int:
    """Edits from one to the other: insert, delete, replace, or swap two neighbours (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, start=1):
        following = [index]
        for column, wanted in enumerate(other, start=1):
            cost = min(row[column] + 1, following[-1] + 1, row[column - 1] + (letter != wanted))
            swapped = index > 1 and column > 1 and letter == other[column - 2] and one[index - 2] == wanted
            following.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, row = row, following
    return row[-1]
