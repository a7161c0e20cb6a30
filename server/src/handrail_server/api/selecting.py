"""Which part of the organisation's history a question is about, from its query parameters."""

from datetime import UTC, date, datetime
from typing import Final

from handrail_server.api.endpoint import Call, Parameter
from handrail_server.api.moments import parsed
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.selection import Selection


def selection_of(call: Call[None]) -> Selection:
    """The selection. A day without a time is a day of UTC; `until` then includes it."""
    until = call.query("until")
    last = _moment(until, field="until")
    return Selection(
        since=_moment(call.query("since"), field="since"),
        until=At(last + DAY) if last is not None and until is not None and _is_day(until) else last,
        topic=call.query("topic") or None,
        agent=call.query("agent") or None,
        channel=call.query("channel") or None,
        reason=call.query("reason") or None,
    )


def _moment(text: str | None, *, field: str) -> At | None:
    if text in (None, ""):
        return None
    if _is_day(text):
        return parsed(datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).isoformat(), field=field)
    return parsed(text, field=field)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


SELECTION: Final = (
    Parameter(name="since", description="From this time (RFC 3339) or day (such as `2026-11-22`, UTC) on."),
    Parameter(name="until", description="Before this time, or up to and including this day."),
    Parameter(name="topic", description="A topic."),
    Parameter(name="agent", description="An agent's id."),
    Parameter(name="channel", description="A channel."),
    Parameter(name="reason", description="A reason's code."),
)
