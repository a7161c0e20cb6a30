"""What an agent may do by itself, in plain words: the action rules and the charter of one scope."""

from collections.abc import Iterator
from typing import Final

from handrail_server.core.policy.charter import ANY, AmountLimit, OpenHours, Weekday
from handrail_server.core.policy.document import ALL, ActionSetting, Ask, Settings
from handrail_server.core.policy.plain_terms import amounts, listed, named

_DAYS: Final = tuple(Weekday)
_WEEKDAYS: Final = _DAYS[:5]


def actions_in_words(settings: Settings) -> Iterator[str]:
    """A clause for each tool of which the scope says when it asks; one route and rule are told once."""
    alike: dict[str, list[str]] = {}
    for tool, setting in sorted(settings.actions.items(), key=lambda each: each[0] == ALL):
        asks = _asks(setting)
        if asks is not None:
            alike.setdefault(asks, []).append("any other tool" if tool == ALL else named(tool))
    for asks, tools in alike.items():
        yield f"{listed(tools)}: {asks}"


def _asks(setting: ActionSetting) -> str | None:
    match setting.ask:
        case Ask.NEVER:
            return "the agent does it by itself"
        case Ask.ALWAYS:
            return "always waits until somebody entitled approves it"
        case Ask.ABOVE:
            limit = amounts(setting.above or ())
            return (
                f"the agent does it by itself up to {limit}; above that, in another currency, or where the amount is"
                " not known, it waits until somebody entitled approves it"
            )
        case None:
            return None


def charter_in_words(settings: Settings) -> Iterator[str]:
    """A clause for each part of a charter that limits anything."""
    charter = settings.charter
    if charter.topics is not None:
        yield f"the agent may talk about {listed(map(named, charter.topics))}; everything else goes to a person"
    if charter.tools is not None:
        yield f"the agent may use {listed(map(named, charter.tools))}; any other tool asks first"
    if charter.data is not None:
        yield f"the agent may read {listed(map(named, charter.data))}; any other data asks first"
    yield from map(_limit, charter.amounts or ())
    if charter.terms is not None:
        yield f"the agent may talk of {listed(map(named, charter.terms))}; other terms are for a person to promise"
    if charter.languages is not None and ANY not in charter.languages:
        yield f"the agent speaks {listed(charter.languages)}; every other language goes to a person"
    if charter.hours is not None:
        yield f"the agent works {listed(map(_hours, charter.hours))}; at other times a person takes over"


def _limit(limit: AmountLimit) -> str:
    act = "in any one act" if limit.act == ANY else f"by {named(limit.act)}"
    parts = [
        *([f"at most {amounts(limit.per_act)} at once"] if limit.per_act else []),
        *([f"at most {amounts(limit.per_day)} a day"] if limit.per_day else []),
    ]
    return f"the agent may move {listed(parts)} {act}; more, or another currency, asks first"


def _hours(hours: OpenHours) -> str:
    when = _days(tuple(day for day in _DAYS if day in hours.days))
    return f"{when} from {_clock(hours.opens)} to {_clock(hours.closes)} ({_offset(hours.utc_offset)})"


def _days(days: tuple[Weekday, ...]) -> str:
    known = {_DAYS: "every day", _WEEKDAYS: "on weekdays"}
    return known.get(days) or f"on {listed(day.value.title() for day in days)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _offset(minutes: int) -> str:
    return "UTC" if minutes == 0 else f"UTC{'+' if minutes > 0 else '−'}{_clock(abs(minutes))}"
