"""The engine over one SQLite file."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Final, TypeVar

from handrail_server.adapters.store.engine import Command, Query
from handrail_server.adapters.store.migrations import migrations
from handrail_server.adapters.store.recent import Recent
from handrail_server.adapters.store.rows import Scalar
from handrail_server.adapters.store.sqlite.batch import Batch
from handrail_server.adapters.store.sqlite.connection import reading, writing
from handrail_server.adapters.store.sqlite.file_lock import FileLock
from handrail_server.adapters.store.sqlite.migrate import apply
from handrail_server.adapters.store.sqlite.writer import Writer
from handrail_server.adapters.store.statements import Statement, statements
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import Unavailable

R = TypeVar("R")

HERE: Final = Path(__file__).parent
_READERS: Final = 3


class SqliteEngine:
    """Keeps rows in one file, which no other process may have open for writing."""

    def __init__(self, path: Path) -> None:
        """Open or create the file; raises `Unavailable` where another server has it."""
        self.recent: Final = Recent(alone=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._statements = statements(HERE / "sql")
        self._lock = FileLock(path)
        try:
            connection = writing(path)
        except sqlite3.Error as error:
            self._lock.release()
            raise Unavailable(f"{path} cannot be opened: {error}.", fix="Restore it from a backup.") from None
        self._writer = Writer(connection, Batch(connection, self._statements))
        self._inline = reading(path)
        self._readers: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        for _ in range(_READERS):
            self._readers.put(reading(path))
        self._threads = ThreadPoolExecutor(max_workers=_READERS, thread_name_prefix="handrail-reader")

    async def migrate(self) -> tuple[str, ...]:
        """Apply what is pending, all of it or nothing."""
        applied = await self._writer.do(partial(apply, migrations(HERE / "migrations")))
        return tuple(str(name) for (name,) in applied)

    async def close(self) -> None:
        """Readers go first, so that the last connection, which checkpoints, is the one that writes."""
        self._threads.shutdown(wait=True)
        self._inline.close()
        for _ in range(_READERS):
            self._readers.get().close()
        await self._writer.close()
        self._lock.release()

    async def commit(self, write: Write) -> None:
        """Store it with whatever else waits; returns after the group's fsync."""
        await self._writer.do(write)

    async def read(self, query: Query[R], **values: Scalar) -> list[R]:
        """Point reads at once, since a thread would cost more than the read; all others in a thread."""
        (statement,) = self._statements[query.name]
        if query.point:
            found = self._inline.execute(statement.sql, values).fetchall()
        else:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._threads, self._read, statement.sql, values)
        return [query.row(*row) for row in found]

    async def run(self, command: Command[R], **values: Scalar) -> list[R]:
        """Run it in the next group's transaction."""
        found = await self._writer.do(partial(_run, self._statements[command.name], values))
        return [command.row(*row) for row in found]

    def _read(self, sql: str, values: dict[str, Scalar]) -> list[tuple[object, ...]]:
        connection = self._readers.get()
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            self._readers.put(connection)


def _run(
    parts: tuple[Statement, ...], values: dict[str, Scalar], connection: sqlite3.Connection
) -> list[tuple[object, ...]]:
    answer: list[tuple[object, ...]] = []
    for part in parts:
        rows = connection.execute(part.sql, values).fetchall()
        answer = answer or rows
        if part.must_answer and not rows:
            break
    return answer
