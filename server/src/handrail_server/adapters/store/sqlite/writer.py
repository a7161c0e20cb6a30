"""The one thread that writes: it takes all that waits, stores it in one transaction, and answers after the fsync."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final

from handrail_server.adapters.store.sqlite.batch import Batch
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import HandrailError, Unavailable

Job = Callable[[sqlite3.Connection], list[tuple[object, ...]]]
"""Something else than a commit, done inside the group's transaction."""

_LARGEST_GROUP: Final = 256
_FULL: Final = 13
_CANNOT_WRITE: Final = {5, 6, 7, 8, 10, 11, 14, 26}
"""SQLite's codes for busy, locked, no memory, read-only, I/O error, corrupt, cannot open, not a database."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """Somebody who waits for a write."""

    work: Write | Job
    future: asyncio.Future[list[tuple[object, ...]]]
    rows: list[tuple[object, ...]] | None = None
    error: Exception | None = None


class Writer:
    """Owns the writing connection. Nobody is answered before what they wrote is on the disk.

    Groups are made on the event loop: all that is ready to write in one turn of the loop, or that came while the thread
    was busy, goes together. Were the thread to take what it finds, it would fight the loop for the interpreter's lock
    over many small groups: 64 callers then got groups of 4 to 8.
    """

    def __init__(self, connection: sqlite3.Connection, batch: Batch) -> None:
        self._connection = connection
        self._batch = batch
        self._waiting: list[_Waiting] = []
        self._is_busy = False
        self._is_closed = False
        self._groups: SimpleQueue[tuple[asyncio.AbstractEventLoop, list[_Waiting]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="handrail-writer", daemon=True)
        self._thread.start()

    async def do(self, work: Write | Job) -> list[tuple[object, ...]]:
        """Wait until it is durable; raises what forbids or prevents it, and then nothing of it is stored."""
        if self._is_closed:
            raise Unavailable("The store is closed.")
        return await self._wait(work)

    async def close(self) -> None:
        """Finish what waits, then close the connection, which checkpoints."""
        if not self._is_closed:
            self._is_closed = True
            await self._wait(_nothing)
            self._groups.put(None)
            await asyncio.to_thread(self._thread.join)

    async def _wait(self, work: Write | Job) -> list[tuple[object, ...]]:
        loop = asyncio.get_running_loop()
        waiting = _Waiting(work=work, future=loop.create_future())
        self._waiting.append(waiting)
        if not self._is_busy and len(self._waiting) == 1:
            loop.call_soon(self._hand_over, loop)
        return await waiting.future

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        """Give the thread what waits."""
        self._is_busy = bool(self._waiting)
        if self._waiting:
            group, self._waiting = self._waiting[:_LARGEST_GROUP], self._waiting[_LARGEST_GROUP:]
            self._groups.put((loop, group))

    def _answer(self, loop: asyncio.AbstractEventLoop, group: Sequence[_Waiting]) -> None:
        self._hand_over(loop)
        for waiting in group:
            if waiting.future.done():  # whoever waited has gone; it is written all the same
                continue
            if waiting.error is not None:
                waiting.future.set_exception(waiting.error)
            else:
                waiting.future.set_result(waiting.rows or [])

    def _run(self) -> None:
        while (given := self._groups.get()) is not None:
            loop, group = given
            self._store(group)
            with suppress(RuntimeError):  # the loop was closed meanwhile: nobody is waiting
                loop.call_soon_threadsafe(self._answer, loop, group)
        self._connection.close()

    def _store(self, group: Sequence[_Waiting]) -> None:
        """One transaction for all. Where it fails, one for each: only the guilty one fails."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._put(group)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - the thread must live, and whoever waits must hear of it
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            self._failed(group, error)

    def _put(self, group: Sequence[_Waiting]) -> None:
        writes = [(waiting, waiting.work) for waiting in group if isinstance(waiting.work, Write)]
        if writes:
            self._batch.put(_permitted(writes, self._batch))
        for waiting in group:
            if not isinstance(waiting.work, Write):
                waiting.rows = waiting.work(self._connection)

    def _failed(self, group: Sequence[_Waiting], error: Exception) -> None:
        for waiting in group:
            waiting.rows = None
            waiting.error = _told(error)
        if len(group) > 1 and not _is_full(error):
            for waiting in group:
                waiting.error = None
                self._store([waiting])


def _permitted(writes: Sequence[tuple[_Waiting, Write]], batch: Batch) -> list[Write]:
    """The writes that may be stored, each checked against what is stored and what goes before it in the group."""
    seen = batch.seen([write for _, write in writes])
    permitted: list[Write] = []
    for waiting, write in writes:
        try:
            seen.check(write)
        except HandrailError as refusal:
            waiting.error = refusal
        else:
            seen.note(write)
            permitted.append(write)
    return permitted


def _told(error: Exception) -> Exception:
    """The error as the caller should hear it."""
    if not isinstance(error, sqlite3.Error):
        return error
    if _is_full(error):
        return Unavailable("The disk is full; nothing was written.", fix="Make room, then send it again.")
    if _code(error) in _CANNOT_WRITE:
        return Unavailable(f"The database cannot be written ({error}); nothing was written.", fix="Try again.")
    return error


def _is_full(error: Exception) -> bool:
    return _code(error) == _FULL


def _code(error: Exception) -> int:
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def _nothing(_: sqlite3.Connection) -> list[tuple[object, ...]]:
    return []
