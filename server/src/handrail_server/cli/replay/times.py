"""Recorded times, as people write them."""

from datetime import UTC, datetime

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.time import SECOND, At

_MILLISECONDS_FROM = 100_000_000_000
"""A number this large can only be milliseconds: as seconds it would be the year 5138."""


def time_of(value: object) -> At | None:
    """RFC 3339, or seconds or milliseconds since 1970; a time without a zone is UTC. Raises `Invalid`."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return At(round(value if value >= _MILLISECONDS_FROM else value * SECOND))
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise Invalid(f"`{str(value)[:40]}` is no time.", fix="Write it as 2026-11-22T20:18:00Z.") from None
    return At(round(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * SECOND))
