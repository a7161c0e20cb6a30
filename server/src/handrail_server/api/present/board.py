"""The board on the wire."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.present.cases import money
from handrail_server.api.wire import board as wire
from handrail_server.api.wire.setup import StopReply
from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.cases.notice import Notice
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.queue import Queue, Stop
from handrail_server.core.work.board import Row
from handrail_server.core.work.urgency import Need
from handrail_server.core.work.watched import Waiting

UNTAKEN: Final = frozenset({CaseState.REQUESTED, CaseState.QUEUED, CaseState.OFFERED})


def row_reply(row: Row, name: str | None) -> wire.BoardRow:
    """One live conversation."""
    talk, urgent = row.talk, row.urgent
    holder = talk.control.holder
    return wire.BoardRow(
        id=talk.id,
        version=talk.version,
        agent=talk.agent,
        customer=talk.customer,
        customer_name=None if talk.sealed else name,
        channel=talk.channel,
        language=talk.language,
        mode=talk.mode.value,
        flow=talk.flow,
        topic=talk.topic,
        holder=wire.BoardHolder(kind=holder.kind.value, id=holder.id),
        epoch=talk.control.epoch,
        turns=talk.turns,
        opened_at=shown(talk.opened_at),
        active_at=shown(talk.active_at),
        waiting_since=shown_or_none(urgent.waiting_since),
        sealed=talk.sealed,
        flagged=talk.flagged,
        holds_replies=talk.holds_replies,
        paused_until=shown_or_none(talk.paused_until),
        sentiment=talk.sentiment,
        confidence=talk.confidence,
        points=urgent.points,
        level=urgent.level.value,
        needs=tuple(map(_need, urgent.needs)),
        cases=tuple(map(_case, row.cases)),
    )


def queue_replies(
    queues: Iterable[Queue], cases: Iterable[Waiting], people: Sequence[Person]
) -> tuple[wire.BoardQueue, ...]:
    """What waits in each queue, practice left out."""
    of: defaultdict[QueueId | None, list[Waiting]] = defaultdict(list)
    for case in cases:
        if not case.practice:
            of[case.queue].append(case)
    return tuple(_queue(queue, of[queue.id], people) for queue in queues)


def person_reply(person: Person) -> wire.BoardPerson:
    """Somebody's presence and load."""
    return wire.BoardPerson(
        id=person.id,
        name=person.name,
        roles=tuple(role.value for role in person.roles),
        queues=person.queues,
        status=person.status.value,
        status_since=shown(person.status_since),
        used=person.used,
        capacity=person.capacity,
        cases=tuple(load.case for load in person.loads),
    )


def notice_replies(cases: Iterable[Waiting], viewer: PersonId) -> tuple[wire.BoardNotice, ...]:
    """Critical notices that stand, the oldest first."""
    found = [(notice.raised_at, notice.id, case, notice) for case in cases for notice in case.notices]
    return tuple(_notice(case, notice, viewer) for _, _, case, notice in sorted(found, key=lambda each: each[:2]))


def stop_reply(stop: Stop) -> StopReply:
    """An emergency stop in force."""
    return StopReply(scope=stop.scope, id=stop.id, by=stop.by, at=shown(stop.at), why=stop.why)


def _notice(case: Waiting, notice: Notice, viewer: PersonId) -> wire.BoardNotice:
    return wire.BoardNotice(
        id=notice.id,
        case=case.id,
        conversation=case.conversation,
        reasons=notice.reasons,
        amount=money(notice.amount),
        raised_at=shown(notice.raised_at),
        rung=notice.rung,
        told=notice.told,
        mine=viewer in notice.told,
    )


def _need(need: Need) -> wire.BoardNeed:
    return wire.BoardNeed(sign=need.sign.value, points=need.points, since=shown_or_none(need.since))


def _case(case: Waiting) -> wire.BoardCase:
    return wire.BoardCase(
        id=case.id,
        kind=case.kind.value,
        state=case.state.value,
        queue=case.queue,
        owner=case.owner,
        severity=case.severity,
        reasons=case.codes,
        requested_at=shown(case.requested_at),
        accept_by=shown(case.accept_by),
        expires_at=shown_or_none(case.expires_at),
        held=case.held,
        sealed=case.sealed,
        practice=case.practice,
        version=case.version,
    )


def _queue(queue: Queue, cases: Sequence[Waiting], people: Sequence[Person]) -> wire.BoardQueue:
    waiting = [case for case in cases if case.state in UNTAKEN]
    return wire.BoardQueue(
        id=queue.id,
        name=queue.name,
        waiting=len(waiting),
        oldest_at=shown_or_none(min((case.requested_at for case in waiting), default=None)),
        in_hand=len(cases) - len(waiting),
        staffed=sum(queue.id in person.queues and person.status is Status.ONLINE for person in people),
    )
