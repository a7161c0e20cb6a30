"""A registered AI agent: who owns it, which policy object judges it, how far Handrail may act on it."""

from dataclasses import dataclass, field
from enum import StrEnum

from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.responder import Responder


class Mode(StrEnum):
    """How far Handrail goes: only record, open cases without stopping anything, or enforce."""

    OBSERVE = "observe"
    ASSIST = "assist"
    ENFORCE = "enforce"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An agent. Its charter stands in the policy under `policy_object`."""

    id: AgentId
    name: str
    version: str = "1"
    owner: PersonId | None = None
    policy_object: str
    mode: Mode = Mode.ENFORCE
    paused: bool = False
    responder: Responder | None = None
    """Who answers where Handrail stands around it; None: the embedded one."""
    webhook: str | None = None
    """Where deliveries go; None: the agent fetches them by SSE."""
    spent_on: int = 0
    """The day (since the epoch, UTC) that `spent` is about."""
    spent: dict[str, str] = field(default_factory=dict)
    """What the agent moved that day by itself, by currency, decimals as text."""
    created_at: At
