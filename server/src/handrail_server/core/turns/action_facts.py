"""What happens to a guarded call, from asking to its recorded result. The case that decides it has facts of its own."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import ActionId, AgentId, CaseId, ConversationId, DecisionId, PersonId, TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At


class NotRunWhy(StrEnum):
    """Why a guarded call does not run."""

    POLICY = "policy"
    STALE_EPOCH = "stale_epoch"
    STOPPED = "stopped"
    REJECTED = "rejected"
    EXPIRED = "expired"
    """Nobody decided in time."""
    APPROVAL_LAPSED = "approval_lapsed"
    """It was approved, and not taken up while that was valid."""
    NOT_TAKEN_UP = "not_taken_up"
    WITHDRAWN = "withdrawn"
    DIGEST_MISMATCH = "digest_mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionProposed(Fact):
    """Somebody asks to do this. `repeated`: the same act was asked for before under another call id."""

    conversation: ConversationId
    agent: AgentId
    call_id: str
    tool: str
    digest: str
    amount: Money | None
    epoch: int
    turn: TurnNumber | None
    decision: DecisionId
    repeated: bool
    person: PersonId | None = None
    """The person whose act it is; None: the agent's."""
    arguments: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCleared(Fact):
    """It may run without asking, if it is taken up until then."""

    take_up_by: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAskedFirst(Fact):
    """It waits for a person."""

    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionApproved(Fact):
    """A person approved exactly this digest."""

    case: CaseId
    person: PersonId
    digest: str
    valid_until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRefused(Fact):
    """It will never run."""

    why: NotRunWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRefused(Fact):
    """It was not let run this time; nothing else about it has changed."""

    why: NotRunWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLeased(Fact):
    """The moment of the call: from here on it may have happened."""

    fence: int
    """The number of this lease; a report that carries an older token is refused."""
    approval: CaseId | None
    leased_until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCompleted(Fact):
    """It was done. `late`: reported after its lease had run out."""

    late: bool
    result: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFailed(Fact):
    """The tool failed, and nothing was committed."""

    late: bool
    error: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUnknown(Fact):
    """The lease ran out without a word: a person must find out whether it was done."""

    remind_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationOverdue(Fact):
    """Still nobody has found out."""

    remind_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReconciled(Fact):
    """A person found out whether it was done."""

    person: PersonId
    committed: bool
    evidence: Body[str]
    result: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToReconcile(Effect):
    """Ask people to find out what became of a call whose lease ran out."""

    action: ActionId
    overdue: bool
