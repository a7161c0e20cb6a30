"""When a queue is open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.routing.hours import is_open, opens_at, utc
from handrail_server.core.routing.queue import Hours
from server.tests.core.routing.given import NOW, queue

OFFICE = tuple(Hours(weekday=day, opens=540, closes=1_020) for day in range(5))
NIGHT = (Hours(weekday=6, opens=1_320, closes=1_800),)
BERLIN = replace(queue(), time_zone="Europe/Berlin", hours=OFFICE)


def offset(zone: str, at: At) -> int:
    ahead = datetime.fromtimestamp(at / 1_000, ZoneInfo(zone)).utcoffset()
    assert ahead is not None
    return ahead // timedelta(minutes=1)


def moment(text: str) -> At:
    return At(int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000))


def test_a_queue_without_hours_is_always_open() -> None:
    assert is_open(queue(), NOW, utc)
    assert opens_at(queue(), NOW, utc) == NOW


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2025-06-16T06:59", False),  # a Monday, 8:59 in Berlin
        ("2025-06-16T07:00", True),
        ("2025-06-16T14:59", True),
        ("2025-06-16T15:00", False),
        ("2025-06-15T10:00", False),  # a Sunday
    ],
)
def test_hours_are_local_and_end_when_they_say(when: str, expected: bool) -> None:  # noqa: FBT001
    assert is_open(BERLIN, moment(when), offset) is expected


def test_a_shift_past_midnight_belongs_to_the_day_it_began() -> None:
    night = replace(queue(), hours=NIGHT)
    assert is_open(night, moment("2025-06-15T23:00"), utc)
    assert is_open(night, moment("2025-06-16T05:59"), utc)
    assert not is_open(night, moment("2025-06-16T06:00"), utc)


@pytest.mark.parametrize(
    ("when", "opening"),
    [
        ("2025-06-13T20:00", "2025-06-16T07:00"),  # from Friday evening to Monday
        ("2025-06-16T15:00", "2025-06-17T07:00"),
        ("2025-03-28T20:00", "2025-03-31T07:00"),  # the clocks go forward in between
        ("2025-10-24T20:00", "2025-10-27T08:00"),  # and back
    ],
)
def test_the_next_opening_is_found_also_across_a_change_of_clocks(when: str, opening: str) -> None:
    assert opens_at(BERLIN, moment(when), offset) == moment(opening)


def test_a_queue_open_once_a_week_opens_in_a_week() -> None:
    assert opens_at(replace(queue(), hours=NIGHT), moment("2025-06-16T06:00"), utc) == moment("2025-06-22T22:00")


hours = st.builds(
    lambda weekday, opens, length: Hours(weekday=weekday, opens=opens, closes=opens + length),
    st.integers(0, 6),
    st.integers(0, 1_439),
    st.integers(60, 1_440),
)


@given(st.lists(hours, min_size=1, max_size=7), st.integers(0, 60 * 24 * 400))
def test_a_queue_is_open_when_it_said_it_opens_and_closed_just_before(found: list[Hours], minutes: int) -> None:
    some = replace(queue(), time_zone="America/New_York", hours=tuple(found))
    at = At(NOW + minutes * MINUTE)
    opening = opens_at(some, at, offset)
    assert is_open(some, opening, offset) or _in_the_gap(opening)
    assert opening == at or not is_open(some, At(opening - 1), offset)


def _in_the_gap(at: At) -> bool:
    """A local time that the clocks jumped over: the queue opens when it would have been."""
    return offset("America/New_York", At(at - 120 * MINUTE)) != offset("America/New_York", At(at + 120 * MINUTE))
