"""What a measure is: the rows it rests on, what each of them counts, and how that is added up.

A figure and the list behind it come of the same rows, so that one can always be traced to the other.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.rows import CaseRow, ConversationRow

Row = CaseRow | ConversationRow
Unit = Literal["share", "seconds", "points", "count", "score"]
Counted = Iterable[tuple[Row, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a measure is computed from. `at` is now: what must have had seven days is counted only when it has."""

    book: Book
    cases: list[CaseRow]
    talks: list[ConversationRow]
    at: At

    @property
    def hand_overs(self) -> Iterable[CaseRow]:
        """The cases of this kind."""
        return (case for case in self.cases if case.kind == "hand_over")

    def has(self, talk: ConversationRow, *kinds: str) -> bool:
        """Whether the conversation ever had a case of one of these kinds."""
        if not talk.cases:
            return False
        cases = (self.book.cases[case] for case in talk.cases)
        return any(case.kind in kinds and not case.practice for case in cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A measure's value, and how much it rests on; None where there is nothing to measure."""

    value: float | None
    of: int
    """How many cases, conversations or answers it rests on."""
    target: float | None = None


Total = Callable[[Scope, list[float]], Value]


def share(_: Scope, counts: list[float]) -> Value:
    """How many of them count, of all."""
    return Value(value=round(sum(counts) / len(counts), 4) if counts else None, of=len(counts))


def share_from(least: float) -> Total:
    """How many are at least this, of all."""
    return lambda scope, scores: share(scope, [float(score >= least) for score in scores])


def quantile(part: float) -> Total:
    """The value that this part of them does not exceed; times come in milliseconds and are told in seconds."""

    def total(_: Scope, milliseconds: list[float]) -> Value:
        if not milliseconds:
            return Value(value=None, of=0)
        place = max(0, math.ceil(part * len(milliseconds)) - 1)
        return Value(value=sorted(milliseconds)[place] / SECOND, of=len(milliseconds))

    return total


def mean(_: Scope, values: list[float]) -> Value:
    """The arithmetic mean."""
    return Value(value=round(math.fsum(values) / len(values), 4) if values else None, of=len(values))


def count(_: Scope, values: list[float]) -> Value:
    """How many there are; none is a number too."""
    return Value(value=float(len(values)), of=len(values))


def promoters(_: Scope, scores: list[float]) -> Value:
    """The share of 9–10 minus the share of 0–6, times 100."""
    net = sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)
    return Value(value=round(100 * net / len(scores), 1) if scores else None, of=len(scores))


def any_at_all(value: float) -> bool:
    """Where a row counts because it is there."""
    return value > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure's name, unit, printed definition, the rows with what each counts, and how that is added up."""

    name: str
    unit: Unit
    definition: str
    rows: Callable[[Scope], Counted]
    total: Total = share
    counts: Callable[[float], bool] = any_at_all
    """Of a share: whether a row with this value is among those that count, and not only among all."""

    def value(self, scope: Scope) -> Value:
        """The figure."""
        return self.total(scope, [float(value) for _, value in self.rows(scope)])
