"""Rings that other processes hear too: NOTIFY, sent beside the commits, never inside one.

NOTIFY takes a lock of the whole server at commit, which made a busy one 2.7 times slower; so what was rung within a few
milliseconds goes out as one notification of its own. It is a hint: where it is lost, all still look by themselves.
"""

import asyncio
import json
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import structlog

from handrail_server.adapters.store.postgres.connections import Connections
from handrail_server.adapters.store.postgres.failures import FAILURES
from handrail_server.core.basics.errors import Unavailable
from handrail_server.ports.working import Bell

if TYPE_CHECKING:
    from handrail_server.adapters.store.postgres.connections import Connection

log = structlog.get_logger()

_CHANNEL: Final = "handrail"
_GATHER_SECONDS: Final = 0.005
_AGAIN_SECONDS: Final = 1.0
_LARGEST: Final = 7_900
"""Bytes; PostgreSQL takes less than 8,000."""


class PostgresBell:
    """Rings here at once and everywhere else a few milliseconds later, over one connection for each process."""

    def __init__(self, dsn: str, local: Bell) -> None:
        self._connections = Connections(dsn, most=1)
        self._local = local
        self._name = secrets.token_hex(4)
        self._rung: set[str] = set()
        self._stirred = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self, topic: str) -> None:
        """Wake whoever waits for `topic`, in any process."""
        self._local.ring(topic)
        self._rung.add(topic)
        self._stirred.set()

    async def wait(self, topic: str, *, seconds: float) -> bool:
        """Return True on the next ring, False after `seconds`."""
        return await self._local.wait(topic, seconds=seconds)

    async def open(self) -> None:
        """Begin to listen, and to tell others."""
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop both."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._connections.close()

    async def _run(self) -> None:
        while True:
            try:
                async with self._connections.one() as connection:
                    await self._serve(connection)
            except (Unavailable, *FAILURES) as error:
                log.warning(
                    "the bell cannot reach other processes; they look by themselves", error=type(error).__name__
                )
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _serve(self, connection: "Connection") -> None:
        """Until the connection is lost."""
        connection.add_termination_listener(lambda _: self._stirred.set())
        await connection.add_listener(_CHANNEL, self._heard)
        self._rung.clear()
        while not connection.is_closed():
            await self._stirred.wait()
            await asyncio.sleep(_GATHER_SECONDS)
            self._stirred.clear()
            topics = [self._rung.pop() for _ in range(len(self._rung))]
            for payload in _payloads(self._name, topics):
                await connection.execute("SELECT pg_notify($1, $2)", _CHANNEL, payload)

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        name, *topics = json.loads(str(payload))
        if name != self._name:
            for topic in topics:
                self._local.ring(topic)


def _payloads(name: str, topics: list[str]) -> list[str]:
    """One, unless it would be too long."""
    payload = json.dumps([name, *topics])
    if not topics or (len(payload) > _LARGEST and len(topics) == 1):
        return []
    if len(payload) <= _LARGEST:
        return [payload]
    half = len(topics) // 2
    return _payloads(name, topics[:half]) + _payloads(name, topics[half:])
