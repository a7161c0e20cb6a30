"""How likely it is that the agent fails here, and whether that costs more than a person.

    logit p(failure) = logit(baseline) + Σ weight(reason) · score(reason) + weight(confidence) · (1 - confidence)

A logistic combination of the soft signals: the form of a logistic regression, so that the weights can later be fitted
to labels (learning proposes, a person adopts) and each adds to the log-odds alone. Until then they are stated beliefs:
with the defaults (baseline 3 %, cost of error 60, of a person 15) no soft signal alone reaches the bar of 15/60 = 25
%, two strong ones do. The decision is the classical one of expected cost (Elkan 2001, *The Foundations of
Cost-Sensitive Learning*): ask a person when p × cost_of_error > cost_of_person.

The confidence is read for what the agent says or does. Where none is known it counts as one half: absent is never
certain.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

UNKNOWN_CONFIDENCE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one soft reason adds to the log-odds."""

    code: str
    score: float
    weight: float

    @property
    def adds(self) -> float:
        """Log-odds; never negative, so that more signals never make failure less likely."""
        return self.weight * self.score


def p_failure(baseline: float, contributions: Iterable[Contribution]) -> float:
    """The probability, 0..1, to six decimals so that it means the same on every machine."""
    log_odds = math.log(baseline / (1.0 - baseline)) + math.fsum(each.adds for each in contributions)
    return round(1.0 / (1.0 + math.exp(-log_odds)), 6)


def expected_cost(p: float, cost_of_error: Decimal) -> float:
    """What going on costs on average: p × cost of error."""
    return round(p * float(cost_of_error), 6)
