"""Migrations on a database that several processes open at once."""

import asyncio

import asyncpg
import pytest

from handrail_server.adapters.store.postgres.engine import PostgresEngine
from handrail_server.core.basics.errors import Unavailable

pytestmark = pytest.mark.postgres


async def test_processes_that_migrate_at_once_apply_each_migration_once(postgres_dsn: str) -> None:
    engines = [PostgresEngine(postgres_dsn) for _ in range(4)]
    applied = await asyncio.gather(*(engine.migrate() for engine in engines))
    assert sorted(map(bool, applied)) == [False, False, False, True]
    assert await engines[0].migrate() == ()
    for engine in engines:
        await engine.close()


async def test_a_migration_that_reads_differently_is_refused(postgres_dsn: str) -> None:
    engine = PostgresEngine(postgres_dsn)
    first, *_ = await engine.migrate()
    connection = await asyncpg.connect(postgres_dsn)
    await connection.execute("UPDATE migrations SET checksum = 'x' WHERE name = $1", first)
    with pytest.raises(Unavailable, match=first):
        await engine.migrate()
    await connection.close()
    await engine.close()
