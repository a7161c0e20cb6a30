"""Feedback on the agent's replies, for those who develop it."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, Reply


class FeedbackRow(Reply, frozen=True, kw_only=True):
    """What one person said of one reply. What you may not read is null."""

    conversation: str
    turn: int
    agent: str
    topic: str | None
    label: Literal["incorrect", "unhelpful", "harmful"]
    comment: str | None
    question: str | None
    """What the customer had said last."""
    reply: str | None
    confidence: float | None
    by: str
    at: Moment


class Feedback(Reply, frozen=True, kw_only=True):
    """Feedback by conversation, the newest conversations first."""

    feedback: tuple[FeedbackRow, ...]
    next: str | None
