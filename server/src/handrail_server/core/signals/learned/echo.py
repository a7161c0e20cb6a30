"""What a model made of the turns before, and what that says of this one: a mood lasts, and so does a trouble.

Of a conversation two numbers are kept for each of the model's rows, however long it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Numbers = tuple[float, ...]
_STAYS = 0.6
"""How much of the mean stays at each turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """The log-odds of the turn before, and their mean over all turns before, the later weighing more."""

    last: Numbers
    mean: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoing:
    """What one row's log-odds become: each number weighs one row, of this turn, of the last one, of the mean.

    A first turn has nothing before it and is weighed by itself.
    """

    first_bias: float
    first: Numbers
    bias: float
    now: Numbers
    last: Numbers
    mean: Numbers

    def log_odds(self, odds: Sequence[float], before: Echo | None) -> float:
        """With what was made of the turns before; None: there were none."""
        if before is None:
            return self.first_bias + _sum(self.first, odds)
        return self.bias + _sum(self.now, odds) + _sum(self.last, before.last) + _sum(self.mean, before.mean)


def echoed(odds: Sequence[float], before: Echo | None) -> Echo:
    """What is kept after a turn with these log-odds."""
    now = tuple(odds)
    if before is None:
        return Echo(last=now, mean=now)
    mean = [_STAYS * old + (1.0 - _STAYS) * new for old, new in zip(before.mean, now, strict=True)]
    return Echo(last=now, mean=tuple(mean))


def _sum(weights: Numbers, numbers: Sequence[float]) -> float:
    return sum([weight * number for weight, number in zip(weights, numbers, strict=True)])
