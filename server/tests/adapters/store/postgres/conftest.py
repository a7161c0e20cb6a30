"""Several processes' worth of engines on one database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest

from handrail_server.adapters.store.postgres.engine import PostgresEngine
from server.tests.contracts.stores import Store, postgres_engine, store_over

Another = Callable[[], Store]
Raw = Callable[[], Awaitable["asyncpg.Connection[asyncpg.Record]"]]


@pytest.fixture
async def store(shared_postgres_dsn: str) -> AsyncIterator[Store]:
    """A store over an emptied database."""
    async with postgres_engine(shared_postgres_dsn) as engine:
        yield store_over(engine)


@pytest.fixture
async def another(shared_postgres_dsn: str, store: Store) -> AsyncIterator[Another]:
    """Opens one more store on the same database, as another process would."""
    engines: list[PostgresEngine] = []

    def opened() -> Store:
        engines.append(PostgresEngine(shared_postgres_dsn))
        return store_over(engines[-1], first=len(engines) * 1_000_000)

    yield opened
    for engine in engines:
        await engine.close()


@pytest.fixture
async def raw(shared_postgres_dsn: str, store: Store) -> AsyncIterator[Raw]:
    """Opens a plain connection."""
    connections: list[asyncpg.Connection[asyncpg.Record]] = []

    async def opened() -> "asyncpg.Connection[asyncpg.Record]":
        connections.append(await asyncpg.connect(shared_postgres_dsn))
        return connections[-1]

    yield opened
    for connection in connections:
        await connection.close()
