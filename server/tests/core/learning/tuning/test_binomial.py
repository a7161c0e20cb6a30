"""The binomial's tail and Clopper-Pearson's bound, against SciPy's."""

import pytest
from scipy.stats import beta, binom

from handrail_server.core.learning.tuning.binomial import chance_of_at_most, least_that_certifies, upper_bound

CASES = [(0, 1), (0, 149), (1, 150), (20, 40), (39, 40), (40, 40), (7, 5_000), (4_000, 5_000), (90_000, 1_000_000)]


@pytest.mark.parametrize(("seen", "of"), CASES)
@pytest.mark.parametrize("rate", [0.0, 0.001, 0.02, 0.5, 0.9, 1.0])
def test_the_tail_is_scipys(seen: int, of: int, rate: float) -> None:
    assert chance_of_at_most(seen, of, rate) == pytest.approx(float(binom.cdf(seen, of, rate)), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(("seen", "of"), CASES)
@pytest.mark.parametrize("delta", [0.001, 0.05, 0.3])
def test_the_bound_is_clopper_and_pearsons(seen: int, of: int, delta: float) -> None:
    expected = 1.0 if seen == of else float(beta.ppf(1 - delta, seen + 1, of - seen))
    assert upper_bound(seen, of, delta) == pytest.approx(expected, rel=1e-6)


def test_how_many_it_takes_is_the_first_number_that_suffices() -> None:
    least = least_that_certifies(0.02, 0.05)
    assert least == 149
    assert upper_bound(0, least, 0.05) <= 0.02 < upper_bound(0, least - 1, 0.05)
