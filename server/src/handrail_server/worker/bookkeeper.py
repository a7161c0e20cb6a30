"""Books are read before anybody asks: whoever opens *Insights* after a restart does not wait for the whole ledger."""

import asyncio
from typing import Final

import structlog

from handrail_server.house.house import House
from handrail_server.house.opened_book import UNHURRIED, opened_book

PAUSE: Final = 30.0

log = structlog.get_logger()


class Bookkeeper:
    """The loop over each organisation's ledger."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.read_once()
            except Exception:
                log.exception("The books could not be read on.")
            await asyncio.sleep(PAUSE)

    async def read_once(self) -> None:
        """Every organisation's book, up to its newest fact."""
        for org in await self._house.library.organisations():
            await opened_book(self._house, org, rest=UNHURRIED)
