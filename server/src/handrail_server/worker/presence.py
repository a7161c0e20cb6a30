"""People whose console has gone silent are offline, and their cases wait for somebody else."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.house.house import House

PAUSE = 1.0
BATCH = 100

log = structlog.get_logger()

Lapse = Callable[[House, OrgId, PersonId], Awaitable[None]]


class RollCall:
    """The loop over heartbeat leases that have run out."""

    def __init__(self, house: House, lapse: Lapse) -> None:
        self._house = house
        self._lapse = lapse

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.call_once()
            except Exception:
                log.exception("Presence could not be checked.")
            await asyncio.sleep(PAUSE)

    async def call_once(self) -> None:
        """Take everybody offline whose lease has run out."""
        for org, person in await self._house.presence.lapsed(now=self._house.clock.now(), limit=BATCH):
            await self._lapse(self._house, org, person)
