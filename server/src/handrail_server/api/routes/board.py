"""The supervisor's board: what is live and who needs a person now; today against the usual; what a stop would stop."""

import re
from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.present.board import notice_replies, person_reply, queue_replies, row_reply, stop_reply
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import board as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import CaseKind
from handrail_server.core.learning.day import Against, Day, against, handle_seconds, service_level
from handrail_server.core.policy.reasons import LOW_CONFIDENCE
from handrail_server.core.policy.scope import Place
from handrail_server.core.routing.estimate import estimate
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation, Queue
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.routing.stops import Scope
from handrail_server.core.work.board import Look, Row
from handrail_server.core.work.urgency import Bars
from handrail_server.house.boards import Shown
from handrail_server.house.days import WEEKS

WATCH: Final = (Right.MONITOR, Right.READ_CONVERSATIONS)
MOST: Final = 2_000
_CURSOR: Final = re.compile(r"(-?\d{1,16})\.(\d{1,16})")


async def read_board(call: Call[None]) -> wire.Board:
    """What is live, ranked by who needs a person now; with `since`, only what has changed after that cursor."""
    viewer = await viewer_of(call)
    require_one(viewer, *WATCH)
    look = _look(call)
    organisation, shown_board = await _board(call)
    board = shown_board.board
    changes = board.since(look, call.now)
    fresh = look is None or changes.whole or shown_board.people_changed > look.number
    names = {name: known for name, (known, _) in shown_board.names.items()}
    return wire.Board(
        whole=changes.whole,
        rows=tuple(
            row_reply(row, names.get(row.talk.customer) if row.talk.customer else None) for row in changes.rows[:MOST]
        ),
        gone=changes.gone,
        live=len(board),
        queues=queue_replies(organisation.queues, board.cases, shown_board.people),
        people=tuple(map(person_reply, shown_board.people)) if fresh else None,
        notices=notice_replies(board.cases, viewer.person.id),
        stops=tuple(map(stop_reply, organisation.stops)),
        at=shown(call.now),
        number=board.number,
        cursor=f"{board.number}.{call.now}",
    )


async def read_waiting(call: Call[None]) -> wire.WaitingQueues:
    """What waits in each of your queues, or in all where you may look into all; kept, not counted anew each time."""
    viewer = await viewer_of(call)
    organisation, shown_board = await _board(call)
    mine = [each for each in organisation.queues if viewer.sees_all or each.id in viewer.person.queues]
    board = shown_board.board
    return wire.WaitingQueues(queues=queue_replies(mine, board.cases, shown_board.people), number=board.number)


async def read_today(call: Call[None]) -> wire.Today:
    """Today so far against the same weekday of the last weeks at this time of day, and how each queue is served."""
    require_one(await viewer_of(call), *WATCH)
    organisation, shown_board = await _board(call)
    house, zone = call.house, organisation.time_zone
    days = await house.days.of(house.library, call.caller.org, zone=zone, offset=house.offset, now=call.now)
    waits = {each.id: each.waiting for each in queue_replies(organisation.queues, shown_board.board.cases, ())}
    return wire.Today(
        since=shown(days.today.midnight),
        weeks=WEEKS,
        figures=tuple(map(_figure, against(days.today, days.past, now=call.now))),
        queues=tuple(
            _served(call, queue, days.today, shown_board.people, waiting=waits[queue.id])
            for queue in organisation.queues
        ),
        at=shown(call.now),
    )


async def preview_stop(call: Call[None]) -> wire.StopPreview:
    """What an emergency stop of this agent, topic or everything would stop now. Nothing is stopped by asking."""
    viewer = await viewer_of(call)
    require(viewer.person, Right.EMERGENCY_STOP)
    organisation, shown_board = await _board(call)
    scope, name = _scope(call, organisation)
    rows = [row for row in shown_board.board.rows(call.now) if _falls(row, scope, name)]
    held = [row for row in rows if row.talk.by_agent]
    return wire.StopPreview(
        scope=scope.value,
        id=name,
        conversations=len(held),
        actions=sum(case.kind is CaseKind.APPROVAL for row in rows for case in row.cases),
        agents=tuple(sorted({row.talk.agent for row in held})),
        in_force=any((stop.scope, stop.id) == (scope, name) for stop in organisation.stops),
    )


