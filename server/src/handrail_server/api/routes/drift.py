"""What drifted: alarms, every series beside its reference, and answering for an alarm."""

from collections.abc import Mapping
from types import NoneType
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import drift as wire
from handrail_server.api.wire.learning import Interval
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.time import At
from handrail_server.core.learning.drift import ALPHA, FEWEST, Compared, Kind, Side
from handrail_server.core.learning.drift_watch import DriftAlarm, DriftWatch
from handrail_server.core.policy.form_routes import reason_in_words
from handrail_server.core.policy.loaded import all_rules
from handrail_server.core.policy.reasons import BUILT_IN
from handrail_server.core.routing.rights import Right
from handrail_server.flows.watch_drift import answer_for_drift, compared_now
from handrail_server.house.opened_book import opened_book

B = TypeVar("B")
_KINDS: Final[dict[Kind, wire.DriftKind]] = {
    Kind.CONFIDENCE: "confidence",
    Kind.FIRING: "firing",
    Kind.AVOIDABLE: "avoidable",
    Kind.WRONG: "wrong",
    Kind.MISSED: "missed",
}


async def read_drift(call: Call[None]) -> wire.DriftReply:
    """What moved by more than chance explains, and every series beside its reference as it is today."""
    require_one(await viewer_of(call), Right.MEASURE, Right.AUDIT, Right.PUBLISH_POLICY)
    house, org = call.house, call.caller.org
    found = await house.journal.find(org, DriftWatch, org)
    alarms = () if found is None else found.state.alarms
    changed_at, titles = (await opened_book(house, org)).book.changed_at, await _titles(call)
    return wire.DriftReply(
        alarms=tuple(_alarm(each, changed_at, titles) for each in reversed(alarms)),
        series=tuple(_compared(each, titles) for each in await compared_now(house, org)),
        reference_since=shown(changed_at) if changed_at else None,
        fewest=FEWEST,
        false_alarms=ALPHA,
    )


async def answer_for_alarm(call: Call[None]) -> wire.DriftAlarmReply:
    """You answer for what drifted: what comes from here on is its new reference. Again changes nothing."""
    alarm, titles = _number(call), await _titles(call)
    changed_at = (await opened_book(call.house, call.caller.org)).book.changed_at
    watch = await answer_for_drift(call.house, call.caller, alarm)
    return _alarm(next(each for each in watch.alarms if each.id == alarm), changed_at, titles)


async def _titles(call: Call[None]) -> Mapping[str, str]:
    policy = (await call.house.settings.of(call.caller.org)).policy.policy
    own = {rule.id: rule.line or reason_in_words(rule.id) for rule in all_rules(policy)}
    return {code: reason.title for code, reason in BUILT_IN.items()} | own


def _compared(each: Compared, titles: Mapping[str, str]) -> wire.ComparedReply:
    return wire.ComparedReply(
        kind=_KINDS[each.series.kind],
        rule=each.series.rule,
        title=_title(each.series.rule, titles),
        before=_side(each.before),
        after=_side(each.after),
        chance=each.chance,
    )


def _alarm(each: DriftAlarm, changed_at: At, titles: Mapping[str, str]) -> wire.DriftAlarmReply:
    return wire.DriftAlarmReply(
        alarm=each.id,
        kind=_KINDS[each.series.kind],
        rule=each.series.rule,
        title=_title(each.series.rule, titles),
        before=_side(each.before),
        after=_side(each.after),
        chance=each.chance,
        noticed_at=shown(each.noticed_at),
        standing=each.acknowledged_at is None and each.noticed_at >= changed_at,
        acknowledged_at=shown_or_none(each.acknowledged_at),
        acknowledged_by=each.acknowledged_by,
    )


def _title(rule: str | None, titles: Mapping[str, str]) -> str | None:
    return None if rule is None else titles.get(rule) or reason_in_words(rule)


def _side(side: Side) -> wire.SideReply:
    return wire.SideReply(
        value=side.value,
        between=Interval(low=side.between[0], high=side.between[1]),
        conversations=side.of,
        since=shown(side.since),
        until=shown(side.until),
    )


def _number(call: Call[B]) -> int:
    text = call.path("alarm")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound("There is no such alarm.", field="alarm", fix="Read the list of alarms.")
    return int(text)


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/drift", read_drift, body=NoneType, reply=wire.DriftReply),
    endpoint(
        "POST",
        "/v1/drift/{alarm}/acknowledgement",
        answer_for_alarm,
        body=NoneType,
        reply=wire.DriftAlarmReply,
        repeatable=True,
    ),
)
