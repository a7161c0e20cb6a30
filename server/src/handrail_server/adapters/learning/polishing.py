"""The last steps of a fit, to the very end: stopped before, its last digits depend on the machine, and with them some
of the thousandths that are shipped.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, cg

Floats = NDArray[np.float64]
_STEPS = 8
_STILL = 1e-10
_MOST = 500


def polished(
    rows: sparse.csr_matrix, there: NDArray[np.bool_], weights: Floats, bias: float, *, strength: float
) -> tuple[Floats, float]:
    """Newton's steps on the same loss: logistic, both classes weighing the same, weights and bias kept small."""
    matrix = sparse.hstack([rows, np.ones((rows.shape[0], 1))]).tocsr()
    turned = matrix.T.tocsr()
    share = strength * len(there) / 2 / np.where(there, there.sum(), (~there).sum())
    at = np.append(weights, bias)
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-(matrix @ at)))
        down = at + turned @ (share * (p - there))
        if np.abs(down).max() < _STILL:
            break
        bend = share * p * (1.0 - p)
        step, _ = cg(_curvature(matrix, turned, bend), down, rtol=1e-10, maxiter=_MOST)
        at = at - step
    return at[:-1], float(at[-1])


def _curvature(matrix: sparse.csr_matrix, turned: sparse.csr_matrix, bend: Floats) -> LinearOperator:
    size = matrix.shape[1]
    return LinearOperator((size, size), matvec=lambda v: v + turned @ (bend * (matrix @ v)), dtype=np.float64)