async def _board(call: Call[None]) -> tuple[Organisation, Shown]:
    house, org = call.house, call.caller.org
    setting = await house.settings.of(org)
    in_force = setting.policy.ground(Place()).settings.bars
    low = next(bar.threshold.at for bar in in_force if bar.threshold.code == LOW_CONFIDENCE)
    shown_board = await house.boards.of(
        house.library, house.customers, org, bars=Bars(low_confidence=low), now=call.now
    )
    organisation = await house.journal.load(org, Organisation, org)
    return organisation.state, shown_board


def _look(call: Call[None]) -> Look | None:
    text = call.query("since")
    if text in (None, ""):
        return None
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise Invalid("`since` is no cursor of the board.", field="since", fix="Send the `cursor` you got last.")
    return Look(number=int(found[1]), at=At(int(found[2])))


def _scope(call: Call[None], organisation: Organisation) -> tuple[Scope, str]:
    try:
        scope = Scope(call.query("scope") or "")
    except ValueError:
        known = ", ".join(Scope)
        raise Invalid(f"`scope` is not one of: {known}.", field="scope", fix="Correct it.") from None
    name = organisation.id if scope is Scope.ORGANISATION else call.query("id")
    if not name:
        raise Invalid(f"Which {scope.value}?", field="id", fix=f"Name the {scope.value}.")
    return scope, name


def _falls(row: Row, scope: Scope, name: str) -> bool:
    match scope:
        case Scope.AGENT:
            return row.talk.agent == name
        case Scope.TOPIC:
            return row.talk.topic == name
        case Scope.ORGANISATION:
            return True


def _figure(given: Against) -> wire.TodayFigure:
    return wire.TodayFigure(
        name=given.name,
        unit=given.unit,
        definition=given.definition,
        value=given.today.value,
        of=given.today.of,
        usual=given.usual,
        lowest=given.lowest,
        highest=given.highest,
        days=given.days,
        days_of=given.of,
    )


def _served(call: Call[None], queue: Queue, today: Day, people: tuple[Person, ...], *, waiting: int) -> wire.TodayQueue:
    level = service_level(today, queue.id, now=call.now)
    known = estimate(
        position=waiting + 1,
        weight=1,
        queue=queue,
        people=people,
        handle_seconds=handle_seconds(today, queue.id),
        now=call.now,
        offset=call.house.offset,
    )
    return wire.TodayQueue(
        id=queue.id,
        service_level=level.value,
        of=level.of,
        estimate_seconds=known.seconds,
        staffed=known.staffed,
        opens_at=shown_or_none(known.opens_at),
    )


_SINCE: Final = Parameter(name="since", description="The `cursor` of the board that you have; absent: all of it.")
_SCOPE: Final = Parameter(
    name="scope",
    description="What would be stopped.",
    schema={"type": "string", "enum": [each.value for each in Scope]},
)
_ID: Final = Parameter(name="id", description="The agent's id or the topic; absent for the organisation.")

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/board", read_board, body=NoneType, reply=wire.Board, parameters=(_SINCE,)),
    endpoint("GET", "/v1/queues/waiting", read_waiting, body=NoneType, reply=wire.WaitingQueues),
    endpoint("GET", "/v1/board/today", read_today, body=NoneType, reply=wire.Today),
    endpoint(
        "GET",
        "/v1/emergency-stops/preview",
        preview_stop,
        body=NoneType,
        reply=wire.StopPreview,
        parameters=(_SCOPE, _ID),
    ),
)
