"""How things stand: what everybody has to know on every page."""

from typing import Literal

from handrail_server.api.wire.setup import StopReply
from handrail_server.api.wire.shape import Reply


class ModeReply(Reply, frozen=True, kw_only=True):
    """A mode, and the agents that are in it."""

    mode: Literal["observe", "assist", "enforce"]
    agents: tuple[str, ...]
    """Their names."""


class Standing(Reply, frozen=True, kw_only=True):
    """How much Handrail does for which agents, and what is stopped; `number` is the place in the stream before this."""

    modes: tuple[ModeReply, ...]
    """Only those that an agent is in, the one that does most last."""
    stops: tuple[StopReply, ...]
    number: int
