"""Days and weeks as the organisation lives them. Time zones come in as a function, for the core reads no files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.time import DAY, HOUR, MINUTE, At

Ahead = Callable[[At], int]
"""Minutes that the organisation is ahead of UTC at a moment."""

WEEK: Final = 7
_MONDAY: Final = 4
"""The first Monday after 1 January 1970, in days."""


def utc(_at: At) -> int:
    """The distance of an organisation that lives by UTC."""
    return 0


@dataclass(slots=True)
class Days:
    """Days are numbers since 1 January 1970 in the organisation's time zone."""

    ahead: Ahead = utc
    _known: dict[int, int] = field(default_factory=dict)
    """By quarter of an hour: the clocks of no zone change at another moment."""

    def of(self, at: At) -> int:
        """The day on which `at` lies."""
        quarter = at // (HOUR // 4)
        known = self._known.get(quarter)
        if known is None:
            known = self._known[quarter] = self.ahead(at) * MINUTE
        return (at + known) // DAY

    def start(self, day: int) -> At:
        """The moment at which the day begins. Asked twice, since the clocks may change between guess and moment."""
        guess = At(day * DAY - self.ahead(At(day * DAY)) * MINUTE)
        return At(day * DAY - self.ahead(guess) * MINUTE)


def week_of(day: int) -> int:
    """The Monday of the day's week."""
    return day - (day - _MONDAY) % WEEK
