"""Commits that wait go to the server together: one call, one transaction and one fsync for the whole group.

The server stores a group or nothing of it. Where it refuses, it answers what is stored, `checks` finds who is guilty,
and the others go again. Two lanes run at once, so that one group travels while the other is written to disk.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import asyncpg

from handrail_server.adapters.store.checks import Seen
from handrail_server.adapters.store.postgres.connections import Connections
from handrail_server.adapters.store.postgres.failures import AGAIN, FAILURES, told
from handrail_server.adapters.store.postgres.packing import Argument, asks, packed, unpacked, writes
from handrail_server.adapters.store.postgres.parameters import Numbered
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import HandrailError, Unavailable
from handrail_server.ports.writing import VersionConflict

if TYPE_CHECKING:
    from handrail_server.adapters.store.postgres.connections import Connection

LANES: Final = 2
_LARGEST_GROUP: Final = 64
_TRIES: Final = 5
_PATIENCE: Final = 0.1


@dataclass(slots=True, eq=False)
class _Waiting:
    """Somebody who waits for a commit."""

    write: Write
    future: asyncio.Future[None]

    def stored(self) -> None:
        if not self.future.done():
            self.future.set_result(None)

    def failed(self, error: Exception) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class Groups:
    """Nobody is answered before what they wrote is durable."""

    def __init__(self, connections: Connections, statements: Mapping[str, Numbered]) -> None:
        self._connections = connections
        self._statements = statements
        self._queue: deque[_Waiting] = deque()
        self._lanes: set[asyncio.Task[None]] = set()
        self._open_lanes = 0
        self._closed = False

    async def commit(self, write: Write) -> None:
        """Return when it is durable; raises what forbids or prevents it, and then nothing of it is stored."""
        if self._closed:
            raise Unavailable("The store is closed.")
        waiting = _Waiting(write, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._open_lanes < LANES:
            self._open_lanes += 1
            lane = asyncio.create_task(self._run())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)
        await waiting.future

    async def close(self) -> None:
        """Finish what waits."""
        self._closed = True
        while self._lanes:
            await asyncio.wait(self._lanes)

    async def _run(self) -> None:
        try:
            while group := self._next_group():
                await self._store(group)
        finally:
            self._open_lanes -= 1  # at once: a task that is done lingers in the set until the loop comes round

    def _next_group(self) -> list[_Waiting]:
        """All that waits and does not meet another in the group; whoever does, waits for the next."""
        group: list[_Waiting] = []
        left: list[_Waiting] = []
        written: set[tuple[str, ...]] = set()
        asked: set[tuple[str, ...]] = set()
        while self._queue and len(group) < _LARGEST_GROUP:
            waiting = self._queue.popleft()
            taken, guarded = writes(waiting.write), asks(waiting.write)
            if written.isdisjoint(taken | guarded) and asked.isdisjoint(taken):
                group.append(waiting)
            else:
                left.append(waiting)
            written |= taken
            asked |= guarded
        self._queue.extendleft(reversed(left))
        return group

    async def _store(self, group: Sequence[_Waiting]) -> None:
        """All at once where that can be, else each by itself: only the guilty one fails."""
        if len(group) == 1:
            return await self._store_alone(group[0])
        try:
            seen = await self._call([waiting.write for waiting in group])
        except Exception as error:  # noqa: BLE001 - one mistake in the group must not fail the others
            meant = told(error, self._connections.place)
            return _all_failed(group, meant) if isinstance(meant, Unavailable) else await self._store_each(group)
        if seen is None:
            return _all_stored(group)
        innocent = _innocent(group, seen)
        if len(innocent) < len(group):
            return await self._store(innocent) if innocent else None
        return await self._store_each(group)

    async def _store_each(self, group: Sequence[_Waiting]) -> None:
        for waiting in group:
            await self._store_alone(waiting)

    async def _store_alone(self, waiting: _Waiting) -> None:
        try:
            await self._insist(waiting.write)
        except Exception as error:  # noqa: BLE001 - the lane must live, and whoever waits must hear of it
            waiting.failed(told(error, self._connections.place))
        else:
            waiting.stored()

    async def _insist(self, write: Write) -> None:
        """Again where another process was in between."""
        for _ in range(_TRIES):
            with suppress(*AGAIN):
                seen = await self._call([write])
                if seen is None:
                    return
                seen.check(write)
        raise VersionConflict

    async def _call(self, group: Sequence[Write]) -> Seen | None:
        """None: all of it was stored. Else nothing was, and this is what is there."""
        arguments = packed(group)
        async with self._connections.one() as connection, self._wanting(arguments):
            try:
                return unpacked(await self._ask(connection, "store_commits", arguments))
            except asyncpg.UniqueViolationError:
                return unpacked(await self._ask(connection, "what_is_stored", arguments))

    @asynccontextmanager
    async def _wanting(self, arguments: Mapping[str, Argument]) -> AsyncIterator[None]:
        """What takes long may be kept out by those who share its subjects: it says that it wants them."""
        loop = asyncio.get_running_loop()
        said: list[asyncio.Task[None]] = []
        timer = loop.call_later(_PATIENCE, lambda: said.append(loop.create_task(self._say("want", arguments))))
        try:
            yield
        finally:
            timer.cancel()
            for saying in said:
                await saying
                await self._say("want_no_more", arguments)

    async def _say(self, name: str, arguments: Mapping[str, Argument]) -> None:
        with suppress(HandrailError, *FAILURES):  # it ends by itself
            async with self._connections.one() as connection:
                await self._ask(connection, name, arguments)

    async def _ask(self, connection: "Connection", name: str, values: Mapping[str, Argument]) -> str | None:
        statement = self._statements[name]
        answer: str | None = await connection.fetchval(statement.sql, *statement.arguments(values))
        return answer


def _innocent(group: Sequence[_Waiting], seen: Seen) -> list[_Waiting]:
    """Tells the guilty ones why, and gives the others."""
    innocent = []
    for waiting in group:
        try:
            seen.check(waiting.write)
        except HandrailError as refusal:
            waiting.failed(refusal)
        else:
            innocent.append(waiting)
    return innocent


def _all_stored(group: Sequence[_Waiting]) -> None:
    for waiting in group:
        waiting.stored()


def _all_failed(group: Sequence[_Waiting], error: Exception) -> None:
    for waiting in group:
        waiting.failed(error)
