"""Two samples compared: how often chance alone makes them so different. Each answer is a p-value or an upper bound."""

from bisect import bisect_right
from collections.abc import Sequence
from math import exp, lgamma, sqrt
from typing import Final

_Z: Final = 1.959964
"""Two-sided, 95 %."""
_NEGLIGIBLE: Final = 1e-17
_FINITE: Final = 2.16863
"""Wei and Dudley's constant for two samples of finite size."""


def fisher(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Two-sided p-value of two shares `(times, of)`: exact given the totals, so that it never promises too much.

    R. A. Fisher, *The Logic of Inductive Inference* (1935); two-sided as twice the smaller tail.
    """
    (one, of_one), (two, of_two) = before, after
    times, total = one + two, of_one + of_two
    lowest, highest = max(0, times - of_two), min(times, of_one)
    upper = _tail(range(one, highest + 1), times, of_one, total)
    lower = _tail(range(one, lowest - 1, -1), times, of_one, total)
    return min(1.0, 2 * min(lower, upper))


def kolmogorov_smirnov(before: Sequence[float], after: Sequence[float]) -> float:
    """Upper bound of the p-value of the largest distance between two distributions of values; ties only lower it.

    P(D ≥ d) ≤ 2.16863 exp(-2 d² mn/(m+n)): F. Wei and R. M. Dudley, *Two-sample Dvoretzky-Kiefer-Wolfowitz
    inequalities* (2012), proved for samples of one size (≥ 4) and checked for others by computer.
    """
    if not before or not after:
        return 1.0
    distance, size = _distance(sorted(before), sorted(after)), len(before) * len(after) / (len(before) + len(after))
    return min(1.0, _FINITE * exp(-2 * distance * distance * size))


def share_between(times: int, of: int) -> tuple[float, float]:
    """A share's 95 % interval: E. B. Wilson, *Probable Inference* (1927)."""
    if of == 0:
        return (0.0, 1.0)
    share, square = times / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return (max(0.0, middle - half), min(1.0, middle + half))


def mean_between(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of a mean of values in 0..1, by its standard error."""
    if len(values) < 2:
        return (0.0, 1.0)
    mean = sum(values) / len(values)
    error = sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))
    return (max(0.0, mean - _Z * error), min(1.0, mean + _Z * error))


def _tail(counts: range, times: int, of_one: int, total: int) -> float:
    """The hypergeometric chance of these counts, which lead away from the one that was seen."""
    added, before = 0.0, 0.0
    for count in counts:
        chance = exp(_choose(times, count) + _choose(total - times, of_one - count) - _choose(total, of_one))
        added += chance
        if chance < before and chance < _NEGLIGIBLE * added:
            break
        before = chance
    return min(1.0, added)


def _choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def _distance(one: Sequence[float], two: Sequence[float]) -> float:
    return max(abs(bisect_right(one, value) / len(one) - bisect_right(two, value) / len(two)) for value in (*one, *two))
