"""The machine's clock, and the time zones it knows."""

import time
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from handrail_server.core.basics.time import HOUR, At


class SystemClock:
    """Wall-clock time that never goes back within this process."""

    def __init__(self) -> None:
        self._last = 0

    def now(self) -> At:
        """The present."""
        self._last = max(self._last, time.time_ns() // 1_000_000)
        return At(self._last)


def offset(zone: str, at: At) -> int:
    """Minutes that a time zone is ahead of UTC at a moment; an unknown zone counts as UTC."""
    return _offset(zone, at // HOUR)


@lru_cache(maxsize=4_096)
def _offset(zone: str, hour: int) -> int:
    try:
        place = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # also a folder of the zones, such as `Europe`
        return 0
    ahead = datetime.fromtimestamp(hour * HOUR / 1_000, UTC).astimezone(place).utcoffset()
    return 0 if ahead is None else round(ahead.total_seconds() / 60)
