"""A store over any engine."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

import asyncpg

from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.deadlines import StoreDeadlines
from handrail_server.adapters.store.desk import StoreDrafts, StoreViewers
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
from handrail_server.adapters.store.search import StoreSearch
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.adapters.store.weights import StoreWeights
from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import (
    CommitId,
    KeyId,
    OrgId,
)
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.lesson import Lesson
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.agent import Agent
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
from server.tests.contracts.samples import BY, NOW, ORG, Noted, Poke

S = TypeVar("S")

KINDS: dict[SubjectKind, type] = {
    SubjectKind.CONVERSATION: Conversation,
    SubjectKind.CASE: Case,
    SubjectKind.ACTION: Action,
    SubjectKind.AGENT: Agent,
    SubjectKind.PERSON: Person,
    SubjectKind.LESSON: Lesson,
    SubjectKind.ORGANISATION: Organisation,
}


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
    drafts: StoreDrafts
    viewers: StoreViewers
    search: StoreSearch
    weights: StoreWeights
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
        drafts=StoreDrafts(engine, keys=keys),
        viewers=StoreViewers(engine),
        search=StoreSearch(engine, codec=codec),
        weights=StoreWeights(engine, keys=keys),
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
async def postgres_engine(dsn: str, *, emptied: bool = True) -> AsyncIterator[Engine]:
    engine = PostgresEngine(dsn)
    await engine.migrate()
    if emptied:
        await _empty(dsn)
    try:
        yield engine
    finally:
        await engine.close()


async def _empty(dsn: str) -> None:
    """Ten times faster than a new database; triggers, which would not let facts go, are for others."""
    connection = await asyncpg.connect(dsn)
    tables = await connection.fetch(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'"
    )
    deletes = "; ".join(f"DELETE FROM {name}" for (name,) in tables)
    await connection.execute(f"SET session_replication_role = replica; {deletes}")
    await connection.close()


ENGINES: dict[str, Callable[[Path], AbstractAsyncContextManager[Engine]]] = {
    "memory": memory_engine,
    "sqlite": sqlite_engine,
}
