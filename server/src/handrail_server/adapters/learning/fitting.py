"""The fit itself: logistic regression, one row for each class, all classes weighing the same however rare."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
STRENGTH = 1.0


def fitted(
    rows: sparse.csr_matrix, gold: NDArray[np.int64], labels: Sequence[str], strength: float = STRENGTH
) -> tuple[Floats, Floats]:
    """Weights (class × column) and biases; one row where there are two classes."""
    wanted = rows_wanted(labels)
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


def rows_wanted(labels: Sequence[str]) -> list[int]:
    """For which labels there is a row: of two for the second."""
    return [1] if len(labels) == 2 else list(range(len(labels)))
