"""Group commit: all that waits is stored in one transaction, and answered after its fsync.

The rows are put on the event loop, a thousandth of a second for twenty turns, and only the COMMIT, which waits for the
disk without the interpreter's lock, runs in a thread. A thread that put the rows itself would have to win that lock
back after each step, and a busy loop, which gives it up for microseconds only, starves it: beside a saturated loop a
group then took 2 to 4 s.
"""

import asyncio
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final

from handrail_server.adapters.store.sqlite.batch import Batch
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import HandrailError, Unavailable

Rows = list[tuple[object, ...]]
Job = Callable[[sqlite3.Connection], Rows]
"""Something else than a commit, done inside the group's transaction."""

_LARGEST_GROUP: Final = 32
"""While one group is on its way to the disk, those answered before prepare the next."""
_SWITCH_SECONDS: Final = 0.000_5
"""How soon a thread may demand the interpreter's lock. A loop gives it up and takes it back in each turn, which starts
the wait of whoever wants it anew; a wait longer than a turn starves the committing thread. Beside a busy loop p99 was
140 to 1,340 ms with Python's 5 ms, and 55 to 68 ms with this."""
_FULL: Final = 13
_CANNOT_WRITE: Final = {5, 6, 7, 8, 10, 11, 14, 26}
"""SQLite's codes for busy, locked, no memory, read-only, I/O error, corrupt, cannot open, not a database."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """Somebody who waits for a write."""

    work: Write | Job
    future: asyncio.Future[Rows]
    rows: Rows | None = None
    error: Exception | None = None


class Writer:
    """Owns the writing connection. Nobody is answered before what they wrote is on the disk."""

    def __init__(self, connection: sqlite3.Connection, batch: Batch) -> None:
        sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH_SECONDS))
        self._connection = connection
        self._batch = batch
        self._waiting: list[_Waiting] = []
        self._is_committing = False
        self._is_closed = False
        self._groups: SimpleQueue[tuple[asyncio.AbstractEventLoop, list[_Waiting]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="handrail-commit", daemon=True)
        self._thread.start()

    async def do(self, work: Write | Job) -> Rows:
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

    async def _wait(self, work: Write | Job) -> Rows:
        loop = asyncio.get_running_loop()
        waiting = _Waiting(work=work, future=loop.create_future())
        self._waiting.append(waiting)
        if not self._is_committing and len(self._waiting) == 1:
            loop.call_soon(self._next_group, loop)  # after whatever else is ready: it may want to write as well
        return await waiting.future

    def _next_group(self, loop: asyncio.AbstractEventLoop) -> None:
        self._is_committing = bool(self._waiting)
        if self._waiting:
            group, self._waiting = self._waiting[:_LARGEST_GROUP], self._waiting[_LARGEST_GROUP:]
            self._put(group)
            self._groups.put((loop, group))

    def _put(self, group: Sequence[_Waiting]) -> None:
        """Put all rows in one go; where that fails, each by itself, so that only the guilty one fails."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._put_together(group)
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits must hear of it
            self._undo("ROLLBACK")
            if len(group) == 1 or _code(error) in (_FULL, *_CANNOT_WRITE):
                _fail(group, error)
            else:
                self._put_each(group)

    def _put_each(self, group: Sequence[_Waiting]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for waiting in group:
            self._connection.execute("SAVEPOINT one")
            try:
                self._put_together([waiting])
            except Exception as error:  # noqa: BLE001 - as above
                self._undo("ROLLBACK TO one")
                _fail([waiting], error)
            self._connection.execute("RELEASE one")

    def _put_together(self, group: Sequence[_Waiting]) -> None:
        writes = [(waiting, waiting.work) for waiting in group if isinstance(waiting.work, Write)]
        if writes:
            self._batch.put(_permitted(writes, self._batch))
        for waiting in group:
            if not isinstance(waiting.work, Write):
                waiting.rows = waiting.work(self._connection)

    def _run(self) -> None:
        while (given := self._groups.get()) is not None:
            loop, group = given
            try:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._undo("ROLLBACK")
                _fail(group, error)
            with suppress(RuntimeError):  # the loop was closed meanwhile: nobody is waiting
                loop.call_soon_threadsafe(self._answer, loop, group)
        self._connection.close()

    def _answer(self, loop: asyncio.AbstractEventLoop, group: Sequence[_Waiting]) -> None:
        self._next_group(loop)  # first, so that it reaches the disk while these go on
        for waiting in group:
            if waiting.future.done():  # whoever waited has gone; it is written all the same
                continue
            if waiting.error is not None:
                waiting.future.set_exception(waiting.error)
            else:
                waiting.future.set_result(waiting.rows or [])

    def _undo(self, statement: str) -> None:
        with suppress(sqlite3.Error):  # a full disk may have undone it already
            self._connection.execute(statement)


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
            waiting.error = None
            permitted.append(write)
    return permitted


def _fail(group: Sequence[_Waiting], error: Exception) -> None:
    for waiting in group:
        waiting.rows = None
        waiting.error = _told(error)


def _told(error: Exception) -> Exception:
    """The error as the caller should hear it."""
    if _code(error) == _FULL:
        return Unavailable("The disk is full; nothing was written.", fix="Make room, then send it again.")
    if _code(error) in _CANNOT_WRITE:
        return Unavailable(f"The database cannot be written ({error}); nothing was written.", fix="Try again.")
    return error


def _code(error: Exception) -> int:
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def _nothing(_: sqlite3.Connection) -> Rows:
    return []
