"""Fits a calibrated linear model to labelled turns: logistic regression over `matrix`, one row for each class.

Classes weigh the same however rare. Probabilities and bars come from turns that the fit did not see (cross-fitting by
conversation), so that they hold for new ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from handrail_server.adapters.learning.bars import best_bars
from handrail_server.adapters.learning.echoing import followed
from handrail_server.adapters.learning.matrix import MEANING, Columns, columns_of, rows_of
from handrail_server.adapters.learning.vectors import Vectors
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.core.learning.judging.calibrating import platt
from handrail_server.core.signals.learned.echo import Echoing
from handrail_server.core.signals.learned.model import Curve, Family, Model, Part, nothing

Floats = NDArray[np.float64]
Checked = tuple[tuple[Echoing, ...], tuple[Curve, ...], tuple[float, ...]]
STRENGTH = 1.0
_STRENGTHS = (1.0, 0.3, 0.1, 0.03)
"""How freely a fit may follow its examples; the one is taken that is least surprised by turns it did not see."""
_ENOUGH = 400
"""With fewer turns chance would choose the strength."""
_FOLDS = 5
_WORDS = 65_536
_MANY_CLASSES = 12
"""With more classes than these no class is calibrated by itself."""


@dataclass(frozen=True, slots=True)
class LinearTrainer:
    """The `Trainer` port."""

    vectors: Vectors | None = None

    def train(self, name: str, examples: Sequence[Example]) -> Model:
        """See `Trainer`."""
        labels = tuple(sorted({example.label for example in examples}))
        if len(labels) < 2:
            raise Invalid(
                f"There is only the label {labels[0]!r} to learn from."
                if labels
                else "There is nothing to learn from.",
                fix="Give examples of at least two labels.",
            )
        columns = columns_of([example.read for example in examples], self.vectors)
        rows = rows_of([example.read for example in examples], columns)
        gold = np.array([labels.index(example.label) for example in examples])
        strength, checked = _checked(rows, gold, labels, np.array([example.group for example in examples]))
        weights, bias = fitted(rows, gold, labels, strength)
        return _served(name, labels, columns, weights, bias, checked)


def fitted(
    rows: sparse.csr_matrix, gold: NDArray[np.int64], labels: Sequence[str], strength: float = STRENGTH
) -> tuple[Floats, Floats]:
    """Weights (class × column) and biases; one row where there are two classes."""
    wanted = [1] if len(labels) == 2 else list(range(len(labels)))
    weights, bias = [], []
    for label in wanted:
        if not 0 < int((gold == label).sum()) < len(gold):
            weights.append(np.zeros(rows.shape[1]))
            bias.append(-5.0)
            continue
        found = LogisticRegression(
            C=strength, class_weight="balanced", solver="liblinear", random_state=0, max_iter=200, tol=1e-3
        ).fit(rows, gold == label)
        weights.append(found.coef_[0])
        bias.append(float(found.intercept_[0]))
    return np.array(weights), np.array(bias)


def _checked(
    rows: sparse.csr_matrix, gold: NDArray[np.int64], labels: Sequence[str], groups: NDArray[np.int64]
) -> tuple[float, Checked]:
    """The strength, and the curve and the bar of each row, from turns that their fit did not see."""
    wanted = [1] if len(labels) == 2 else list(range(len(labels)))
    ranks = np.unique(groups, return_inverse=True)[1]
    folds = [ranks % _FOLDS == fold for fold in range(_FOLDS)]
    if len(labels) > _MANY_CLASSES or any(
        not out.any() or out.all() or len(set(gold[~out].tolist())) < 2 for out in folds
    ):
        return STRENGTH, ((), (Curve(),) * len(wanted), (0.5,) * len(wanted))
    strengths = _STRENGTHS if len(gold) >= _ENOUGH else (STRENGTH,)
    there = np.array([gold == label for label in wanted]).T
    tried = [(strength, _odds(rows, gold, labels, folds, strength)) for strength in strengths]
    strength, odds = min(tried, key=lambda one: (_surprise(one[1], there), -one[0]))
    echoing, odds = followed(odds, there, groups.tolist(), folds) or ((), odds)
    curves, unseen = _calibrated(odds, there)
    return strength, (echoing, curves, best_bars(unseen, there))


def _odds(
    rows: sparse.csr_matrix,
    gold: NDArray[np.int64],
    labels: Sequence[str],
    folds: Sequence[NDArray[np.bool_]],
    strength: float,
) -> Floats:
    """What such fits make of turns that they did not see."""
    wanted = [1] if len(labels) == 2 else list(range(len(labels)))
    odds = np.zeros((len(gold), len(wanted)))
    for out in folds:
        weights, bias = fitted(rows[~out], gold[~out], labels, strength)
        odds[out] = rows[out] @ weights.T + bias
    return odds


def _surprise(odds: Floats, there: NDArray[np.bool_]) -> float:
    _, unseen = _calibrated(odds, there)
    return -float(np.log(np.clip(np.where(there, unseen, 1.0 - unseen), 1e-9, 1.0)).mean())


def _calibrated(odds: Floats, there: NDArray[np.bool_]) -> tuple[tuple[Curve, ...], Floats]:
    curves = tuple(platt(odds[:, row].tolist(), there[:, row].tolist()) for row in range(odds.shape[1]))
    lines = np.array([[curve.slope, curve.shift] for curve in curves])
    return curves, 1.0 / (1.0 + np.exp(-np.clip(odds * lines[:, 0] + lines[:, 1], -60, 60)))


def _served(
    name: str,
    labels: tuple[str, ...],
    columns: Columns,
    weights: Floats,
    bias: Floats,
    checked: Checked,
) -> Model:
    first = columns.meaning_from
    meaning = weights[:, first : columns.around_from]
    vectors = columns.vectors

    def grams(known: Mapping[str, tuple[int, float]]) -> Family:
        def looked_up(gram: str) -> Part | None:
            if gram not in known:
                return None
            column, weight = known[gram]
            return weight * weight, tuple((weights[:, column] * weight).tolist())

        return _remembered(looked_up)

    def parts(word: str) -> Part | None:
        where, what, norm = columns.parts_in(word)
        return (norm, tuple((weights[:, where] @ what).tolist())) if len(where) else None

    def means(word: str) -> Part | None:
        known = vectors.of(word) if vectors is not None else None
        if known is None:
            return None
        from_vectors, norm = known
        return norm, tuple((meaning @ from_vectors * MEANING).tolist())

    return Model(
        name=name,
        version="1",
        labels=labels,
        bias=tuple(bias.tolist()),
        words=grams(columns.words),
        voiced=grams(columns.voiced) if columns.voiced else nothing,
        parts=_remembered(parts),
        meaning=_remembered(means),
        around={key: tuple(weights[:, columns.around_from + at].tolist()) for key, at in columns.around.items()},
        echoing=checked[0],
        curves=checked[1],
        at=checked[2],
    )


def _remembered(family: Family) -> Family:
    """The same, each word worked out once."""
    return lru_cache(maxsize=_WORDS)(family)
