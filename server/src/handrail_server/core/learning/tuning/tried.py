"""What each number on a scale would have done with conversations of which people said whether a person was needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_STEPS: Final = 100


def scale_of(*, below: bool, hardest: float = 1.0) -> tuple[float, ...]:
    """Every hundredth up to `hardest`, the strictest first. `below`: the reason fires under the number, as for a
    confidence. Fixed before any data are seen: the promises rest on that.
    """
    rising = tuple(step / _STEPS for step in range(round(hardest * _STEPS) + 1))
    return rising[::-1] if below else rising


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One conversation under every number of the scale.

    A looser number never escalates what a stricter one lets through, so one place says it all: the conversation reaches
    a person under the first `reaches` numbers of the scale, the strictest first.
    """

    id: str
    reaches: int
    needed: bool | None = None
    """Whether a person was needed; None where nobody said."""
    topic: str | None = None
    unsure: bool = False
    """The agent's confidence was below its threshold at some turn, as the policy stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What one number would have done, on the labelled conversations."""

    at: float
    n: int
    escalated: int
    needless: int
    missed: int
    """Errors: a person was needed, and none came."""

    @property
    def caught(self) -> int:
        """Escalated, and a person was needed."""
        return self.escalated - self.needless


def counted(scale: Sequence[float], tried: Iterable[Tried]) -> tuple[Count, ...]:
    """The counts at each number of the scale, the strictest first."""
    needed, needless = [0] * (len(scale) + 1), [0] * (len(scale) + 1)
    for each in tried:
        if each.needed is not None:
            (needed if each.needed else needless)[each.reaches] += 1
    all_needed, all_needless = sum(needed), sum(needless)
    return tuple(
        Count(
            at=at,
            n=all_needed + all_needless,
            escalated=(all_needed - missed) + (all_needless - spared),
            needless=all_needless - spared,
            missed=missed,
        )
        for at, missed, spared in zip(scale, accumulate(needed), accumulate(needless), strict=False)
    )
