"""What a policy makes of the hours: how many reach a person in each, and how many people that keeps busy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.time import HOUR

_HOURS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Escalations by the hour, from recorded times (UTC)."""

    hours: int
    """From the first to the last hour of the recording."""
    mean: float
    """Escalations an hour, over all of them."""
    busiest: int
    """Most escalations in one hour."""
    busiest_at: int | None
    """When that hour began."""
    of_day: tuple[float, ...]
    """Escalations in each hour of the day, the mean over the days."""
    people: float
    """People whom the busiest hour keeps at work."""


def load_of(hours: Mapping[int, int], span: tuple[int, int] | None, *, minutes: float) -> Load | None:
    """The load; None without times. `hours` has the escalations of each hour since 1970, `span` the first and last."""
    if span is None:
        return None
    first, last = span
    busiest, most = max(hours.items(), key=lambda hour: (hour[1], -hour[0]), default=(None, 0))
    days = [0] * _HOURS
    for hour in range(first, last + 1):
        days[hour % _HOURS] += 1
    of_day = [0] * _HOURS
    for hour, count in hours.items():
        of_day[hour % _HOURS] += count
    return Load(
        hours=last - first + 1,
        mean=sum(hours.values()) / (last - first + 1),
        busiest=most,
        busiest_at=None if busiest is None else busiest * HOUR,
        of_day=tuple(count / max(1, day) for count, day in zip(of_day, days, strict=True)),
        people=most * minutes / 60,
    )
