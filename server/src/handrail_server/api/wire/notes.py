"""What colleagues have told one another about a conversation."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, Reply

Kind = Literal["note", "whisper", "transfer", "reassignment", "resolution", "hand_back"]


class NoteReply(Reply, frozen=True, kw_only=True):
    """Words that the customer never sees."""

    kind: Kind
    by: str
    at: Moment
    to: str | None
    """Of a whisper: the agent or person it was for."""
    case: str | None
    text: str | None
    """None where it is sealed to you."""


class Notes(Reply, frozen=True, kw_only=True):
    """Oldest first."""

    notes: tuple[NoteReply, ...]
