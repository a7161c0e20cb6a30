"""A recorded conversation, whatever file it came from."""

from dataclasses import dataclass
from typing import Literal

from handrail_server.core.basics.time import At

Author = Literal["customer", "agent", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolUse:
    """A tool that the agent called on its way to the words that follow."""

    name: str
    arguments: dict[str, object] | str
    result: object = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One turn. `index` is its place among the file's turns, from 0, tool calls included."""

    index: int
    author: Author
    text: str
    at: At | None = None
    confidence: float | None = None
    topic: str | None = None
    tools: tuple[ToolUse, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Whether a person was needed, and from which turn on."""

    needed: bool
    said: bool | None
    """What people's label says by itself; None where the customer's own request is all there is."""
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One conversation."""

    id: str
    turns: tuple[Said, ...]
    label: Label | None = None
    channel: str = "chat"
    customer: str | None = None
    language: str | None = None

    @property
    def is_timed(self) -> bool:
        """Whether each turn says when it was said."""
        return all(said.at is not None for said in self.turns)
