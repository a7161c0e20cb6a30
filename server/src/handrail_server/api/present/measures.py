"""Measures on the wire."""

from handrail_server.api.moments import shown
from handrail_server.api.selecting import day_name
from handrail_server.api.wire import measures as wire
from handrail_server.core.learning.distributions import Distribution
from handrail_server.core.learning.figures import Behind, Measured, Period
from handrail_server.core.learning.measuring import Measure, Value
from handrail_server.core.learning.patterns import Pattern


def measures(measured: Measured) -> tuple[wire.MeasureReply, ...]:
    """Each with its definition."""
    return tuple(measure(one, value) for one, value in measured)


def measure(one: Measure, value: Value) -> wire.MeasureReply:
    """A figure."""
    return wire.MeasureReply(
        name=one.name,
        unit=one.unit,
        definition=one.definition,
        value=value.value,
        of=value.of,
        target=value.target,
    )


def distribution(given: Distribution) -> wire.DistributionReply:
    """Counts by topic."""
    return wire.DistributionReply(
        name=given.name,
        definition=given.definition,
        lowest=given.lowest,
        width=given.width,
        by_topic=given.by_topic,
    )


def period(given: Period) -> wire.PeriodReply:
    """A day or week."""
    return wire.PeriodReply(
        day=day_name(given.day),
        since=shown(given.start),
        values=tuple(value.value for _, value in given.measured),
        of=tuple(value.of for _, value in given.measured),
    )


def behind(given: Behind) -> wire.BehindReply:
    """A row behind a figure."""
    return wire.BehindReply(
        conversation=given.conversation,
        case=given.case,
        at=shown(given.at),
        topic=given.topic,
        agent=given.agent,
        channel=given.channel,
        value=given.value,
        counts=given.counts,
    )


def pattern(given: Pattern) -> wire.PatternReply:
    """A failure pattern."""
    return wire.PatternReply(
        kind=given.kind,
        topic=given.topic,
        code=given.code,
        count=given.count,
        before=given.before,
        solved=given.solved,
        avoidable=given.avoidable,
    )
