"""What the agent wants to do: one guarded tool call, from asking to its recorded result (law 6)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import ActionId, AgentId, CaseId, ConversationId, DecisionId, PersonId, TurnNumber
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
    leases: int = 0
    """How often it was leased: at most once, but for each time a person found that it had not been committed."""
    due_at: At | None = None
    """When the present state runs out. None: it is over, or its approval case keeps the time."""
    result: str | None = None
    """JSON text of the recorded result; a duplicate resume gets this."""
    error: str | None = None
    """What the tool's failure was; for a call that is refused, the code of why it does not run (`NotRunWhy`)."""
    requested_at: At
    here: bool = False
    """Handrail itself runs it, with a tool of its own."""
    person: PersonId | None = None
    """The person whose act it is, where no agent asked for it."""


class ActionVerb(StrEnum):
    """What can be done with a guarded call."""

    CLEAR = "clear"
    ASK = "ask"
    REFUSE = "refuse"
    APPROVE = "approve"
    LEASE = "lease"
    COMPLETE = "complete"
    FAIL = "fail"
    LAPSE = "lapse"
    """The lease ran out without a word: nobody knows whether it was done."""
    REMIND = "remind"
    FIND_COMMITTED = "find_committed"
    FIND_NOT_COMMITTED = "find_not_committed"


_S = ActionState
_V = ActionVerb

MOVES: Final[dict[tuple[ActionState, ActionVerb], ActionState]] = {
    (_S.PROPOSED, _V.CLEAR): _S.READY,
    (_S.PROPOSED, _V.ASK): _S.WAITING,
    (_S.PROPOSED, _V.REFUSE): _S.REFUSED,
    (_S.WAITING, _V.APPROVE): _S.READY,
    (_S.WAITING, _V.REFUSE): _S.REFUSED,
    (_S.READY, _V.LEASE): _S.LEASED,
    (_S.READY, _V.REFUSE): _S.REFUSED,
    (_S.LEASED, _V.COMPLETE): _S.COMPLETED,
    (_S.LEASED, _V.FAIL): _S.FAILED,
    (_S.LEASED, _V.LAPSE): _S.UNKNOWN,
    (_S.UNKNOWN, _V.COMPLETE): _S.COMPLETED,
    (_S.UNKNOWN, _V.FAIL): _S.FAILED,
    (_S.UNKNOWN, _V.REMIND): _S.UNKNOWN,
    (_S.UNKNOWN, _V.FIND_COMMITTED): _S.COMPLETED,
    (_S.UNKNOWN, _V.FIND_NOT_COMMITTED): _S.READY,
}
"""From a state, by a verb, to a state. What is not here is refused."""

ENDED: Final = frozenset({_S.COMPLETED, _S.FAILED, _S.REFUSED})
"""The states that a call never leaves."""


def move(action: Action, verb: ActionVerb) -> ActionState:
    """Where `verb` leads from here; raises `MoveRefused` where it leads nowhere."""
    target = MOVES.get((action.state, verb))
    if target is None:
        raise MoveRefused(
            f"`{verb}` cannot be done with a call that is {action.state}.", fix="Read the call again: it has moved."
        )
    return target
