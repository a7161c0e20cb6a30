"""Measures and the escalation register on the wire, each with its definition."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, Reply


class MeasureReply(Reply, frozen=True, kw_only=True):
    """A measure: what it says, and how much it rests on."""

    name: str
    unit: str
    definition: str
    value: float | None
    """None where there is nothing to measure."""
    of: int
    target: float | None


class DistributionReply(Reply, frozen=True, kw_only=True):
    """Counts by topic in bins of equal width, lowest first."""

    name: str
    definition: str
    lowest: float
    width: float
    by_topic: dict[str, tuple[int, ...]]


class Measures(Reply, frozen=True, kw_only=True):
    """All measures of a selection."""

    measures: tuple[MeasureReply, ...]
    by: dict[str, tuple[MeasureReply, ...]]
    """The same for each value of the dimension that `by` asked for; `(none)`: without one."""
    distributions: tuple[DistributionReply, ...]
    number: int
    """The last fact that they rest on."""


class PeriodReply(Reply, frozen=True, kw_only=True):
    """A day or week of the organisation's, with the measures asked for, in the order of `measures`."""

    day: str
    """Its first day."""
    since: Moment
    values: tuple[float | None, ...]
    of: tuple[int, ...]
    """How much each value rests on."""


class SeriesMeasure(Reply, frozen=True, kw_only=True):
    """What a column of a series is."""

    name: str
    unit: str
    definition: str
    target: float | None


class Series(Reply, frozen=True, kw_only=True):
    """Measures over time, every day or week in the range included."""

    every: Literal["day", "week"]
    time_zone: str
    measures: tuple[SeriesMeasure, ...]
    periods: tuple[PeriodReply, ...]
    number: int


class BehindReply(Reply, frozen=True, kw_only=True):
    """A conversation, or a case of it, that a figure rests on."""

    conversation: str
    case: str | None
    at: Moment
    topic: str | None
    agent: str
    channel: str
    value: float
    """Seconds of a time, a score, else 1 or 0."""
    counts: bool
    """Of a share: it is among those that count."""


class BehindPage(Reply, frozen=True, kw_only=True):
    """What a figure rests on, the newest first."""

    measure: MeasureReply
    conversations: tuple[BehindReply, ...]
    next: str | None
    number: int


class PatternReply(Reply, frozen=True, kw_only=True):
    """A topic with a reason, or with a label on the agent's replies, that comes up repeatedly."""

    kind: Literal["reason", "label"]
    topic: str
    code: str
    count: int
    before: int | None
    """In the span of the same length before; None where the range has no beginning or end."""
    solved: float | None
    avoidable: float | None


class Patterns(Reply, frozen=True, kw_only=True):
    """Failure patterns, the most frequent first."""

    definitions: dict[str, str]
    """What a pattern of each kind is."""
    patterns: tuple[PatternReply, ...]
    number: int


class EscalationReply(Reply, frozen=True, kw_only=True):
    """A row of the register: what triggered it, who received it, how long it took, what came of it."""

    case: str
    kind: str
    conversation: str
    agent: str
    customer: str | None
    channel: str
    language: str
    topic: str | None
    requested_at: Moment
    opened_at: Moment
    policy: int | None
    decision: str | None
    route: str
    triggers: tuple[str, ...]
    severity: str
    sealed: bool
    state: str
    received_by: tuple[str, ...]
    seconds_to_accept: float | None
    seconds_to_first_words: float | None
    seconds_to_resolution: float | None
    outcome: str | None
    disposition: str | None
    moved: int
    escalated: int
    verified: bool
    documents: tuple[str, ...]
    labels: tuple[str, ...]


class Escalations(Reply, frozen=True, kw_only=True):
    """The register, in the order of the requests."""

    escalations: tuple[EscalationReply, ...]
    next: str | None
    number: int
