"""A store over any engine, and small values to keep in it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.deadlines import StoreDeadlines
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.journal import StoreJournal
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.adapters.store.knowing import (
    StoreInboxNotices,
    StorePolicyDocuments,
    StorePresence,
    StoreSecrets,
)
from handrail_server.adapters.store.library import StoreLibrary
from handrail_server.adapters.store.memory.engine import MemoryEngine
from handrail_server.adapters.store.outbox import StoreOutbox
from handrail_server.adapters.store.postgres.engine import PostgresEngine
from handrail_server.adapters.store.scribe import StoreScribe
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.basics.actors import Actor, ActorKind, system
from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.facts import Body, Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import (
    ActionId,
    AgentId,
    CaseId,
    CommitId,
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
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.decision import Decision, Trace, Verdict, Waiting
from handrail_server.core.policy.route import Route, Target, TargetKind
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.turns.turn import Turn
from handrail_server.ledger.cipher import MasterKey
from handrail_server.ports.writing import (
    Answer,
    Change,
    Commit,
    Expect,
    Judged,
    Loaded,
    Secret,
    TurnMark,
    changed,
    created,
)

S = TypeVar("S")

ORG = OrgId("acme")
OTHER = OrgId("other")
AGENT = AgentId("shop")
NOW = At(1_800_000_000_000)
BY = system("test")

KINDS: dict[SubjectKind, type] = {
    SubjectKind.CONVERSATION: Conversation,
    SubjectKind.CASE: Case,
    SubjectKind.ACTION: Action,
    SubjectKind.AGENT: Agent,
    SubjectKind.PERSON: Person,
    SubjectKind.ORGANISATION: Organisation,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Fact):
    """Something happened."""

    number: int = 0
    text: Body[str | None] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poke(Effect):
    """Something to do outside."""

    number: int = 0


class Rest(TypedDict, total=False):
    """What else a commit may hold."""

    facts: tuple[Fact, ...]
    effects: tuple[Effect, ...]
    deadlines: tuple[Deadline, ...]
    expects: tuple[Expect, ...]
    turns: tuple[tuple[Turn, str], ...]
    marks: tuple[TurnMark, ...]
    judged: tuple[Judged, ...]
    answer: Answer
    secrets: tuple[Secret, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """All ports of the store over one engine."""

    engine: Engine
    journal: StoreJournal
    library: StoreLibrary
    outbox: StoreOutbox
    deadlines: StoreDeadlines
    scribe: StoreScribe
    secrets: StoreSecrets
    presence: StorePresence
    documents: StorePolicyDocuments
    notices: StoreInboxNotices
    ids: Iterator[int]

    async def key(self, org: OrgId = ORG) -> KeyId:
        return await self.journal.data_key(org, "somebody")

    def commit_id(self) -> CommitId:
        return CommitId(f"commit_{next(self.ids):06}")

    async def create(self, subject: Subject, state: S, *, org: OrgId = ORG, **rest: Unpack[Rest]) -> None:
        """Commit a new subject with one fact, or those given."""
        await self._commit(org, created(subject, outcome_of(state), key=await self.key(org)), rest)

    async def change(self, loaded: Loaded[S], state: S, *, org: OrgId = ORG, **rest: Unpack[Rest]) -> None:
        """Commit a new state with one fact, or those given."""
        await self._commit(org, changed(loaded, outcome_of(state), key=await self.key(org)), rest)

    async def _commit(self, org: OrgId, change: Change, rest: Rest) -> None:
        change = replace(
            change,
            facts=rest.get("facts", change.facts),
            effects=rest.get("effects", ()),
            deadlines=rest.get("deadlines", ()),
        )
        commit = Commit(
            org=org,
            id=self.commit_id(),
            at=NOW,
            changes=(change,),
            expects=rest.get("expects", ()),
            turns=rest.get("turns", ()),
            marks=rest.get("marks", ()),
            judged=rest.get("judged", ()),
            answer=rest.get("answer"),
            secrets=rest.get("secrets", ()),
        )
        await self.journal.commit(commit)


def outcome_of(state: S) -> Outcome[S]:
    return Outcome(state=state, facts=(Noted(by=BY, at=NOW, text="hello"),))


def store_over(engine: Engine, *, first: int = 1) -> Store:
    """All ports; commits are numbered from `first`."""
    codec = Codec(KINDS, (Poke, DeliverWords))
    keys = Keyring(engine, MasterKey(b"m" * 32))
    bell = ProcessBell()
    return Store(
        engine=engine,
        journal=StoreJournal(engine, codec=codec, keys=keys, bell=bell),
        library=StoreLibrary(engine, codec=codec, keys=keys),
        outbox=StoreOutbox(engine, codec=codec),
        deadlines=StoreDeadlines(engine),
        scribe=StoreScribe(engine, bell=bell),
        secrets=StoreSecrets(engine),
        presence=StorePresence(engine),
        documents=StorePolicyDocuments(engine),
        notices=StoreInboxNotices(engine),
        ids=count(first),
    )


@asynccontextmanager
async def memory_engine(_: Path) -> AsyncIterator[Engine]:
    yield MemoryEngine()


@asynccontextmanager
async def sqlite_engine(folder: Path) -> AsyncIterator[Engine]:
    engine = SqliteEngine(folder / "handrail.db")
    await engine.migrate()
    try:
        yield engine
    finally:
        await engine.close()


@asynccontextmanager
async def postgres_engine(dsn: str) -> AsyncIterator[Engine]:
    engine = PostgresEngine(dsn)
    await engine.migrate()
    try:
        yield engine
    finally:
        await engine.close()


ENGINES: dict[str, Callable[[Path], AbstractAsyncContextManager[Engine]]] = {
    "memory": memory_engine,
    "sqlite": sqlite_engine,
}


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
