"""A commit that stands still in the middle: everything is written, nothing is committed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from handrail_server.adapters.store.postgres.engine import HERE
from handrail_server.adapters.store.postgres.packing import packed
from handrail_server.adapters.store.postgres.parameters import numbered_statements
from handrail_server.adapters.store.rows import FactRow, SubjectRow
from handrail_server.adapters.store.write import Guard, Write
from server.tests.contracts.samples import NOW, ORG

STATEMENTS = numbered_statements(HERE / "sql")


def a_write(name: str, version: int = 0, *, expects: tuple[Guard, ...] = ()) -> Write:
    """The next fact of a subject."""
    return Write(
        at=NOW,
        guards=(guard(name, version), *expects),
        subjects=(SubjectRow(ORG, "conversation", name, version + 1, b"tip", "{}"),),
        facts=(
            FactRow(ORG, "conversation", name, version + 1, f"{name}.{version}", "Noted", NOW, "{}", None, None, b"h"),
        ),
    )


def guard(name: str, version: int) -> Guard:
    return Guard(ORG, "conversation", name, version)


@asynccontextmanager
async def halfway(connection: "asyncpg.Connection[asyncpg.Record]", write: Write) -> AsyncIterator[None]:
    """Commits at the end of the block, and not before."""
    statement = STATEMENTS["store_commits"]
    async with connection.transaction():
        assert await connection.fetchval(statement.sql, *statement.arguments(packed([write]))) is None
        yield


async def somebody_waits(connection: "asyncpg.Connection[asyncpg.Record]", what: str = "Lock") -> None:
    """Return when some other connection waits for a lock."""
    async with asyncio.timeout(5):
        while not await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = $1", what
        ):
            pass
