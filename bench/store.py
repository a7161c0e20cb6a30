"""Commits per second on SQLite beside what the disk and a plain table allow: `python -m bench.store`.

A *turn* is what one turn of a conversation writes: a subject with 4 kB of state, two facts with encrypted bodies of
600 bytes, a turn, a judged decision and a recorded answer. The *floor* is one row of 600 bytes and one version-checked
update in a transaction of its own, on one plain connection; *small* is the same through the store. *Busy* is beside
tasks that keep the event loop full, as requests do: the disk must not wait for the interpreter's lock.
"""

import argparse
import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.journal import StoreJournal
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.adapters.store.rows import FactRow, SubjectRow
from handrail_server.adapters.store.sqlite.connection import writing
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.adapters.store.write import Guard, Write
from handrail_server.core.basics.actors import ActorKind, system
from handrail_server.core.basics.facts import Body, Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import (
    AgentId,
    CommitId,
    ConversationId,
    DecisionId,
    KeyId,
    OrgId,
    PolicyVersion,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.policy.decision import Decision, Trace, Verdict
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation, Sketch
from handrail_server.core.turns.turn import Turn
from handrail_server.ledger.cipher import MasterKey
from handrail_server.ports.writing import Answer, Commit, Judged, Loaded, changed, created

ORG = OrgId("bench")
NOW = At(1_800_000_000_000)
BY = system("bench")
TEXT = "I have asked three times now where my parcel is, and nobody could tell me. " * 8

One = Callable[[int, int], Awaitable[None]]
"""A caller's commit: which caller, which of its commits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Fact):
    """A turn was heard."""

    number: int
    score: float
    text: Body[str]


def state(name: str) -> Conversation:
    sketch = Sketch(number=TurnNumber(1), author=ActorKind.CUSTOMER, words=tuple(range(10**9, 10**9 + 12)), at=NOW)
    return Conversation(
        id=ConversationId(name),
        agent=AgentId("shop"),
        key=KeyId("k"),
        channel="chat",
        mode=Mode.ENFORCE,
        control=Control(holder=by_agent(AgentId("shop"))),
        recent=(sketch,) * 13,
        opened_at=NOW,
    )


def turn_commit(found: Loaded[Conversation], name: str, number: int, key: KeyId) -> Commit:
    """What one turn writes."""
    facts = tuple(Heard(by=BY, at=NOW, number=number, score=0.5, text=TEXT) for _ in range(2))
    outcome = Outcome(state=replace(found.state, turns=number), facts=facts)
    change = changed(found, outcome, key=key)
    turn = Turn(
        conversation=ConversationId(name),
        id=TurnId(f"t{number}"),
        number=TurnNumber(number),
        author=BY,
        text=TEXT,
        channel="chat",
        said_at=NOW,
        received_at=NOW,
        epoch=1,
    )
    trace = Trace(policy=PolicyVersion(1), scopes=("organisation",), inputs={"confidence": 0.9, "tier": "gold"})
    decision = Decision(
        id=DecisionId(f"{name}-{number}"), turn=TurnNumber(number), verdict=Verdict.PROCEED, trace=trace
    )
    signals = tuple(Signal(name=f"signal{n}", score=0.1, detector="x@1", evidence=(Evidence(end=5),)) for n in range(6))
    judged = Judged(conversation=ConversationId(name), decision=decision, signals=signals)
    answer = Answer(scope=f"turn/{name}", key=f"t{number}", digest="d" * 64, status=200, body=b"x" * 300)
    return Commit(
        org=ORG,
        id=CommitId(f"commit-{name}-{number:06}"),
        at=NOW,
        changes=(change,),
        turns=((turn, "said"),),
        judged=(judged,),
        answer=answer,
    )


async def journal_turns(engine: Engine, callers: int) -> One:
    """Each caller has a conversation of its own and commits turns to it."""
    codec = Codec({SubjectKind.CONVERSATION: Conversation}, ())
    journal = StoreJournal(engine, codec=codec, keys=Keyring(engine, MasterKey(b"m" * 32)), bell=ProcessBell())
    keys = [await journal.data_key(ORG, f"c{callers}-{caller}") for caller in range(callers)]
    for caller, key in enumerate(keys):
        name = f"c{callers}-{caller}"
        subject = Subject(kind=SubjectKind.CONVERSATION, id=name)
        opened = Outcome(state=state(name), facts=(Heard(by=BY, at=NOW, number=0, score=0.0, text=""),))
        change = created(subject, opened, key=key)
        await journal.commit(Commit(org=ORG, id=CommitId(f"open-{name}"), at=NOW, changes=(change,)))

    async def one(caller: int, number: int) -> None:
        name = f"c{callers}-{caller}"
        found = await journal.load(ORG, Conversation, name)
        await journal.commit(turn_commit(found, name, number + 1, keys[caller]))

    return one


def small_commits(engine: Engine, callers: int) -> One:
    """The floor's rows, ready made, through the store's writer."""
    body = b"x" * 600

    async def one(caller: int, number: int) -> None:
        name = f"s{callers}-{caller}"
        version = number + 1
        subject = SubjectRow(ORG, "case", name, version, b"", "{}")
        fact = FactRow(ORG, "case", name, version, f"{name}-{version}", "Heard", NOW, "{}", None, body, b"")
        guard = Guard(ORG, "case", name, number)
        await engine.commit(Write(at=NOW, guards=(guard,), subjects=(subject,), facts=(fact,)))

    return one


def plain_floor(path: Path, seconds: float) -> float:
    """Transactions per second of one plain connection: an insert and a version-checked update, synced each time."""
    connection = writing(path)
    connection.execute("CREATE TABLE events (id TEXT, version INTEGER, body BLOB, PRIMARY KEY (id, version))")
    connection.execute("CREATE TABLE states (id TEXT PRIMARY KEY, version INTEGER, state TEXT)")
    connection.execute("INSERT INTO states VALUES ('a', 0, '{}')")
    body, count = b"x" * 600, 0
    until = time.perf_counter() + seconds
    began = time.perf_counter()
    while time.perf_counter() < until:
        _plain(connection, body, count)
        count += 1
    rate = count / (time.perf_counter() - began)
    connection.close()
    return rate


def _plain(connection: sqlite3.Connection, body: bytes, count: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO events VALUES ('a', ?, ?)", (count, body))
    connection.execute("UPDATE states SET version = version + 1 WHERE id = 'a' AND version = ?", (count,))
    connection.execute("COMMIT")


async def measure(one: One, callers: int, seconds: float) -> tuple[float, float, float]:
    """Commits per second, median and 99th percentile in milliseconds."""
    times: list[float] = []
    until = time.perf_counter() + seconds

    async def call(caller: int) -> None:
        number = 0
        while (began := time.perf_counter()) < until:
            await one(caller, number)
            times.append(time.perf_counter() - began)
            number += 1

    began = time.perf_counter()
    await asyncio.gather(*(call(caller) for caller in range(callers)))
    rate = len(times) / (time.perf_counter() - began)
    cuts = statistics.quantiles(times, n=100)
    return rate, cuts[49] * 1_000, cuts[98] * 1_000


@asynccontextmanager
async def busy_loop() -> AsyncIterator[None]:
    """Two tasks that take 0.3 ms of CPU in each turn of the loop."""
    over = asyncio.Event()

    async def keep_busy() -> None:
        while not over.is_set():
            until = time.thread_time() + 0.000_3
            while time.thread_time() < until:
                pass
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(keep_busy()) for _ in range(2)]
    yield
    over.set()
    await asyncio.gather(*tasks)


async def run(folder: Path, seconds: float) -> None:
    floor = plain_floor(folder / "plain.db", seconds)
    print(f"{'':26}{'commits/s':>10}{'× floor':>9}{'p50 ms':>9}{'p99 ms':>9}")
    print(f"{'plain connection (floor)':26}{floor:10,.0f}{1:9.2f}")
    engine = SqliteEngine(folder / "handrail.db")
    await engine.migrate()
    for name, callers in (("small", 1), ("small", 64), ("turn", 1), ("turn", 8), ("turn", 64), ("busy", 65)):
        one = small_commits(engine, callers) if name == "small" else await journal_turns(engine, callers)
        async with busy_loop() if name == "busy" else nullcontext():
            rate, half, most = await measure(one, callers, seconds)
        print(f"{f'{name}, {callers} callers':26}{rate:10,.0f}{rate / floor:9.2f}{half:9.2f}{most:9.2f}")
    await engine.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="for each line of the table")
    parser.add_argument("--folder", type=Path, help="a folder on the disk to measure; default: a temporary one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        asyncio.run(run(Path(folder), asked.seconds))


if __name__ == "__main__":
    main()
