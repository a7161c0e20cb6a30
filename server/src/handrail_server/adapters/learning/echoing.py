"""Fits what earlier turns of a conversation say of the next: logistic regression over a model's own log-odds.

It is fitted to what the model made of turns that it did not see, and kept where it is less surprised by folds that this
second fit did not see either than each row's log-odds alone.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from handrail_server.core.signals.learned.echo import Echo, Echoing, echoed

Floats = NDArray[np.float64]
Found = tuple[tuple[Echoing, ...], Floats]
_LEAST_TURNS = 400
_LEAST_EACH = 2.0
"""So many turns a conversation has on average, or there is nothing to follow."""


def followed(
    odds: Floats, there: NDArray[np.bool_], groups: Sequence[Hashable], folds: Sequence[NDArray[np.bool_]]
) -> Found | None:
    """What each row becomes, and the log-odds so made; None where earlier turns tell nothing.

    Turns of one group stand in their order.
    """
    if len(odds) < max(_LEAST_TURNS, _LEAST_EACH * len(set(groups))):
        return None
    rows = odds.shape[1]
    seen = _with_before(odds, groups)
    unseen = _unseen(seen, there, folds)
    alone = np.hstack([_unseen(odds[:, [row]], there[:, [row]], folds) for row in range(rows)])
    if _surprise(unseen, there) >= _surprise(alone, there):
        return None
    fits = [_fit(seen, there[:, row]) for row in range(rows)]
    return tuple(_echoing(weights, bias, rows) for weights, bias in fits), unseen


def _with_before(odds: Floats, groups: Sequence[Hashable]) -> Floats:
    """This turn's log-odds; of later turns 1, what has changed since the last turn, the last turn's, the mean's."""
    before: dict[Hashable, Echo] = {}
    size = odds.shape[1]
    found = np.zeros((len(odds), 4 * size + 1))
    found[:, :size] = odds
    for row, (numbers, group) in enumerate(zip(odds.tolist(), groups, strict=True)):
        echo = before.get(group)
        if echo is not None:
            found[row, size:] = (1.0, *(odds[row] - echo.last), *echo.last, *echo.mean)
        before[group] = echoed(numbers, echo)
    return found


def _unseen(seen: Floats, there: NDArray[np.bool_], folds: Sequence[NDArray[np.bool_]]) -> Floats:
    found = np.zeros(there.shape)
    for out in folds:
        for row in range(there.shape[1]):
            weights, bias = _fit(seen[~out], there[~out, row])
            found[out, row] = seen[out] @ weights + bias
    return found


def _fit(seen: Floats, there: NDArray[np.bool_]) -> tuple[Floats, float]:
    if there.all() or not there.any():
        return np.zeros(seen.shape[1]), 5.0 if there.all() else -5.0
    found = LogisticRegression(C=1.0, max_iter=500).fit(seen, there)
    return found.coef_[0], float(found.intercept_[0])


def _surprise(odds: Floats, there: NDArray[np.bool_]) -> float:
    return float(np.logaddexp(0.0, np.where(there, -odds, odds)).mean())


def _echoing(weights: Floats, bias: float, rows: int) -> Echoing:
    first, later = weights[:rows], float(weights[rows])
    changed, last, mean = np.split(weights[rows + 1 :], 3)
    return Echoing(
        first_bias=bias,
        first=tuple(first.tolist()),
        bias=bias + later,
        now=tuple((first + changed).tolist()),
        last=tuple((last - changed).tolist()),
        mean=tuple(mean.tolist()),
    )
