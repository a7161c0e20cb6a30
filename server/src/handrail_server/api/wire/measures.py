"""Measures and the escalation register on the wire, each with its definition."""

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
    """The same for each topic, agent, channel or reason, where `by` asked for one."""
    distributions: tuple[DistributionReply, ...]
    number: int
    """The last fact that they rest on."""


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
