"""From which probability on each class is chosen, so that the mean of the classes' F1 is best: all bars together."""

import numpy as np
from numpy.typing import NDArray

from handrail_server.core.learning.judging.calibrating import best_bar

Floats = NDArray[np.float64]
_STEPS = np.geomspace(0.6, 1.0 / 0.6, 11)
_ROUNDS = 3


def best_bars(unseen: Floats, there: NDArray[np.bool_]) -> tuple[float, ...]:
    """Bars for the columns of `unseen` (turn × class); a turn is of the class that is furthest above its bar.

    Each bar is first the best against all the rest, and then moved by steps while the others stand still.
    """
    bars = np.array([best_bar(unseen[:, row].tolist(), there[:, row].tolist()) for row in range(unseen.shape[1])])
    if len(bars) == 1:
        return (float(bars[0]),)
    best = _mean_f1(unseen, there, bars)
    for _ in range(_ROUNDS):
        for row in range(len(bars)):
            for step in _STEPS:
                moved = bars.copy()
                moved[row] *= step
                found = _mean_f1(unseen, there, moved)
                if found > best:
                    best, bars = found, moved
    return tuple(bars.tolist())


def _mean_f1(unseen: Floats, there: NDArray[np.bool_], bars: Floats) -> float:
    named = (unseen / np.maximum(bars, 1e-9)).argmax(axis=1)[:, None] == np.arange(len(bars))
    sizes = named.sum(axis=0) + there.sum(axis=0)
    return float((2.0 * (named & there).sum(axis=0) / np.maximum(sizes, 1)).mean())
