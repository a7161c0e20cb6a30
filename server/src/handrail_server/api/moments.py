"""Times on the wire: RFC 3339 in UTC with milliseconds."""

from datetime import UTC, datetime

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.time import At


def shown(at: At) -> str:
    """A time as text."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03d}Z"


def shown_or_none(at: At | None) -> str | None:
    """A time as text, where there is one."""
    return None if at is None else shown(at)


def parsed(text: str, *, field: str) -> At:
    """A time from text; anything without a zone is refused rather than guessed."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _invalid(field) from None
    if moment.tzinfo is None or not 1970 <= moment.year < 9000:
        raise _invalid(field)
    return At(round(moment.timestamp() * 1000))


def parsed_or_none(text: str | None, *, field: str) -> At | None:
    """A time from text, where there is one."""
    return None if text is None else parsed(text, field=field)


def _invalid(field: str) -> Invalid:
    return Invalid("This is not a time with its zone.", field=field, fix="Send RFC 3339, such as 2026-11-22T20:18:00Z.")
