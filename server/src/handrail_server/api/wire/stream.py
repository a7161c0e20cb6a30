"""Facts on the wire: heads for everybody of the organisation, bodies for auditors."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, Reply

SubjectName = Literal[
    "conversation",
    "case",
    "action",
    "answer",
    "agent",
    "person",
    "lesson",
    "learning",
    "policy",
    "organisation",
    "drift",
    "opinions",
]


class SubjectReply(Reply, frozen=True, kw_only=True):
    """What the fact is about."""

    kind: SubjectName
    id: str


class ActorReply(Reply, frozen=True, kw_only=True):
    """Who did it, and how we know."""

    kind: str | None
    id: str | None
    authenticated: str | None
    reported_by: str | None


class FactHead(Reply, frozen=True, kw_only=True):
    """A fact without its content: ids, codes, numbers, times. A client ignores a version that it already has."""

    number: int | None
    """Its place in the ledger, from 0 without gaps."""
    subject: SubjectReply
    version: int
    fact: str
    at: Moment
    by: ActorReply
    data: dict[str, object]


class Fact(FactHead, frozen=True, kw_only=True):
    """A fact of one subject."""

    hash: str
    body: dict[str, object] | None
    """The content, for auditors."""
    withheld: Literal["right", "sealed"] | None
    """Why there is no body, where there may be one: it needs the right `audit`, or is sealed to you."""


class Facts(Reply, frozen=True, kw_only=True):
    """A subject's facts in the order of their versions."""

    facts: tuple[Fact, ...]
    next: int | None
    """The `after` of the next page; None: this is the last."""


class CheckpointReply(Reply, frozen=True, kw_only=True):
    """The newest signed checkpoint: a C2SP signed note, and the key that verifies it."""

    size: int
    note: str
    public_key: str


class Viewer(Reply, frozen=True, kw_only=True):
    """A person who has the conversation open."""

    person: str
    writes: bool


class Viewers(Reply, frozen=True, kw_only=True):
    """An event `viewers` of the stream: who has this conversation open now."""

    conversation: str
    viewers: tuple[Viewer, ...]
