"""When a queue is open. Time zones come in as a function, for the core reads no files."""

from collections.abc import Callable, Iterator
from typing import Final

from handrail_server.core.basics.time import DAY, MINUTE, At
from handrail_server.core.routing.queue import Hours, Queue

Offset = Callable[[str, At], int]
"""Minutes that a time zone is ahead of UTC at a moment."""

WEEK: Final = 7
DAY_MINUTES: Final = 1_440
_EPOCH_WEEKDAY: Final = 3
"""1 January 1970 was a Thursday."""


def utc(_zone: str, _at: At) -> int:
    """The offset of an organisation that works in UTC only."""
    return 0


def is_open(queue: Queue, at: At, offset: Offset) -> bool:
    """Whether the queue is open; one without hours always is."""
    if not queue.hours:
        return True
    day, minute = _local(queue, at, offset)
    return any(_covers(hours, day, minute) or _covers(hours, day - 1, minute + DAY_MINUTES) for hours in queue.hours)


def opens_at(queue: Queue, at: At, offset: Offset) -> At:
    """When the queue is open next: `at` itself where it is open then."""
    if is_open(queue, at, offset):
        return at
    return min(start for start in _starts(queue, at, offset) if start > at)


def _local(queue: Queue, at: At, offset: Offset) -> tuple[int, int]:
    """Days since the epoch, and minutes since midnight, in the queue's time zone."""
    return divmod(at // MINUTE + offset(queue.time_zone, at), DAY_MINUTES)


def _covers(hours: Hours, day: int, minute: int) -> bool:
    return hours.weekday == (day + _EPOCH_WEEKDAY) % WEEK and hours.opens <= minute < hours.closes


def _starts(queue: Queue, at: At, offset: Offset) -> Iterator[At]:
    """All openings in the eight days from `at`'s: a week's, and the same weekday again."""
    today, _ = _local(queue, at, offset)
    for day in range(today, today + WEEK + 1):
        for hours in queue.hours:
            if hours.weekday == (day + _EPOCH_WEEKDAY) % WEEK:
                yield _utc(queue, day, hours.opens, offset)


def _utc(queue: Queue, day: int, minute: int, offset: Offset) -> At:
    """The moment of a local time. Asked twice, since the clocks may change between the guess and the moment."""
    local = day * DAY + minute * MINUTE
    guess = At(local - offset(queue.time_zone, At(local)) * MINUTE)
    return At(local - offset(queue.time_zone, guess) * MINUTE)
