"""One reading of the ledger for all who listen: each head is read and written out once, however many follow.

A reader runs while somebody listens. Who is so far behind that the feed no longer has it reads from the store itself.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from handrail_server.api.endpoint import encode
from handrail_server.api.present.facts import fact_head
from handrail_server.api.streams import event
from handrail_server.core.basics.ids import OrgId
from handrail_server.house.house import House
from handrail_server.house.onlookers import Onlooking
from handrail_server.ports.reading import Head

log = structlog.get_logger()

KEPT: Final = 2_000
BATCH: Final = 500
LOOK: Final = 1.0
"""Seconds between looks: the bell is a hint, and rings late or never from another process."""


class Feed:
    """An organisation's newest events, as they are sent."""

    def __init__(self, house: House, org: OrgId, last: int) -> None:
        self._house = house
        self._org = org
        self._last = last
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=KEPT)
        self._news = asyncio.Event()
        self.listeners = 0
        self.onlooking: Onlooking = {}
        """Who looks at what now; another object whenever that has changed."""

    def since(self, after: int, *, most: int) -> list[tuple[int, bytes]] | None:
        """The events after that number, at most so many; None where the feed does not know them all."""
        if after >= self._last:
            return []
        if not self._kept or after < self._kept[0][0] - 1:
            return None
        first = after + 1 - self._kept[0][0]
        return [self._kept[place] for place in range(first, min(first + most, len(self._kept)))]

    async def news(self, *, seconds: float) -> None:
        """Wait until there is more, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    async def read(self) -> None:
        """Read on until cancelled; where the store cannot be read, try again in a moment."""
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("The live stream could not be read.", org=self._org)
                await asyncio.sleep(LOOK)

    async def _look(self) -> None:
        """The bell is heard from before each look on, so that no ring falls between the two."""
        while True:
            ring = asyncio.ensure_future(self._house.bell.wait(f"ledger/{self._org}", seconds=LOOK))
            try:
                await asyncio.sleep(0)
                house, before = self._house, self.onlooking
                self.onlooking = await house.onlookers.of(house.viewers, self._org, house.clock.now())
                heads = await house.library.heads(self._org, after=self._last, limit=BATCH)
                if not heads and self.onlooking == before:
                    await ring
                    continue
            finally:
                ring.cancel()
            if heads:
                self._kept.extend(map(written, heads))
                self._last = self._kept[-1][0]
            self._news.set()
            self._news = asyncio.Event()


class Feeds:
    """The feeds of a process, one for each organisation that somebody listens to."""

    def __init__(self) -> None:
        self._feeds: Final[dict[OrgId, tuple[Feed, asyncio.Task[None]]]] = {}

    @asynccontextmanager
    async def following(self, house: House, org: OrgId) -> AsyncIterator[Feed]:
        """The organisation's feed, for as long as one listens."""
        if org not in self._feeds:
            last = await house.library.last_number(org)
            if org not in self._feeds:  # somebody else may have begun meanwhile
                feed = Feed(house, org, last)
                self._feeds[org] = feed, asyncio.create_task(feed.read())
        feed, reading = self._feeds[org]
        feed.listeners += 1
        try:
            yield feed
        finally:
            feed.listeners -= 1
            if not feed.listeners:
                self._feeds.pop(org, None)
                reading.cancel()


def written(head: Head) -> tuple[int, bytes]:
    """A head's number, and the event that tells of it."""
    assert head.number is not None
    return head.number, event("fact", encode(fact_head(head)), head.number)
