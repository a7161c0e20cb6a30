"""How the organisation's agents and people do, in numbers with their definitions."""

from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.selecting import SELECTION, selection_of
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import measures as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.distributions import Distribution, distributions
from handrail_server.core.learning.measures import Measured, measure
from handrail_server.core.learning.measures import by as measured_by
from handrail_server.core.routing.rights import Right

DIMENSIONS: Final = ("topic", "agent", "channel", "reason")


async def read_measures(call: Call[None]) -> wire.Measures:
    """Every measure of a selection, each with its definition; and, with `by`, for each of its parts."""
    require_one(await viewer_of(call), Right.MEASURE)
    which, dimension = selection_of(call), call.query("by")
    if dimension is not None and dimension not in DIMENSIONS:
        raise Invalid(f"`by` is not one of: {', '.join(DIMENSIONS)}.", field="by", fix="Correct it.")
    opened = await call.house.books.of(call.house.library, call.caller.org)
    parts = measured_by(opened.book, which, dimension, at=call.now) if dimension else {}
    return wire.Measures(
        measures=_measures(measure(opened.book, which, at=call.now)),
        by={value: _measures(measured) for value, measured in parts.items()},
        distributions=tuple(_distribution(each) for each in distributions(opened.book, which)),
        number=opened.number,
    )


def _measures(measured: Measured) -> tuple[wire.MeasureReply, ...]:
    return tuple(
        wire.MeasureReply(
            name=one.name,
            unit=one.unit,
            definition=one.definition,
            value=value.value,
            of=value.of,
            target=value.target,
        )
        for one, value in measured
    )


def _distribution(given: Distribution) -> wire.DistributionReply:
    return wire.DistributionReply(
        name=given.name,
        definition=given.definition,
        lowest=given.lowest,
        width=given.width,
        by_topic=given.by_topic,
    )


_BY: Final = Parameter(
    name="by", description="Also for each of its parts.", schema={"type": "string", "enum": list(DIMENSIONS)}
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/measures", read_measures, body=NoneType, reply=wire.Measures, parameters=(*SELECTION, _BY)),
)
