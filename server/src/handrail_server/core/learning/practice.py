"""Practice: a case that was, or one made up for newcomers, worked alone and then seen as it was worked.

It leaves no fact behind. A fact is something that happened to somebody; what one tries for oneself happened to nobody,
and what is not in the ledger can neither be counted in a measure nor reach a customer (law 2 has nothing to write).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.learning.facts import CaseLabel

Origin = Literal["made_up", "finished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One turn, as the learner may read it."""

    author: ActorKind
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason that asked for a person."""

    code: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A case to practise on: what a person would see who claims it, and, kept back, how it went on."""

    id: str
    origin: Origin
    title: str
    topic: str | None
    channel: str
    customer: str | None
    why: tuple[Why, ...]
    before: tuple[Line, ...]
    known: tuple[tuple[str, str], ...]
    """What the customer has said already, by name."""
    after: tuple[Line, ...]
    outcome: str | None
    disposition: str | None
    labels: tuple[CaseLabel, ...]
    """What people thought of this escalation."""
    lesson: str | None = None
    """What it teaches, where somebody wrote it down."""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The learner's answer beside what people did."""

    label: CaseLabel
    agrees: bool | None
    """Whether most of those who labelled it said the same; None where nobody did."""
    labels: tuple[tuple[CaseLabel, int], ...]
    asked_again: tuple[str, ...]
    """Known data points that the learner's words ask for."""


def compared(exercise: Exercise, label: CaseLabel, asked_again: Iterable[str]) -> Compared:
    """How the answer compares. A draw among those who labelled it agrees with each side."""
    counts = [(each, exercise.labels.count(each)) for each in CaseLabel if each in exercise.labels]
    most = max((count for _, count in counts), default=0)
    return Compared(
        label=label,
        agrees=(exercise.labels.count(label) == most) if counts else None,
        labels=tuple(counts),
        asked_again=tuple(dict.fromkeys(asked_again)),
    )
