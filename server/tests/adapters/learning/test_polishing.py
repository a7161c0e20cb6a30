"""The end of a fit is the same from wherever it is reached."""

import numpy as np
import pytest
from scipy import sparse

from handrail_server.adapters.learning.polishing import polished


def test_from_two_beginnings_the_same_end_is_reached() -> None:
    chance = np.random.default_rng(0)
    rows = sparse.csr_matrix(chance.normal(size=(60, 8)))
    there = np.asarray(rows.toarray()[:, 0] + chance.normal(size=60) > 0.5)
    one, at = polished(rows, there, np.zeros(8), 0.0, strength=1.0)
    other, at_other = polished(rows, there, np.full(8, 0.2), 0.1, strength=1.0)
    assert one == pytest.approx(other, abs=1e-9)
    assert at == pytest.approx(at_other, abs=1e-9)
    assert one[0] > 0.5
