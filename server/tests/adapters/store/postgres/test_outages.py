"""The database goes away and comes back."""

import asyncio

import pytest

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.postgres.connections import Connections
from handrail_server.adapters.store.postgres.engine import PostgresEngine
from handrail_server.core.basics.errors import Unavailable
from server.tests.adapters.store.postgres.conftest import Raw
from server.tests.adapters.store.postgres.halfway import a_write, halfway, somebody_waits
from server.tests.contracts.samples import ORG
from server.tests.contracts.stores import Store

pytestmark = pytest.mark.postgres

CUT_OFF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'handrail'"


async def test_a_server_that_cannot_be_reached_is_named_and_its_password_is_not() -> None:
    engine = PostgresEngine("postgresql://ann:secret@127.0.0.1:1/handrail")
    for asking in (engine.migrate(), engine.commit(a_write("c1")), engine.read(queries.ORGANISATIONS)):
        with pytest.raises(Unavailable, match=r"PostgreSQL at 127\.0\.0\.1:1/handrail") as refusal:
            await asking
        assert "secret" not in refusal.value.message
    await engine.close()


async def test_a_lost_connection_is_replaced(store: Store, raw: Raw) -> None:
    await store.engine.commit(a_write("c1"))
    await (await raw()).execute(CUT_OFF)
    found = await store.engine.read(queries.SUBJECTS, org=ORG, kind="conversation")
    assert [row.id for row in found] == ["c1"]
    await store.engine.commit(a_write("c2"))


async def test_a_commit_that_was_cut_off_is_not_acknowledged_and_the_next_one_is(store: Store, raw: Raw) -> None:
    await store.engine.commit(a_write("c1"))
    holding, watching = await raw(), await raw()
    async with halfway(holding, a_write("c1", 1)):
        commits = [asyncio.create_task(store.engine.commit(a_write(name, 1))) for name in ("c1",)]
        await somebody_waits(watching)
        await watching.execute(CUT_OFF)
        ends = await asyncio.gather(*commits, return_exceptions=True)
    assert [type(end) for end in ends] == [Unavailable]
    await store.engine.commit(a_write("c1", 2))


async def test_whoever_goes_away_leaves_nothing_half_done(store: Store, raw: Raw) -> None:
    """A caller that is cancelled may have been stored or not; the engine goes on."""
    commit = asyncio.create_task(store.engine.commit(a_write("c1")))
    read = asyncio.create_task(store.engine.read(queries.ORGANISATIONS))
    await asyncio.sleep(0)
    commit.cancel()
    read.cancel()
    await asyncio.wait((commit, read))
    await asyncio.gather(*(store.engine.commit(a_write(f"d{number}")) for number in range(9)))


async def test_connections_are_bounded(shared_postgres_dsn: str) -> None:
    connections = Connections(shared_postgres_dsn, most=3)
    three = asyncio.Barrier(3)
    lent: list[int] = []

    async def use() -> None:
        async with connections.one() as connection:
            lent.append(await connection.fetchval("SELECT pg_backend_pid()"))
            await three.wait()

    await asyncio.gather(*(use() for _ in range(12)))
    await connections.close()
    assert len(set(lent)) == 3


async def test_a_connection_waits_for_the_disk_whatever_the_server_says(postgres_dsn: str) -> None:
    connections = Connections(f"{postgres_dsn}?options=-csynchronous_commit%3Doff", most=1)
    async with connections.one() as connection:
        assert await connection.fetchval("SHOW synchronous_commit") == "on"
    await connections.close()
