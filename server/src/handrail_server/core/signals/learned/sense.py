"""What a whole sentence means to a model: asked only where the words by themselves leave it unsure.

`no, that is not what I paid for` has no angry word in it. A small transformer reads such a turn whole; it costs more
than all else of a turn together, so that it is spared where the words have decided already. What it adds is a sum over
the words as they stand in this sentence, and so each word's share of it is known without asking again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

Adds = tuple[float, ...]
"""One number for each row of a model."""
Shares = Callable[[tuple[str, ...]], Sequence[Adds] | None]
"""What each word adds as it stands in the sentence; None where no word is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a direction of meaning adds to each row: `weights` is row × direction, seen from the `centre`."""

    centre: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: Adds


class Sentences(Protocol):
    """Reads whole sentences. The same words give the same numbers."""

    def __hash__(self) -> int:
        """By what it is: a process has one."""
        ...

    def mean(self, words: tuple[str, ...]) -> Sequence[float] | None:
        """The mean of what the words are in this sentence; None where no word is known."""
        ...

    def shares(self, head: Head) -> Shares:
        """What each word adds to the rows of this head; without its bias."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A model's second look. It is asked where the model's margin lies from `low` to `high`."""

    bias: Adds
    shares: Shares
    low: float
    high: float
    part: float = 0.5
    """How much the sentence counts beside the words: 0..1."""

    def heard(self, odds: Sequence[float], words: tuple[str, ...]) -> tuple[list[float], Sequence[Adds]] | None:
        """The log-odds of both together, and what each word adds; None where the words by themselves are enough."""
        if not self.low <= margin(odds) <= self.high:
            return None
        shares = self.shares(words)
        if shares is None:
            return None
        totals = [bias + sum(share[row] for share in shares) for row, bias in enumerate(self.bias)]
        return [(1.0 - self.part) * one + self.part * two for one, two in zip(odds, totals, strict=True)], shares


def margin(odds: Sequence[float]) -> float:
    """Of two classes the log-odds; of more, how far the first is ahead of the second."""
    if len(odds) == 1:
        return odds[0]
    first, second = sorted(odds, reverse=True)[:2]
    return first - second
