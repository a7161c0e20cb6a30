"""What a person does for a customer with the agent's tools."""

from typing import Literal

from handrail_server.api.wire.shape import Amount, Line, Moment, Name, Reply, Request


class ActRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/acts`."""

    call_id: Name
    """Yours: the same id is the same act, however often it is sent."""
    tool: Name
    arguments: dict[str, object]
    why: Line | None = None
    """For the approver, where it is beyond your limits."""


class ToolReply(Reply, frozen=True, kw_only=True):
    """A tool, and what you may do alone with it."""

    name: str
    called: str
    description: str
    parameters: dict[str, object]
    """JSON Schema."""
    reads_only: bool
    limits: tuple[Amount, ...]
    """Amounts beyond these wait for an approver; none: every amount does."""


class Tools(Reply, frozen=True, kw_only=True):
    """The tools; a conversation's `allowed` says whether you may use them in it now (`act`)."""

    tools: tuple[ToolReply, ...]


class ActReply(Reply, frozen=True, kw_only=True):
    """An act in a conversation, the agent's or a person's."""

    action: str
    call_id: str
    tool: str
    arguments: object
    amount: Amount | None
    state: Literal["proposed", "waiting", "ready", "leased", "completed", "failed", "unknown", "refused"]
    person: str | None
    """Whose act it is; None: the agent's."""
    case: str | None
    """The approval that decides it."""
    result: object
    error: str | None
    at: Moment


class Acts(Reply, frozen=True, kw_only=True):
    """All acts of a conversation, oldest first."""

    acts: tuple[ActReply, ...]
