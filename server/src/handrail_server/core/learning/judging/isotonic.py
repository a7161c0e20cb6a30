"""The best curve that never falls: pool adjacent violators (Ayer et al. 1955), for when there are labels enough."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A staircase: from each of `edges` on, the level beside it."""

    edges: tuple[float, ...]
    levels: tuple[float, ...]

    def at(self, x: float) -> float:
        """0..1; below the first edge the first level."""
        return self.levels[max(0, bisect_right(self.edges, x) - 1)]


def isotonic(values: Sequence[float], positive: Sequence[bool]) -> Steps:
    """The staircase with the least squared error. Raises ValueError of nothing."""
    if not values:
        raise ValueError("There is nothing to fit.")
    pools: list[tuple[float, int, int]] = []  # where it begins, how many, how many of them positive
    for value, is_there in sorted(zip(values, positive, strict=True)):
        if pools and pools[-1][0] == value:
            first, count, there = pools.pop()
            pools.append((first, count + 1, there + is_there))
        else:
            pools.append((value, 1, int(is_there)))
        while len(pools) > 1 and pools[-2][2] * pools[-1][1] >= pools[-1][2] * pools[-2][1]:
            _, more, there = pools.pop()
            first, count, before = pools.pop()
            pools.append((first, count + more, before + there))
    return Steps(edges=tuple(first for first, _, _ in pools), levels=tuple(there / count for _, count, there in pools))
