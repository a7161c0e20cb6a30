"""A decision, explained."""

from typing import Literal

from handrail_server.api.wire.conversations import Reason, Verdict
from handrail_server.api.wire.shape import Reply


class SignalReply(Reply, frozen=True, kw_only=True):
    """One thing noticed, or why it could not be."""

    name: str
    score: float
    detector: str
    reading: Literal["read", "blind", "shut"]
    error: str | None


class DecisionReply(Reply, frozen=True, kw_only=True):
    """What was decided and why: as it was stored, and made again from what was stored."""

    id: str
    conversation: str
    turn: int | None
    verdict: Verdict
    policy: int
    scopes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    route: str | None
    waiting: Literal["silent", "agent_stays"]
    sealed: bool
    readable: bool
    """Whether you may read its evidence and inputs."""
    say: str | None
    signals: tuple[SignalReply, ...]
    inputs: dict[str, str | float | bool | None]
    blind: tuple[str, ...]
    suppressed: tuple[str, ...]
    """Reasons that a person had dealt with, without new evidence."""
    p_failure: float | None
    expected_cost: float | None
    lines: tuple[str, ...]
    """The explanation, worked out again just now."""
    agrees: bool
    """Whether the same policy and inputs give the same decision today. False is an alarm."""
