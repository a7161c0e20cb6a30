"""Queues as they were a moment ago: a thousand customers who ask at once how long it takes are one look at the line."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.ids import CaseId, OrgId, QueueId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.routing.person import Person

FRESH: Final = 3 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Who waits in a queue, and who works it."""

    places: Mapping[CaseId, int]
    """1 is next."""
    people: tuple[Person, ...]


class Lines:
    """The last look at each queue, in this process."""

    def __init__(self) -> None:
        self._seen: dict[tuple[OrgId, QueueId], tuple[At, Line]] = {}
        self._looking: dict[tuple[OrgId, QueueId], asyncio.Lock] = {}

    async def glance(
        self, org: OrgId, queue: QueueId, look: Callable[[], Awaitable[Line]], *, of: CaseId, now: At
    ) -> Line:
        """The queue, at most some seconds old; whoever came since the last look is looked for anew."""
        place = (org, queue)
        async with self._looking.setdefault(place, asyncio.Lock()):
            seen = self._seen.get(place)
            if seen is not None and now - seen[0] < FRESH and of in seen[1].places:
                return seen[1]
            line = await look()
            self._seen[place] = (now, line)
            return line
