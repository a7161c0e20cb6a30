"""Which part of the organisation's history a question is about, from its query parameters."""

from datetime import date
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call, Parameter
from handrail_server.api.moments import parsed
from handrail_server.core.basics.time import At
from handrail_server.core.learning.days import Days
from handrail_server.core.learning.selection import Selection

B = TypeVar("B")
_EPOCH: Final = date(1970, 1, 1)


async def selection_of(call: Call[B]) -> Selection:
    """The selection. A day without a time is a day of the organisation's; `until` then includes it."""
    days = await days_of(call)
    since, until = moments_of(call, days)
    return Selection(
        since=since,
        until=until,
        topic=call.query("topic") or None,
        query_type=call.query("query_type") or None,
        agent=call.query("agent") or None,
        channel=call.query("channel") or None,
        reason=call.query("reason") or None,
        person=call.query("person") or None,
    )


async def days_of(call: Call[B]) -> Days:
    """Days as the organisation's time zone has them."""
    setting = await call.house.settings.of(call.caller.org)
    zone, offset = setting.organisation.state.time_zone, call.house.offset
    return Days(lambda at: offset(zone, at))


def moments_of(call: Call[B], days: Days) -> tuple[At | None, At | None]:
    """`since` (inclusive) and `until` (exclusive)."""
    return _moment(call, "since", days, whole=0), _moment(call, "until", days, whole=1)


def _moment(call: Call[B], name: str, days: Days, *, whole: int) -> At | None:
    text = call.query(name)
    if text in (None, ""):
        return None
    day = _day(text)
    return parsed(text, field=name) if day is None else days.start(day + whole)


def _day(text: str) -> int | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return (day - _EPOCH).days if 1970 <= day.year < 9000 else None


def day_name(day: int) -> str:
    """A day's number as ISO 8601 writes it."""
    return date.fromordinal(_EPOCH.toordinal() + day).isoformat()


RANGE: Final = (
    Parameter(
        name="since",
        description="From this time (RFC 3339) or day (such as `2026-11-22`, in the organisation's time zone) on.",
    ),
    Parameter(name="until", description="Before this time, or up to and including this day."),
)
SELECTION: Final = (
    *RANGE,
    Parameter(name="topic", description="A topic; `(none)`: without one."),
    Parameter(name="query_type", description="An intent that the agent named by a code; `(none)`: without one."),
    Parameter(name="agent", description="An agent's id."),
    Parameter(name="channel", description="A channel."),
    Parameter(name="reason", description="A reason's code."),
    Parameter(name="person", description="Who accepted the case last, by id."),
)
