"""The tools that Handrail itself can run: for an agent that it stands around, and for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import ActionId, ConversationId, CustomerId, OrgId
from handrail_server.core.basics.time import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool with the JSON Schema of its arguments."""

    name: str
    called: str
    """Its name for people."""
    description: str
    parameters: Mapping[str, object]
    reads_only: bool = False
    """It changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One call under its lease. The same action brought again has the effect once."""

    org: OrgId
    action: ActionId
    conversation: ConversationId
    customer: CustomerId | None
    tool: str
    arguments: Mapping[str, object]
    by: Actor
    at: At


class ToolFailed(Exception):
    """The tool did not do it, and nothing was changed; the message is for whoever called it."""


class Toolbox(Protocol):
    """All tools there are."""

    def all(self) -> tuple[Tool, ...]:
        """Every tool, in the order in which people are shown them."""
        ...

    async def run(self, running: Running) -> Mapping[str, object]:
        """Do it and say what was done; raises `ToolFailed` where nothing was."""
        ...
