"""Small values to keep in a store."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import Actor, ActorKind, system
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Body, Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import (
    ActionId,
    AgentId,
    CaseId,
    ConversationId,
    CustomerId,
    DecisionId,
    KeyId,
    MessageId,
    OrgId,
    PersonId,
    PolicyVersion,
    QueueId,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.decision import Decision, Trace, Verdict, Waiting
from handrail_server.core.policy.route import Route, Target, TargetKind
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.turns.turn import Turn
from handrail_server.ports.writing import (
    Judged,
)

ORG = OrgId("acme")
OTHER = OrgId("other")
AGENT = AgentId("shop")
NOW = At(1_800_000_000_000)
BY = system("test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Fact):
    """Something happened."""

    number: int = 0
    text: Body[str | None] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poke(Effect):
    """Something to do outside."""

    number: int = 0


def conversation_subject(name: str = "c1") -> Subject:
    return Subject(kind=SubjectKind.CONVERSATION, id=name)


def conversation(name: str = "c1") -> Conversation:
    return Conversation(
        id=ConversationId(name),
        agent=AGENT,
        key=KeyId("k"),
        channel="chat",
        mode=Mode.ENFORCE,
        control=Control(holder=by_agent(AGENT), epoch=1),
        opened_at=NOW,
    )


def turn(number: int = 1, *, name: str | None = None, text: str = "hello", of: str = "c1", by: Actor = BY) -> Turn:
    return Turn(
        conversation=ConversationId(of),
        id=TurnId(name or f"t{number}"),
        number=TurnNumber(number),
        author=by,
        text=text,
        channel="chat",
        said_at=NOW,
        received_at=NOW,
        epoch=1,
    )


def judged(name: str, number: int | None, *, of: str = "c1") -> Judged:
    decision = Decision(
        id=DecisionId(name),
        turn=None if number is None else TurnNumber(number),
        verdict=Verdict.PROCEED,
        trace=Trace(policy=PolicyVersion(1), scopes=("organisation",), inputs={"a": 1.0, "b": True, "c": "x"}),
    )
    return Judged(conversation=ConversationId(of), decision=decision, signals=())


def case_subject(name: str) -> Subject:
    return Subject(kind=SubjectKind.CASE, id=name)


def case(name: str, *, rank: int = 50, requested_at: int = NOW) -> Case:
    target = Target(kind=TargetKind.QUEUE, id="billing")
    return Case(
        id=CaseId(name),
        kind=CaseKind.HAND_OVER,
        state=CaseState.QUEUED,
        conversation=ConversationId("c1"),
        agent=AGENT,
        customer=CustomerId("ann"),
        channel="chat",
        language="en",
        turn=None,
        decision=None,
        policy=PolicyVersion(1),
        reasons=(),
        route=Route(id="r", target=target),
        item=WorkItem(
            channel="chat",
            language="en",
            rank=rank,
            requested_at=At(requested_at),
            target_accept_at=At(requested_at + 1),
            target=target,
        ),
        waiting=Waiting.SILENT,
        queue=QueueId("billing"),
        requested_at=At(requested_at),
        due_at=At(requested_at + 1),
    )


def action(name: str, *, call_id: str = "call1", digest: str = "d", requested_at: int = NOW) -> Action:
    return Action(
        id=ActionId(name),
        conversation=ConversationId("c1"),
        agent=AGENT,
        call_id=call_id,
        tool="refund",
        arguments="{}",
        digest=digest,
        epoch=1,
        turn=None,
        state=ActionState.PROPOSED,
        decision=DecisionId("d1"),
        requested_at=At(requested_at),
    )


def person(name: str, *, email: str | None = None, queues: tuple[str, ...] = (), active: bool = True) -> Person:
    return Person(
        id=PersonId(name),
        name=name.title(),
        email=email or f"{name}@example.com",
        roles=(Role.REP,),
        queues=tuple(QueueId(queue) for queue in queues),
        status_since=NOW,
        active=active,
    )


def words(number: int, *, epoch: int = 1, by: ActorKind = ActorKind.AGENT, lane: str = "c1") -> DeliverWords:
    return DeliverWords(
        lane=lane,
        message=MessageId(f"{lane}/turn/{number}"),
        author=by,
        author_id="x",
        text="hello",
        epoch=epoch,
        number=number,
    )
