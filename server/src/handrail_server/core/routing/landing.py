"""Who is next, and what if nobody: the ladder that every case climbs down, and that always ends in a landing (law 3).

Widen → next fallback target → overflow of the queues tried → those on call → landing. Each step either asks for less or
adds a target to those tried, and both are finite. A step is taken where a target's time is up, where everybody declined
twice, or at once where waiting cannot help.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.route import Landing, Route, Target, TargetKind
from handrail_server.core.routing.destination import Destination, Surroundings, destination
from handrail_server.core.routing.eligibility import demand
from handrail_server.core.routing.needs import widenings
from handrail_server.core.routing.queue import Queue
from handrail_server.core.routing.rights import Right

ON_CALL = Target(kind=TargetKind.ON_CALL)


class StepKind(StrEnum):
    """The rungs of the ladder."""

    TARGET = "target"
    WIDEN = "widen"
    OVERFLOW = "overflow"
    ON_CALL = "on_call"
    LAND = "land"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a case goes now."""

    kind: StepKind
    item: WorkItem
    """The work as it goes on: target, those tried, and what it still demands."""
    queue: QueueId | None = None
    """None: only `people` are asked; the case keeps its place in the queue it was in."""
    people: tuple[PersonId, ...] = ()
    """The people who alone are asked, and who are told of it, whether they are online or not."""
    due_at: At
    """When to take the next step, unless somebody has accepted."""
    landing: Landing | None = None


def first_step(item: WorkItem, route: Route, around: Surroundings, right: Right = Right.CLAIM) -> Step:
    """Where a case goes that is new at its target: there, or to the first of the ladder that reaches somebody."""
    return _descend(item, route, around, right, done=item.tried)


def next_step(item: WorkItem, route: Route, around: Surroundings, right: Right = Right.CLAIM) -> Step:
    """Where a case goes that nobody took at its present target."""
    here = destination(item.target, around)
    if here is not None and (wider := _widened(item, here, around, right)) is not None:
        return _step(StepKind.WIDEN, wider, here, route, around)
    return _descend(item, route, around, right, done=_with(item.tried, item.target))


def home(case_queue: QueueId | None, step: Step, around: Surroundings) -> QueueId | None:
    """The queue that lists the case: the step's, else the one it was in, else one of those whom it waits for."""
    if step.queue or case_queue:
        return step.queue or case_queue
    theirs = (queue for person in step.people for queue in around.people[person].queues)
    return next(theirs, next((queue.id for queue in around.organisation.queues), None))


def _descend(item: WorkItem, route: Route, around: Surroundings, right: Right, *, done: tuple[Target, ...]) -> Step:
    for kind, target in _ladder((item.target, route.target, *route.fallbacks), done, around):
        there = destination(target, around)
        if there is None:
            continue
        entering = _entering(replace(item, target=target, tried=done), there)
        reaching = _least_wide(entering, there, around, right)
        if reaching is not None:
            return _step(kind, reaching, there, route, around)
    return Step(
        kind=StepKind.LAND,
        item=replace(item, tried=done),
        due_at=later(around.now, seconds=route.landing.promise_seconds),
        landing=route.landing,
    )


def _ladder(
    targets: tuple[Target, ...], done: tuple[Target, ...], around: Surroundings
) -> Iterator[tuple[StepKind, Target]]:
    """What is left of the ladder, each target once."""
    ladder = dict.fromkeys(targets, StepKind.TARGET)
    for target in _overflows((*targets, *done), around):
        ladder.setdefault(target, StepKind.OVERFLOW)
    ladder.setdefault(ON_CALL, StepKind.ON_CALL)
    return ((kind, target) for target, kind in ladder.items() if target not in done)


def _overflows(targets: tuple[Target, ...], around: Surroundings) -> list[Target]:
    """The overflow of each queue among `targets`, theirs, and so on, each once: a ring of queues ends too."""
    found: dict[QueueId, None] = {}
    waiting = [queue for target in targets for queue in _queues_of(target, around)]
    while waiting:
        over = around.queues[waiting.pop(0)].overflow
        if over is not None and over in around.queues and over not in found:
            found[over] = None
            waiting.append(over)
    return [Target(kind=TargetKind.QUEUE, id=queue) for queue in found]


def _queues_of(target: Target, around: Surroundings) -> list[QueueId]:
    """The queues that a target names, open or closed: one that is closed overflows as well."""
    match target.kind:
        case TargetKind.QUEUE:
            named = [queue for queue in around.queues if queue == target.id]
        case TargetKind.DEDICATED_QUEUE:
            named = [queue for queue in around.queues if queue == around.dedicated_queue]
        case TargetKind.DEPARTMENT:
            named = [queue.id for queue in around.organisation.queues if queue.department == target.id]
        case _:
            named = []
    return named


def _entering(item: WorkItem, there: Destination) -> WorkItem:
    """The work as it enters a destination: bound to a person where one alone is asked, no longer bound elsewhere."""
    if there.queue is None and len(there.people) == 1:
        return replace(item, preferred=there.people[0].id, preferred_required=True)
    if item.preferred_required:
        return replace(item, preferred=None, preferred_required=False)
    return item


def _least_wide(item: WorkItem, there: Destination, around: Surroundings, right: Right) -> WorkItem | None:
    """The item, or the least widening of it, for which waiting there can help; None where there is none."""
    wanted = (item, *widenings(item, around.now))
    return next((wider for wider in wanted if _reached(wider, there, around, right)), None)


def _widened(item: WorkItem, here: Destination, around: Surroundings, right: Right) -> WorkItem | None:
    """The least widening that reaches more people than now."""
    now = _reached(item, here, around, right)
    wanted = widenings(item, around.now)
    return next((wider for wider in wanted if _reached(wider, here, around, right) > now), None)


def _reached(item: WorkItem, there: Destination, around: Surroundings, right: Right) -> int:
    """How many people could take it, now or once they are free and present."""
    asked = demand(item, there.queue, now=around.now, right=right)
    return sum(1 for person in there.candidates(around) if asked.excludes_for_good(person) is None)


def _step(kind: StepKind, item: WorkItem, there: Destination, route: Route, around: Surroundings) -> Step:
    queue: Queue | None = there.queue
    return Step(
        kind=kind,
        item=item,
        queue=queue.id if queue else None,
        people=tuple(person.id for person in there.people),
        due_at=later(around.now, seconds=route.accept_within),
    )


def _with(targets: tuple[Target, ...], target: Target) -> tuple[Target, ...]:
    return targets if target in targets else (*targets, target)
