"""What turns that a fit did not see say of it: how freely it may follow its examples, whether a second look is worth
its time, its curves and its bars. Folds go by conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from handrail_server.adapters.learning.bars import best_bars
from handrail_server.adapters.learning.echoing import followed
from handrail_server.adapters.learning.fitting import STRENGTH, fitted, rows_wanted
from handrail_server.adapters.learning.sensing import Second, calibrated, headed, second_look, sensed, surprise
from handrail_server.core.learning.judging.calibrating import platt
from handrail_server.core.signals.learned.echo import Echoing
from handrail_server.core.signals.learned.model import Curve

Floats = NDArray[np.float64]
Means = tuple[Floats, NDArray[np.bool_]]
_STRENGTHS = (1.0, 0.3, 0.1, 0.03)
"""How freely a fit may follow its examples; the one is taken that is least surprised by turns it did not see."""
_ENOUGH = 400
"""With fewer turns chance would choose the strength."""
_FOLDS = 5
_MANY_CLASSES = 12
"""With more classes than these no class is calibrated by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found."""

    strength: float
    curves: tuple[Curve, ...]
    bars: tuple[float, ...]
    second: Second | None = None
    echoing: tuple[Echoing, ...] = ()


def checked(
    rows: sparse.csr_matrix,
    gold: NDArray[np.int64],
    labels: Sequence[str],
    groups: NDArray[np.int64],
    means: Means | None,
) -> Checked:
    """By cross-fitting; the plain curve and even odds where there is too little to be fitted in parts."""
    wanted = rows_wanted(labels)
    ranks = np.unique(groups, return_inverse=True)[1]
    folds = [ranks % _FOLDS == fold for fold in range(_FOLDS)]
    if len(labels) > _MANY_CLASSES or any(
        not out.any() or out.all() or len(set(gold[~out].tolist())) < 2 for out in folds
    ):
        return Checked(strength=STRENGTH, curves=(Curve(),) * len(wanted), bars=(0.5,) * len(wanted))
    there = np.array([gold == label for label in wanted]).T
    strengths = _STRENGTHS if len(gold) >= _ENOUGH else (STRENGTH,)
    tried = [(strength, _unseen(rows, gold, labels, folds, strength)) for strength in strengths]
    strength, odds = min(tried, key=lambda one: (surprise(one[1], there), -one[0]))
    second = None
    if means is not None:
        looked = second_look(odds, _unseen_by_sentence(means, gold, wanted, folds), means[1], there)
        second, odds = looked if looked is not None else (None, odds)
    echoing, odds = followed(odds, there, groups.tolist(), folds) or ((), odds)
    curves = tuple(platt(odds[:, row].tolist(), there[:, row].tolist()) for row in range(len(wanted)))
    return Checked(
        strength=strength, curves=curves, bars=best_bars(calibrated(odds, there), there), second=second, echoing=echoing
    )


def _unseen(
    rows: sparse.csr_matrix,
    gold: NDArray[np.int64],
    labels: Sequence[str],
    folds: Sequence[NDArray[np.bool_]],
    strength: float,
) -> Floats:
    """The log-odds by words of each turn, from a fit without its fold."""
    odds = np.zeros((len(gold), len(rows_wanted(labels))))
    for out in folds:
        weights, bias = fitted(rows[~out], gold[~out], labels, strength)
        odds[out] = rows[out] @ weights.T + bias
    return odds


def _unseen_by_sentence(
    means: Means, gold: NDArray[np.int64], wanted: Sequence[int], folds: Sequence[NDArray[np.bool_]]
) -> Floats:
    found = np.zeros((len(gold), len(wanted)))
    numbers, known = means
    for out in folds:
        found[out] = sensed(headed(numbers[~out], known[~out], gold[~out], wanted), numbers[out])
    return found
