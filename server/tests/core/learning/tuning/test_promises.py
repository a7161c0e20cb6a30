"""A promised bound is broken in at most δ of the draws; the obvious choice breaks its own about every second time."""

from decimal import Decimal
from random import Random
from statistics import fmean

import pytest

from handrail_server.core.learning.tuning.choosing import Chosen, by_cost, by_errors, by_needless
from handrail_server.core.learning.tuning.tried import Count, Tried, counted, scale_of

N = 1_000
DELTA = 0.1
ALPHA = 0.05
SCALE = scale_of(below=True)
"""A confidence's threshold."""


def draw(random: Random) -> list[Tried]:
    """Conversations whose agent is right as often as its confidence says."""
    found = []
    for number in range(N):
        confidence = random.random() ** 0.5
        needed = random.random() > confidence
        reaches = sum(confidence < at for at in SCALE)
        found.append(Tried(id=str(number), reaches=reaches, needed=needed))
    return found


def error_rate(at: float) -> float:
    """What `draw` misses at this threshold: ∫ from at to 1 of (1 − c) · 2c dc."""
    return (1 - at**2) - 2 / 3 * (1 - at**3)


def needless_rate(at: float) -> float:
    """∫ from 0 to at of c · 2c dc."""
    return 2 / 3 * at**3


def naive(counts: tuple[Count, ...]) -> Count:
    return [count for count in counts if count.missed <= ALPHA * count.n][-1]


@pytest.mark.parametrize("draws", [100, pytest.param(500, marks=pytest.mark.prove)])
def test_promises_hold_where_the_obvious_choice_breaks_its_own(draws: int) -> None:
    random = Random(20_261_126)
    broken = dict.fromkeys(("errors", "needless", "cost", "naive"), 0)
    rates = []
    for _ in range(draws):
        counts = counted(SCALE, draw(random))
        errors = by_errors(counts, alpha=ALPHA, delta=DELTA)
        needless = by_needless(counts, alpha=ALPHA, delta=DELTA)
        cost = by_cost(counts, error=Decimal(60), person=Decimal(15), delta=DELTA)
        assert isinstance(errors, Chosen)
        assert isinstance(needless, Chosen)
        rates.append(error_rate(errors.count.at))
        broken["errors"] += rates[-1] > ALPHA
        broken["needless"] += needless_rate(needless.count.at) > ALPHA
        broken["cost"] += error_rate(cost.count.at) > cost.certificates[0].bound
        broken["naive"] += error_rate(naive(counts).at) > ALPHA
    allowed = DELTA * draws
    assert max(broken["errors"], broken["needless"], broken["cost"]) <= allowed
    assert broken["naive"] > 3 * allowed
    assert fmean(rates) > 0.7 * ALPHA  # kept by choosing well, and not by asking a person every time
