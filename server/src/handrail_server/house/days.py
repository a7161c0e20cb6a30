"""Today so far and the same weekdays before it, each read from its own part of the ledger and from no other."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import DAY, MINUTE, At
from handrail_server.core.learning.day import Day
from handrail_server.core.learning.head import Head
from handrail_server.core.routing.hours import Offset
from handrail_server.ports.reading import Head as Placed
from handrail_server.ports.reading import Library

WEEKS: Final = 4
"""So many of the same weekday make what is usual."""
PAGE: Final = 1_000
LATE: Final = MINUTE
"""Facts are placed in the order of their commits, which is that of their times but for less than this."""


@dataclass(slots=True)
class Calendar:
    """An organisation's days, and the ledger number up to which today is read."""

    today: Day | None = None
    number: int = -1
    past: dict[At, Day] = field(default_factory=dict)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Today, and the days it is compared with, the newest first."""

    today: Day
    past: tuple[Day, ...]


class Days:
    """Kept in memory only: a process that starts anew reads the same heads, and has the same days."""

    def __init__(self) -> None:
        self._calendars: defaultdict[OrgId, Calendar] = defaultdict(Calendar)

    async def of(self, library: Library, org: OrgId, *, zone: str, offset: Offset, now: At) -> Compared:
        """Today with every fact that has its place by now. The first asking reads five days; later ones go on."""
        calendar = self._calendars[org]
        midnights = midnights_of(now, zone, offset)
        async with calendar.reading:
            if calendar.today is None or calendar.today.midnight != midnights[0]:
                calendar.number = await _before(library, org, midnights[0])
                calendar.today = Day(midnights[0])
            calendar.number = await _read(library, org, calendar.today, after=calendar.number)
            calendar.past = {
                midnight: calendar.past.get(midnight) or await _whole(library, org, midnight)
                for midnight in midnights[1:]
            }
            return Compared(today=calendar.today, past=tuple(calendar.past.values()))


def midnights_of(now: At, zone: str, offset: Offset) -> tuple[At, ...]:
    """Today's midnight in the zone, then those of the same weekday in the weeks before."""
    local = (now + offset(zone, now) * MINUTE) // DAY
    return tuple(_midnight(local - 7 * week, zone, offset) for week in range(WEEKS + 1))


def _midnight(day: int, zone: str, offset: Offset) -> At:
    """Asked twice, since the clocks may change between the guess and the moment."""
    guess = At(day * DAY - offset(zone, At(day * DAY)) * MINUTE)
    return At(day * DAY - offset(zone, guess) * MINUTE)


async def _whole(library: Library, org: OrgId, midnight: At) -> Day:
    """A day that is over; where the clocks change it is told to its 24th hour."""
    day = Day(midnight)
    after = await _before(library, org, midnight)
    until = await _before(library, org, At(midnight + DAY + LATE))
    await _read(library, org, day, after=after, until=until)
    return day


async def _read(library: Library, org: OrgId, day: Day, *, after: int, until: int | None = None) -> int:
    """Tell the day what has its place after that number; the number of the last."""
    while heads := await library.heads(org, after=after, until=until, limit=PAGE):
        for head in heads:
            if day.midnight <= head.at < day.midnight + DAY:
                day.take(_head(head))
        after = after if heads[-1].number is None else heads[-1].number
    return after


async def _before(library: Library, org: OrgId, at: At) -> int:
    """A number before everything that happened from then on, found by halving: some twenty reads of one head."""
    low, high = -1, await library.last_number(org)
    while low < high:
        middle = (low + high + 1) // 2
        heads = await library.heads(org, after=middle - 1, limit=1)
        if heads and heads[0].at < at - LATE:
            low = middle
        else:
            high = middle - 1
    return low


def _head(placed: Placed) -> Head:
    return Head(
        subject=placed.subject,
        version=placed.version,
        verb=placed.verb,
        at=placed.at,
        by=placed.by,
        data=placed.data,
    )
