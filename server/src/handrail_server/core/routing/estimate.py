"""Position and expected wait of a case; honest where nobody can know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from handrail_server.core.basics.ids import CaseId, QueueId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.hours import Offset, is_open, opens_at
from handrail_server.core.routing.order import in_order
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.queue import Queue


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What can be told truthfully."""

    position: int
    """1 is next."""
    staffed: int
    """People of the queue who are there now, free or not."""
    seconds: int | None
    """The expected wait; None where nobody is there, or nothing is known of how long cases take."""
    opens_at: At | None = None
    """When the queue opens, where it is closed now."""


def estimate(
    *,
    position: int,
    weight: int,
    queue: Queue,
    people: Sequence[Person],
    handle_seconds: float | None,
    now: At,
    offset: Offset,
) -> Estimate:
    """When somebody of `people` will be free for the case at `position`.

    `handle_seconds` is the mean time that a case of this queue lately took. With `n` cases in hand one ends every
    `handle_seconds / n`, and the case waits for as many ends as there are cases up to it that find no free place.
    """
    there = [person for person in people if queue.id in person.queues and person.status is not Status.OFFLINE]
    if not is_open(queue, now, offset):
        opening = opens_at(queue, now, offset)
        return Estimate(position=position, staffed=len(there), seconds=None, opens_at=opening)
    free = sum(_places(person, weight) for person in there if person.status is Status.ONLINE)
    if position <= free:
        return Estimate(position=position, staffed=len(there), seconds=0)
    in_hand = sum(len(person.loads) for person in there)
    if handle_seconds is None or not in_hand:
        return Estimate(position=position, staffed=len(there), seconds=None)
    ends = position - free
    return Estimate(position=position, staffed=len(there), seconds=ceil(ends * handle_seconds / in_hand))


def positions(cases: Sequence[Case], queues: Mapping[QueueId, Queue], now: At) -> dict[CaseId, int]:
    """The place of each waiting case among all of `cases`, the first being 1."""
    return {case.id: place for place, case in enumerate(in_order(cases, queues, now), start=1)}


def _places(person: Person, weight: int) -> int:
    return max(0, person.capacity - person.used) // max(1, weight)
