"""Recorded time: it stands still until the next turn was said, and passes every deadline on the way there."""

from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.house.house import House
from handrail_server.worker.alarm import Alarm

_MOST_DEADLINES: Final = 1_000
"""Passed one by one between two turns; where more fall due, the rest fall due together."""


class RecordedClock:
    """Tells the recorded time."""

    def __init__(self, begins: At) -> None:
        self._now = begins

    def now(self) -> At:
        """The present of the recording."""
        return self._now

    def set(self, at: At) -> None:
        """It is `at` now; time never goes back."""
        self._now = max(self._now, at)


class Time:
    """Lets recorded time pass in a house, with what falls due in it."""

    def __init__(self, house: House, clock: RecordedClock) -> None:
        self._house = house
        self._clock = clock
        self._alarm = Alarm(house, lateness=lambda _seconds: None)

    async def pass_until(self, at: At) -> None:
        """Move the clock to `at`, stopping at each deadline."""
        for _ in range(_MOST_DEADLINES):
            due = await self._house.deadlines.next_due()
            if due is None or due > at:
                break
            self._clock.set(due)
            await self._alarm.ring_once()
        self._clock.set(at)
