"""What the agent's confidence is worth, and the audit sample, on the wire."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, OptionalText, Reply, Request


class TenthReply(Reply, frozen=True, kw_only=True):
    """The judged answers with a confidence in one tenth: how sure they were on average, which share was right."""

    lowest: float
    count: int
    confidence: float
    right: float


class CurvePoint(Reply, frozen=True, kw_only=True):
    """What a confidence means."""

    confidence: float
    probability: float


class ReliabilityReply(Reply, frozen=True, kw_only=True):
    """Of one topic (null: all): expected calibration error as it is, and as it would be with the curve."""

    topic: str | None
    count: int
    right: int
    method: Literal["none", "platt", "isotonic"]
    error: float
    calibrated_error: float | None
    tenths: tuple[TenthReply, ...]
    curve: tuple[CurvePoint, ...]


class Reliabilities(Reply, frozen=True, kw_only=True):
    """All answers first, then each topic, the most judged first."""

    definition: str
    reliability: tuple[ReliabilityReply, ...]


class SampledReply(Reply, frozen=True, kw_only=True):
    """A conversation that the agent handled alone, drawn by the hash of its id."""

    conversation: str
    agent: str
    topic: str | None
    channel: str
    opened_at: Moment


class AuditSample(Reply, frozen=True, kw_only=True):
    """What waits to be judged, the newest first; and how much was judged, with how many that needed a person."""

    waiting: tuple[SampledReply, ...]
    judged: int
    needed_a_person: int


class SampleJudgement(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/sample-judgement`."""

    needed_a_person: bool
    comment: OptionalText | None = None
