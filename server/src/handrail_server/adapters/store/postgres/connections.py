"""Connections to one database: at most so many, opened when needed, dropped when broken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import asyncpg

from handrail_server.adapters.store.postgres.failures import FAILURES, place, told
from handrail_server.core.basics.errors import Unavailable

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

OLDEST: Final = 15
_CONNECT_SECONDS: Final = 5
_SETTINGS: Final = {
    "application_name": "handrail",
    "statement_timeout": "10s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "10s",
    # Every statement finds few rows by an index. Plans are kept: one made while a table was empty must suit a full one.
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
}
_DURABLE: Final = (
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
)


class Connections:
    """Lends connections; the one used last is lent next, so that few stay busy."""

    def __init__(self, dsn: str, *, most: int) -> None:
        self.place = place(dsn)
        self._dsn = dsn
        self._free = asyncio.Semaphore(most)
        self._idle: list[Connection] = []
        self._closed = False

    @asynccontextmanager
    async def one(self) -> "AsyncIterator[Connection]":
        """A connection for as long as the block runs; raises `Unavailable` where there is none to be had."""
        async with self._free:
            connection = await self._take()
            try:
                yield connection
            except (asyncio.CancelledError, asyncpg.InternalClientError):
                connection.terminate()  # nobody knows what it was doing
                raise
            finally:
                await self._give_back(connection)

    async def open(self) -> "Connection":
        """A connection of one's own."""
        try:
            connection = await asyncpg.connect(
                self._dsn,
                timeout=_CONNECT_SECONDS,
                server_settings=_SETTINGS,
                statement_cache_size=256,
                max_cached_statement_lifetime=0,
            )
        except FAILURES as error:
            raise told(error, self.place) from error
        try:
            if connection.get_server_version().major < OLDEST:
                raise Unavailable(f"{self.place} is older than PostgreSQL {OLDEST}.", fix="Upgrade it.")
            await connection.execute(_DURABLE)
        except BaseException:
            connection.terminate()  # nobody else knows of it: whoever asked was cancelled, or is refused
            raise
        return connection

    async def close(self) -> None:
        """Close all; those that are lent, when they come back."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _take(self) -> "Connection":
        if self._closed:
            raise Unavailable("The store is closed.")
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return await self.open()

    async def _give_back(self, connection: "Connection") -> None:
        if self._closed and not connection.is_closed():
            await connection.close()
        elif not connection.is_closed():
            self._idle.append(connection)
