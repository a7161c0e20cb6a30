"""How the organisation's agents and people do, in numbers with their definitions, and what stands behind each.

Figures are worked out in a thread, so that no turn waits for them: rows are read from lists copied at once, and what is
written into a row meanwhile makes it newer, never wrong.
"""

import asyncio
from collections.abc import Iterator
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.present import measures as present
from handrail_server.api.selecting import SELECTION, day_name, selection_of
from handrail_server.api.tables import FORMAT, Cell, csv_answer, wants_csv
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import measures as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.distributions import distributions
from handrail_server.core.learning.figures import (
    Every,
    Measured,
    behind,
    by,
    measured,
    named,
    scope_of,
    series,
)
from handrail_server.core.learning.measures import MEASURES
from handrail_server.core.learning.measuring import Measure
from handrail_server.core.learning.patterns import LABEL, REASON, patterns
from handrail_server.core.learning.targets import by_name
from handrail_server.core.routing.rights import Right
from handrail_server.house.books import Opened
from handrail_server.house.opened_book import opened_book

DIMENSIONS: Final = ("topic", "query_type", "agent", "channel", "reason", "person")
PAGE: Final = 50
MOST: Final = 1_000


async def read_measures(call: Call[None]) -> wire.Measures | Response:
    """Every measure of a selection, each with its definition; and, with `by`, for each of its parts."""
    opened = await _opened(call)
    which, dimension, targets = await selection_of(call), _dimension(call), await _targets(call)
    wanted, book, now = _wanted(call), opened.book, call.now
    parts = await asyncio.to_thread(by, book, which, dimension, at=now, wanted=wanted) if dimension else {}
    if wants_csv(call) and dimension is not None:
        return csv_answer(f"measures-by-{dimension}", (dimension, *_COLUMNS), _table(parts))
    figures = await asyncio.to_thread(lambda: measured(scope_of(book, which, at=now), wanted, targets))
    if wants_csv(call):
        return csv_answer("measures", _COLUMNS, (row[1:] for row in _table({"": figures})))
    return wire.Measures(
        measures=present.measures(figures),
        by={value: present.measures(each) for value, each in parts.items()},
        distributions=tuple(map(present.distribution, distributions(book, which))),
        number=opened.number,
    )


async def read_series(call: Call[None]) -> wire.Series | Response:
    """Measures over time, for each day or week in the organisation's time zone."""
    opened = await _opened(call)
    which, every, wanted, targets = await selection_of(call), _every(call), _wanted(call), await _targets(call)
    book, now = opened.book, call.now
    periods = await asyncio.to_thread(series, book, which, every, book.days, at=now, wanted=wanted)
    if wants_csv(call):
        rows = ((day_name(each.day), *(value.value for _, value in each.measured)) for each in periods)
        return csv_answer(f"measures-every-{every}", (every, *(one.name for one in wanted)), rows)
    return wire.Series(
        every=every,
        time_zone=opened.zone,
        measures=tuple(
            wire.SeriesMeasure(name=one.name, unit=one.unit, definition=one.definition, target=targets.get(one.name))
            for one in wanted
        ),
        periods=tuple(map(present.period, periods)),
        number=opened.number,
    )


async def read_behind(call: Call[None]) -> wire.BehindPage | Response:
    """The conversations and cases that a figure rests on, the newest first."""
    opened, which = await _opened(call), await selection_of(call)
    one = named(call.path("measure"))
    limit, cursor = call.number("limit", PAGE, least=1, most=MOST), call.query("cursor")
    rows = await asyncio.to_thread(behind, opened.book, which, one.name, at=call.now)
    figure = await asyncio.to_thread(lambda: one.value(scope_of(opened.book, which, at=call.now)))
    if _only_counted(call):
        rows = [row for row in rows if row.counts]
    shown = [present.behind(row) for row in rows] if wants_csv(call) else []
    if wants_csv(call):
        return csv_answer(one.name, _BEHIND, map(_behind_cells, shown))
    places = [f"{row.at:015}.{row.conversation}.{row.case or ''}" for row in rows]
    first = 0 if cursor is None else sum(place >= cursor for place in places)
    page = rows[first : first + limit]
    return wire.BehindPage(
        measure=present.measure(one, figure),
        conversations=tuple(map(present.behind, page)),
        next=places[first + limit - 1] if first + limit < len(rows) else None,
        number=opened.number,
    )


