"""The store's clock (DESIGN: leases and deadlines live in it), told by this process's own between two readings.

Processes whose clocks differ then agree, so that none of them fires a deadline early or takes another's lease for over.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.time import At

EVERY: Final = 30.0
"""Seconds between readings: a clock that drifts by a thousandth is off by 30 ms at most."""
_NANO: Final = 1_000_000

log = structlog.get_logger()


class StoreClock:
    """Tells the store's time; it never goes back within this process."""

    def __init__(self, engine: Engine, *, own: Callable[[], int] = time.time_ns) -> None:
        self._engine = engine
        self._own = own
        self._ahead = 0
        """Nanoseconds that the store's clock is ahead of our own."""
        self._last = 0

    def now(self) -> At:
        """The present."""
        self._last = max(self._last, (self._own() + self._ahead) // _NANO)
        return At(self._last)

    async def read(self) -> None:
        """Ask the store what time it is; half of the way there and back is the time that the answer took."""
        asked = self._own()
        (found,) = await self._engine.read(queries.STORE_TIME)
        self._ahead = found.at * _NANO - (asked + self._own()) // 2

    async def run(self) -> None:
        """Read again and again, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.read()
            except HandrailError as error:
                log.warning("The store's clock could not be read.", reason=error.reason)
