"""Which waiting case goes first, in one queue or across all that a person works."""

from collections.abc import Iterable, Mapping

from handrail_server.core.basics.ids import QueueId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.routing.eligibility import ineligible
from handrail_server.core.routing.needs import waited_seconds
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Queue
from handrail_server.core.routing.rights import Right

OrderKey = tuple[int, int, At, At, str]


def order_key(case: Case, queue: Queue | None, now: At) -> OrderKey:
    """Aged rank, secondary rank, target deadline, original request, id: lower goes first, and no two are equal."""
    item = case.item
    return aged_rank(item, queue, now), item.secondary_rank, item.target_accept_at, item.requested_at, case.id


def aged_rank(item: WorkItem, queue: Queue | None, now: At) -> int:
    """The rank, better by one for every `ageing_seconds` waited, so that nothing starves."""
    if queue is None or queue.ageing_seconds is None:
        return item.rank
    return item.rank - waited_seconds(item, now) // queue.ageing_seconds


def in_order(cases: Iterable[Case], queues: Mapping[QueueId, Queue], now: At) -> list[Case]:
    """The cases as they should be worked, each aged by its own queue."""
    return sorted(cases, key=lambda case: order_key(case, _queue_of(case, queues), now))


def next_for(person: Person, cases: Iterable[Case], queues: Mapping[QueueId, Queue], now: At) -> Case | None:
    """The first waiting case that may be offered to the person: asked when they come online or become free."""
    for case in in_order(cases, queues, now):
        queue = _queue_of(case, queues)
        right = right_for(case.kind)
        if ineligible(person, case.item, queue, now=now, declined=case.declined, right=right) is None:
            return case
    return None


def right_for(kind: CaseKind) -> Right:
    """The right that somebody needs to be offered a case of this kind."""
    return Right.DECIDE if kind is CaseKind.APPROVAL else Right.CLAIM


def _queue_of(case: Case, queues: Mapping[QueueId, Queue]) -> Queue | None:
    return queues.get(case.queue) if case.queue is not None else None