async def read_patterns(call: Call[None]) -> wire.Patterns:
    """What keeps going wrong: topics with a reason, or with a label on the agent's replies, that come up repeatedly."""
    opened, which = await _opened(call), await selection_of(call)
    found = await asyncio.to_thread(patterns, opened.book, which, at=call.now)
    return wire.Patterns(
        definitions={"reason": REASON, "label": LABEL},
        patterns=tuple(map(present.pattern, found)),
        number=opened.number,
    )


async def _opened(call: Call[None]) -> Opened:
    require_one(await viewer_of(call), Right.MEASURE)
    return await opened_book(call.house, call.caller.org)


async def _targets(call: Call[None]) -> dict[str, float]:
    setting = await call.house.settings.of(call.caller.org)
    return by_name(setting.organisation.state.targets)


def _dimension(call: Call[None]) -> str | None:
    dimension = call.query("by")
    if dimension is not None and dimension not in DIMENSIONS:
        raise Invalid(f"`by` is not one of: {', '.join(DIMENSIONS)}.", field="by", fix="Correct it.")
    return dimension


def _every(call: Call[None]) -> Every:
    match call.query("every"):
        case None | "day":
            return "day"
        case "week":
            return "week"
        case _:
            raise Invalid("`every` is neither `day` nor `week`.", field="every", fix="Correct it.")


def _wanted(call: Call[None]) -> tuple[Measure, ...]:
    names = [part for part in (call.query("measures") or "").split(",") if part]
    try:
        return tuple(map(named, names)) or MEASURES
    except Invalid as refused:
        raise Invalid(str(refused), field="measures", fix=refused.fix) from None


def _only_counted(call: Call[None]) -> bool:
    counted = call.query("counted")
    if counted not in (None, "true", "false"):
        raise Invalid("`counted` is neither `true` nor `false`.", field="counted", fix="Correct it.")
    return counted == "true"


def _table(parts: dict[str, Measured]) -> Iterator[tuple[Cell, ...]]:
    for part, figures in parts.items():
        for one, value in figures:
            yield part, one.name, one.unit, value.value, value.of, value.target, one.definition


def _behind_cells(row: wire.BehindReply) -> tuple[Cell, ...]:
    return row.conversation, row.case, row.at, row.topic, row.agent, row.channel, row.value, row.counts


_COLUMNS: Final = ("measure", "unit", "value", "of", "target", "definition")
_BEHIND: Final = ("conversation", "case", "at", "topic", "agent", "channel", "value", "counts")
_BY: Final = Parameter(
    name="by", description="Also for each of its parts.", schema={"type": "string", "enum": list(DIMENSIONS)}
)
_MEASURES: Final = Parameter(name="measures", description="Only these measures, parted by commas.")
_EVERY: Final = Parameter(
    name="every",
    description="How long a period is.",
    schema={"type": "string", "enum": ["day", "week"], "default": "day"},
)
_COUNTED: Final = Parameter(
    name="counted",
    description="`true`: of a share, only what counts.",
    schema={"type": "string", "enum": ["true", "false"]},
)
_PAGING: Final = (
    Parameter(name="cursor", description="The `next` of the page before."),
    Parameter(
        name="limit",
        description="Rows in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/v1/measures",
        read_measures,
        body=NoneType,
        reply=wire.Measures,
        parameters=(*SELECTION, _BY, _MEASURES, FORMAT),
    ),
    endpoint(
        "GET",
        "/v1/measures/series",
        read_series,
        body=NoneType,
        reply=wire.Series,
        parameters=(*SELECTION, _EVERY, _MEASURES, FORMAT),
    ),
    endpoint("GET", "/v1/measures/patterns", read_patterns, body=NoneType, reply=wire.Patterns, parameters=SELECTION),
    endpoint(
        "GET",
        "/v1/measures/{measure}/conversations",
        read_behind,
        body=NoneType,
        reply=wire.BehindPage,
        parameters=(*SELECTION, _COUNTED, *_PAGING, FORMAT),
    ),
)
