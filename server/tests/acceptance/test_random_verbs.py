"""Random verbs of agents, customers, people and the worker, many at once: the laws hold on SQLite and PostgreSQL."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from random import Random

import asyncpg
import pytest

from handrail_server.adapters.ground.ids import SortedIds
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.demo.places import ORG
from handrail_server.demo.seed import seed
from handrail_server.house.house import House
from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.acceptance import agents_at_work, people_at_work
from server.tests.acceptance.crowd import Crowd
from server.tests.acceptance.laws import Armed, check
from server.tests.contracts.stores import postgres_engine
from server.tests.house import VirtualClock, a_house

SIGNER = Signer(b"s" * 32)
"""As the houses of the tests have it."""
STANDING = "SELECT kind, id, name FROM deadlines"
VERBS = {**agents_at_work.VERBS, **people_at_work.VERBS}


@pytest.mark.parametrize("number", range(3))
async def test_laws_hold_on_sqlite(tmp_path: Path, number: int) -> None:
    async with _sqlite(tmp_path) as engine:
        await _rounds(engine, armed=_armed_on_sqlite(tmp_path), seed_of=number, rounds=3, steps=12)


@pytest.mark.postgres
async def test_laws_hold_on_postgres_with_two_processes(postgres_dsn: str) -> None:
    async with postgres_engine(postgres_dsn) as one, postgres_engine(postgres_dsn, emptied=False) as other:
        await _rounds(one, other, armed=_armed_on_postgres(postgres_dsn), seed_of=7, rounds=2, steps=12)


@pytest.mark.prove
@pytest.mark.parametrize("number", range(100, 120))
async def test_laws_hold_on_sqlite_at_length(tmp_path: Path, number: int) -> None:
    async with _sqlite(tmp_path) as engine:
        await _rounds(engine, armed=_armed_on_sqlite(tmp_path), seed_of=number, rounds=10, steps=40)


@pytest.mark.prove
@pytest.mark.postgres
@pytest.mark.parametrize("number", range(200, 210))
async def test_laws_hold_on_postgres_at_length(postgres_dsn: str, number: int) -> None:
    async with postgres_engine(postgres_dsn) as one, postgres_engine(postgres_dsn, emptied=False) as other:
        await _rounds(one, other, armed=_armed_on_postgres(postgres_dsn), seed_of=number, rounds=10, steps=40)


async def _rounds(*engines: Engine, armed: Armed, seed_of: int, rounds: int, steps: int) -> None:
    """Eight callers at once; after each round everybody rests, and the store is looked at."""
    clock = VirtualClock()
    houses = [await _house(engine, clock) for engine in engines]
    await seed(houses[0])
    crowd = Crowd(
        houses=tuple(houses),
        clock=clock,
        random=Random(seed_of),
        scribe=LedgerScribe(houses[0], SIGNER),
        people=tuple(loaded.state.id for loaded in await houses[0].library.people(ORG)),
    )
    for _ in range(rounds):
        await crowd.run(VERBS, steps=steps, callers=8)
        await check(crowd, houses[0], armed)
    assert crowd.done["customer speaks"]
    assert sum(crowd.done.values()) > rounds * steps


async def _house(engine: Engine, clock: VirtualClock) -> House:
    return replace(await a_house(engine, clock=clock), ids=SortedIds())


@asynccontextmanager
async def _sqlite(tmp_path: Path) -> AsyncIterator[Engine]:
    async with AsyncExitStack() as ending:
        engine = SqliteEngine(tmp_path / "handrail.db")
        ending.push_async_callback(engine.close)
        await engine.migrate()
        yield engine


def _armed_on_sqlite(tmp_path: Path) -> Armed:
    async def read() -> frozenset[tuple[str, str]]:
        with closing(sqlite3.connect(tmp_path / "handrail.db")) as connection:
            return frozenset((f"{kind}/{id_}", name) for kind, id_, name in connection.execute(STANDING))

    return read


def _armed_on_postgres(dsn: str) -> Armed:
    async def read() -> frozenset[tuple[str, str]]:
        connection = await asyncpg.connect(dsn)
        try:
            return frozenset((f"{row['kind']}/{row['id']}", row["name"]) for row in await connection.fetch(STANDING))
        finally:
            await connection.close()

    return read
