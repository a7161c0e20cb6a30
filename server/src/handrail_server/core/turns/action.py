"""What the agent wants to do: one guarded tool call, from asking to its recorded result (law 6)."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.ids import ActionId, AgentId, CaseId, ConversationId, DecisionId, TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At


class ActionState(StrEnum):
    """Where a guarded call stands. Every call takes a lease before it runs; the lease is its moment."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    READY = "ready"
    LEASED = "leased"
    COMPLETED = "completed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A tool call with exact arguments. `call_id` comes from the framework, never from the content."""

    id: ActionId
    conversation: ConversationId
    agent: AgentId
    call_id: str
    tool: str
    arguments: str
    """Canonical JSON; the digest is of these bytes."""
    digest: str
    amount: Money | None = None
    epoch: int
    """The floor token that the call carries."""
    turn: TurnNumber | None
    state: ActionState
    decision: DecisionId
    approval: CaseId | None = None
    approved_digest: str | None = None
    valid_until: At | None = None
    lease: str | None = None
    """The token of the one execution that may run."""
    leased_until: At | None = None
    result: str | None = None
    """JSON text of the recorded result; a duplicate resume gets this."""
    error: str | None = None
    requested_at: At
