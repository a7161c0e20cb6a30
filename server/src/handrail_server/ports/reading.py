"""The read side: what is shown. It never decides and never writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from handrail_server.core.basics.facts import Subject
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    DecisionId,
    OrgId,
    PersonId,
    QueueId,
    TurnId,
)
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.learning.lesson import Lesson, LessonState
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.ports.writing import Judged, Loaded

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[S]):
    """Some rows, and the cursor that fetches the next ones."""

    items: tuple[S, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """A turn, what became of it, and the decision made about it."""

    turn: Turn
    status: str
    judged: Judged | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A fact without its body, as streams and measures read it."""

    org: OrgId
    number: int | None
    """Its place in the ledger, once the scribe gave it one."""
    subject: Subject
    version: int
    verb: str
    at: At
    by: Mapping[str, str | None]
    data: Mapping[str, object]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases; None means any."""

    kinds: tuple[CaseKind, ...] | None = None
    states: tuple[CaseState, ...] | None = None
    queues: tuple[QueueId, ...] | None = None
    owner: PersonId | None = None
    offered_to: PersonId | None = None
    conversation: ConversationId | None = None
    customer: CustomerId | None = None
    involving: PersonId | None = None
    """Beside the cases of `queues`, those that this person owns or is offered, wherever they wait."""

    def takes(self, case: Case) -> bool:
        """Whether the case is one of these, as every store finds them."""
        offered = {offer.person for offer in case.offers}
        mine = self.involving is not None and self.involving in {case.owner, *offered}
        return (
            (mine or _within(case.queue, self.queues))
            and _within(case.kind, self.kinds)
            and _within(case.state, self.states)
            and self.owner in (None, case.owner)
            and (self.offered_to is None or self.offered_to in offered)
            and self.conversation in (None, case.conversation)
            and self.customer in (None, case.customer)
        )


def _within(value: object, wanted: tuple[object, ...] | None) -> bool:
    return wanted is None or value in wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingInQueue:
    """How many cases wait in a queue, and when the oldest of them was asked for."""

    cases: int
    oldest_at: At


class Library(Protocol):
    """The read side: what is shown. It never decides and never writes."""

    async def turns(
        self, org: OrgId, conversation: ConversationId, *, after: int = 0, limit: int = 200
    ) -> tuple[StoredTurn, ...]:
        """Turns in their order, with number > `after`."""
        ...

    async def turn(self, org: OrgId, conversation: ConversationId, turn: TurnId) -> StoredTurn | None:
        """One turn by the sender's id."""
        ...

    async def judged(self, org: OrgId, decision: DecisionId) -> Judged | None:
        """A decision with its signals."""
        ...

    async def conversations(
        self,
        org: OrgId,
        *,
        agent: AgentId | None = None,
        customer: CustomerId | None = None,
        is_open: bool | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[Conversation]:
        """Conversations, the newest activity first."""
        ...

    async def live(self, org: OrgId, *, since: At, limit: int) -> tuple[Loaded[Conversation], ...]:
        """Open conversations with a turn since then, the newest first."""
        ...

    async def cases(self, org: OrgId, which: CaseFilter, *, cursor: str | None = None, limit: int = 50) -> Page[Case]:
        """Cases in the order of work: rank, secondary rank, target deadline, requested_at, id."""
        ...

    async def waiting_in(self, org: OrgId, queues: Collection[QueueId]) -> Mapping[QueueId, WaitingInQueue]:
        """What waits in each of these queues, queued or offered; none where nothing does. No case is read."""
        ...

    async def decided_approvals(
        self, org: OrgId, *, states: tuple[CaseState, ...] | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Case]:
        """Approvals that are over, the last decided first."""
        ...

    async def lessons(
        self, org: OrgId, state: LessonState, *, cursor: str | None = None, limit: int = 50
    ) -> Page[Lesson]:
        """Lessons in this state, the newest first."""
        ...

    async def actions(
        self, org: OrgId, conversation: ConversationId, *, act: tuple[str, str] | None = None
    ) -> tuple[Action, ...]:
        """The guarded calls of a conversation, oldest first; of one act where its tool and digest are given."""
        ...

    async def action_by_call(self, org: OrgId, conversation: ConversationId, call_id: str) -> Action | None:
        """A guarded call by the framework's call id."""
        ...

    async def people(
        self, org: OrgId, *, queue: QueueId | None = None, active: bool = True
    ) -> tuple[Loaded[Person], ...]:
        """People with their versions, by name; of one queue where given."""
        ...

    async def person_by_email(self, org: OrgId, email: str) -> Loaded[Person] | None:
        """A person by their e-mail address, compared without case."""
        ...

    async def all(self, org: OrgId, kind: type[S]) -> tuple[Loaded[S], ...]:
        """All subjects of a small kind: agents, organisations."""
        ...

    async def named(self, org: OrgId, kind: type[S], names: Collection[str]) -> tuple[Loaded[S], ...]:
        """The subjects of these ids that there are, in no order."""
        ...

    async def organisations(self) -> tuple[OrgId, ...]:
        """The ids of all organisations."""
        ...

    async def heads(
        self, org: OrgId, *, after: int = -1, until: int | None = None, limit: int = 500
    ) -> tuple[Head, ...]:
        """Heads in ledger order, with number > `after`."""
        ...

    async def heads_numbered(self, org: OrgId, numbers: Collection[int]) -> tuple[Head, ...]:
        """The heads with these ledger numbers, in their order."""
        ...

    async def history(
        self,
        org: OrgId,
        subject: Subject,
        *,
        verbs: Collection[str] | None = None,
        after: int = 0,
        limit: int = 500,
    ) -> tuple[tuple[Head, Mapping[str, object] | None], ...]:
        """A subject's facts in order of version, of these verbs where given, with bodies (None where erased)."""
        ...

    async def last_number(self, org: OrgId) -> int:
        """The newest ledger number, -1 where there is none. Read it *before* a snapshot."""
        ...
