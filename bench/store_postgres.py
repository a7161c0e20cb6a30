"""Commits per second on PostgreSQL beside what the same server allows: `python -m bench.store_postgres`.

The turns are those of `bench.store`; a *shared* one is read twice before, and expects the organisation, the policy and
the agent to be as they were read. The *floor* is one statement that updates a row under a version check and inserts 600
bytes: a durable transaction each, on as many connections as callers (at most 16).
"""

import argparse
import asyncio
from dataclasses import replace

import asyncpg

from bench.store import NOW, ORG, Heard, One, journal_turns, measure, state, turn_commit
from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.journal import StoreJournal
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.adapters.store.postgres.engine import PostgresEngine
from handrail_server.core.basics.actors import system
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CommitId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ledger.cipher import MasterKey
from handrail_server.ports.writing import Commit, Expect, created
from server.tests.postgres import running_postgres

CALLERS = (1, 8, 64)
_TABLES = """
CREATE TABLE IF NOT EXISTS floor_states (id text PRIMARY KEY, version bigint NOT NULL);
CREATE TABLE IF NOT EXISTS floor_events (id text, version bigint, body bytea, PRIMARY KEY (id, version));
"""
_FLOOR = """
WITH changed AS (UPDATE floor_states SET version = version + 1 WHERE id = $1 AND version = $2 RETURNING id)
INSERT INTO floor_events SELECT id, $2, $3 FROM changed
"""


async def floor(dsn: str, callers: int, seconds: float) -> tuple[float, float, float]:
    """What the server does with the least that a commit can be."""
    async with asyncpg.create_pool(dsn, min_size=1, max_size=min(callers, 16)) as pool:
        await pool.execute(_TABLES)
        names = [f"{callers}-{caller}" for caller in range(callers)]
        await pool.executemany("INSERT INTO floor_states VALUES ($1, 0)", [(name,) for name in names])

        async def one(caller: int, number: int) -> None:
            await pool.execute(_FLOOR, names[caller], number, b"x" * 600)

        return await measure(one, callers, seconds)


async def shared_turns(engine: PostgresEngine, callers: int) -> One:
    """Turns as the server commits them: after two reads, and expecting three subjects that all share."""
    codec = Codec({SubjectKind.CONVERSATION: Conversation}, ())
    journal = StoreJournal(engine, codec=codec, keys=Keyring(engine, MasterKey(b"m" * 32)), bell=ProcessBell())
    names = [f"shared{callers}-{number}" for number in range(callers + 3)]
    keys = [await journal.data_key(ORG, name) for name in names]
    for name, key in zip(names, keys, strict=True):
        heard = Heard(by=system("bench"), at=NOW, number=0, score=0.0, text="")
        subject = Subject(kind=SubjectKind.CONVERSATION, id=name)
        change = created(subject, Outcome(state=state(name), facts=(heard,)), key=key)
        await journal.commit(Commit(org=ORG, id=CommitId(f"open-{name}"), at=NOW, changes=(change,)))
    expects = tuple(Expect(subject=Subject(kind=SubjectKind.CONVERSATION, id=name), version=1) for name in names[-3:])

    async def one(caller: int, number: int) -> None:
        name = names[caller]
        found = await journal.load(ORG, Conversation, name)
        await journal.answer(ORG, f"turn/{name}", f"t{number + 1}", NOW)
        await journal.commit(replace(turn_commit(found, name, number + 1, keys[caller]), expects=expects))

    return one


async def run(dsn: str, seconds: float) -> None:
    engine = PostgresEngine(dsn)
    await engine.migrate()
    print(f"{'':26}{'commits/s':>10}{'× floor':>9}{'p50 ms':>9}{'p99 ms':>9}")
    for callers in CALLERS:
        least, half, most = await floor(dsn, callers, seconds)
        print(f"{f'floor, {callers} callers':26}{least:10,.0f}{1:9.2f}{half:9.2f}{most:9.2f}")
        for name, making in (("turn", journal_turns), ("shared turn", shared_turns)):
            rate, half, most = await measure(await making(engine, callers), callers, seconds)
            print(f"{f'{name}, {callers} callers':26}{rate:10,.0f}{rate / least:9.2f}{half:9.2f}{most:9.2f}")
    await engine.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="for each line of the table")
    parser.add_argument("--dsn", help="an empty database; default: a server of its own")
    asked = parser.parse_args()
    if asked.dsn:
        asyncio.run(run(asked.dsn, asked.seconds))
        return
    with running_postgres() as server, server.database() as dsn:
        asyncio.run(run(dsn, asked.seconds))


if __name__ == "__main__":
    main()
