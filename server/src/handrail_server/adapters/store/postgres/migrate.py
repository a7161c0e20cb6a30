"""Applies migrations in one transaction, one process after the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import asyncpg

from handrail_server.adapters.store.migrations import Migration, pending
from handrail_server.adapters.store.postgres.connections import Connections

if TYPE_CHECKING:
    from handrail_server.adapters.store.postgres.connections import Connection

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS migrations (
    name text PRIMARY KEY,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""
_TRIES: Final = 5
_MET: Final = (
    asyncpg.UniqueViolationError,
    asyncpg.DuplicateTableError,
    asyncpg.DuplicateObjectError,  # the table's row type, which is made before the table
    asyncpg.LockNotAvailableError,
)


async def apply(known: Sequence[Migration], connections: Connections) -> tuple[str, ...]:
    """Apply what is pending and answer the names."""
    async with connections.one() as connection:
        await _make_table(connection)
        async with connection.transaction():
            # Whoever waits here finds afterwards that nothing is left to do.
            await connection.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
            await connection.execute("LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE")
            rows = await connection.fetch("SELECT name, checksum FROM migrations")
            coming = pending(known, dict(tuple(row) for row in rows))
            for migration in coming:
                await connection.execute(migration.sql)
                row = (migration.name, migration.checksum)
                await connection.execute("INSERT INTO migrations (name, checksum) VALUES ($1, $2)", *row)
    return tuple(migration.name for migration in coming)


async def _make_table(connection: "Connection") -> None:
    """Two that make a table at once, each seeing none, meet at the catalogue's unique keys."""
    for _ in range(_TRIES):
        try:
            await connection.execute(_TABLE)
        except _MET:
            continue
        else:
            return
