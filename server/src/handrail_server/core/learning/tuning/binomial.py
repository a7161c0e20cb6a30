"""How rare an event must be, given how often it was seen: exact, without any assumption on its size.

C. J. Clopper, E. S. Pearson: The use of confidence or fiducial limits illustrated in the case of the binomial.
Biometrika 26 (1934).
"""

from math import exp, lgamma, log, log1p
from typing import Final

_NEGLIGIBLE: Final = 1e-17
_HALVINGS: Final = 60


def chance_of_at_most(seen: int, of: int, rate: float) -> float:
    """P(X ≤ seen) for X ~ Binomial(of, rate)."""
    if seen >= of or rate <= 0.0:
        return 1.0
    if seen < 0 or rate >= 1.0:
        return 0.0
    if seen < (of + 1) * rate:
        return min(1.0, _tail(seen, of, rate))
    return max(0.0, 1.0 - _tail(of - seen - 1, of, 1.0 - rate))


def upper_bound(seen: int, of: int, delta: float) -> float:
    """The rate above which so few would have been seen with a chance of at most `delta` (Clopper-Pearson, one side)."""
    if seen >= of:
        return 1.0
    low, high = seen / of, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if chance_of_at_most(seen, of, middle) > delta:
            low = middle
        else:
            high = middle
    return high


def least_that_certifies(alpha: float, delta: float) -> int:
    """So many must have been looked at before even none seen shows that the rate is at most `alpha`."""
    found = max(1, round(log(delta) / log1p(-alpha)))
    while chance_of_at_most(0, found, alpha) > delta:
        found += 1
    return found


def _tail(seen: int, of: int, rate: float) -> float:
    """The sum of P(X = i) from `seen` down, where the terms only fall."""
    term = exp(
        lgamma(of + 1) - lgamma(seen + 1) - lgamma(of - seen + 1) + seen * log(rate) + (of - seen) * log1p(-rate)
    )
    total, odds = term, (1.0 - rate) / rate
    for left in range(seen, 0, -1):
        term *= left * odds / (of - left + 1)
        total += term
        if term <= total * _NEGLIGIBLE:
            break
    return total
