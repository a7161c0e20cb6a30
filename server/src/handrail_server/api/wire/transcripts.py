"""Conversations and their turns, as a viewer may see them."""

from typing import Literal

from handrail_server.api.wire.conversations import AttachmentReference, Captured, FloorState, Reason
from handrail_server.api.wire.shape import Moment, Reply

ConversationVerb = Literal[
    "reply",
    "join",
    "attach",
    "act",
    "note",
    "take_over",
    "whisper_to_agent",
    "whisper_to_person",
    "pause",
    "resume",
    "hold_replies",
    "let_replies_flow",
    "flag",
    "open_personal_data",
    "label",
    "close",
]


class ConversationReply(Reply, frozen=True, kw_only=True):
    """A conversation's state."""

    id: str
    agent: str
    customer: str | None
    channel: str
    language: str
    mode: Literal["observe", "assist", "enforce"]
    floor: FloorState
    turns: int
    topic: str | None
    sealed: bool
    open_case: str | None
    open_approvals: tuple[str, ...]
    held_reply: str | None
    holds_replies: bool
    paused_until: Moment | None
    flagged: bool
    opened_at: Moment
    closed_at: Moment | None
    allowed: tuple[ConversationVerb, ...] | None = None
    """What you may do here at this moment, where one conversation is read; each verb decides again."""
    version: int | None = None
    """Where one conversation is read."""


class Conversations(Reply, frozen=True, kw_only=True):
    """Conversations, the newest activity first."""

    conversations: tuple[ConversationReply, ...]
    next: str | None
    number: int


class ReplyLabelled(Reply, frozen=True, kw_only=True):
    """What a person thinks of an agent's reply: of each person the newest, until they take it back."""

    label: Literal["incorrect", "unhelpful", "harmful"]
    by: str
    """A person's id."""
    at: Moment


class TurnReply(Reply, frozen=True, kw_only=True):
    """A turn as a viewer may see it."""

    number: int
    id: str
    author: Literal["customer", "agent", "person", "system"]
    author_id: str
    reported_by: str | None
    text: str | None
    """None where it is sealed to you; `redacted` says whether parts are hidden."""
    redacted: bool
    status: str
    channel: str
    epoch: int
    said_at: Moment
    received_at: Moment
    late: bool
    out_of_order: bool
    topic: str | None
    confidence: float | None
    confidence_origin: str | None
    sentiment: float | None
    verdict: str | None
    decision: str | None
    """`GET /v1/decisions/{decision}` explains it."""
    reasons: tuple[Reason, ...]
    captured: tuple[Captured, ...]
    attachments: tuple[AttachmentReference, ...]
    delivery: str | None
    """`stored`, `sending`, `sent`, `delivered`, `failed` or `withdrawn`, for words that we deliver."""
    labels: tuple[ReplyLabelled, ...]
    """What people said of it, oldest first; none where the words are sealed to you."""


class Turns(Reply, frozen=True, kw_only=True):
    """Turns in their order."""

    turns: tuple[TurnReply, ...]
    next: int | None
    """The `after` of the next page; None: this is the last."""
