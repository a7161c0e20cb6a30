"""From log-odds of any origin to probabilities: Platt's line, fitted by Newton's method."""

from collections.abc import Sequence
from math import exp, log, log1p

from handrail_server.core.signals.learned.model import Curve, sigmoid

_STEPS = 50
_SMALL = 1e-9
_NEARLY = 0.005
"""A mean F1 this near to the best is as good."""


def platt(log_odds: Sequence[float], positive: Sequence[bool]) -> Curve:
    """The line that fits best, with Platt's smoothed targets; the plain curve where one side is empty.

    Platt 1999, *Probabilistic outputs for support vector machines*.
    """
    there = sum(positive)
    others = len(positive) - there
    if not there or not others:
        return Curve()
    high, low = (there + 1) / (there + 2), 1 / (others + 2)
    targets = [high if is_there else low for is_there in positive]
    slope, shift = 0.0, log((there + 1) / (others + 1))
    loss = _loss(log_odds, targets, slope, shift)
    for _ in range(_STEPS):
        down_slope, down_shift = _step(log_odds, targets, slope, shift)
        share, tried = 1.0, loss
        while share > _SMALL:
            tried = _loss(log_odds, targets, slope - share * down_slope, shift - share * down_shift)
            if tried <= loss:
                break
            share /= 2
        slope, shift, better, loss = slope - share * down_slope, shift - share * down_shift, loss - tried, tried
        if better < _SMALL:
            break
    return Curve(slope=slope, shift=shift) if slope > 0 else Curve()


def _loss(log_odds: Sequence[float], targets: Sequence[float], slope: float, shift: float) -> float:
    """The log-loss, summed; log(1 + e^z) - t·z for each."""
    total = 0.0
    for x, target in zip(log_odds, targets, strict=True):
        z = slope * x + shift
        total += max(z, 0.0) + log1p(exp(-abs(z))) - target * z
    return total


def _step(log_odds: Sequence[float], targets: Sequence[float], slope: float, shift: float) -> tuple[float, float]:
    """Newton's step on the log-loss, a little damped so that it always exists."""
    down_slope = down_shift = 0.0
    bend_slope = bend_shift = 1e-6
    bend_both = 0.0
    for x, target in zip(log_odds, targets, strict=True):
        p = sigmoid(slope * x + shift)
        off, weight = p - target, max(p * (1.0 - p), 1e-9)
        down_slope += off * x
        down_shift += off
        bend_slope += weight * x * x
        bend_shift += weight
        bend_both += weight * x
    size = bend_slope * bend_shift - bend_both * bend_both
    return (
        (bend_shift * down_slope - bend_both * down_shift) / size,
        (bend_slope * down_shift - bend_both * down_slope) / size,
    )


def best_bar(probabilities: Sequence[float], positive: Sequence[bool]) -> float:
    """The bar with the best mean F1 of class and rest, between two probabilities.

    Of all bars that are nearly as good the middle one: the very best is an accident of a few turns.
    """
    ranked = sorted(zip(probabilities, positive, strict=True), reverse=True)
    there, count = sum(positive), len(positive)
    bars: list[tuple[float, float]] = []
    right = 0
    for place, (p, is_there) in enumerate(ranked, 1):
        right += is_there
        if place < count and ranked[place][0] == p:
            continue
        wrong, missed = place - right, there - right
        f1 = (_half(right, wrong, missed) + _half(count - place - missed, missed, wrong)) / 2
        bars.append((f1, (p + ranked[place][0]) / 2 if place < count else p))
    if not bars:
        return 0.5
    best = max(f1 for f1, _ in bars)
    alike = sorted(bar for f1, bar in bars if f1 >= best - _NEARLY)
    return alike[len(alike) // 2]


def _half(right: int, wrong: int, missed: int) -> float:
    size = 2 * right + wrong + missed
    return right / size if size else 0.0
