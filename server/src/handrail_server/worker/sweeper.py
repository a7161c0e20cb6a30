"""What was left behind is cleared away, organisation by organisation."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from handrail_server.core.basics.ids import OrgId
from handrail_server.house.house import House

PAUSE: Final = 3_600.0

log = structlog.get_logger()

Sweep = Callable[[House, OrgId], Awaitable[int]]


class Sweeper:
    """The loop over one kind of thing that is left behind."""

    def __init__(self, house: House, sweep: Sweep) -> None:
        self._house = house
        self._sweep = sweep

    async def run(self) -> None:
        """Until cancelled, once an hour."""
        while True:
            try:
                await self.sweep_once()
            except Exception:
                log.exception("What was left behind could not be cleared away.")
            await asyncio.sleep(PAUSE)

    async def sweep_once(self) -> int:
        """Clear away what there is now; how much it was."""
        return sum([await self._sweep(self._house, org) for org in await self._house.library.organisations()])
