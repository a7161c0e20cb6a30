"""Position and expected wait; honest where nobody can know."""

from dataclasses import replace

from handrail_server.core.routing.estimate import Estimate, estimate, positions
from handrail_server.core.routing.hours import utc
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.queue import Hours, Queue
from server.tests.core.routing.given import CARE, NOW, case, item, load, queue, rep


def full(name: str) -> Person:
    return rep(name, *(load(f"{name}_{number}") for number in range(5)))


def ask(*people: Person, position: int = 1, handle: float | None = 300, at: Queue | None = None) -> Estimate:
    return estimate(
        position=position,
        weight=1,
        queue=at or queue(),
        people=people,
        handle_seconds=handle,
        now=NOW,
        offset=utc,
    )


def test_somebody_free_is_there_at_once() -> None:
    assert ask(rep("ana"), position=5) == Estimate(position=5, staffed=1, seconds=0)


def test_otherwise_one_case_after_the_other_ends() -> None:
    assert ask(full("ana"), full("ben")).seconds == 30
    assert ask(full("ana"), full("ben"), position=4).seconds == 120
    assert ask(full("ana"), rep("ben", load("a"), load("b"), load("c"), load("d")), position=2).seconds == 34


def test_with_nobody_there_or_nothing_known_no_time_is_told() -> None:
    assert ask(rep("ana", status=Status.OFFLINE)) == Estimate(position=1, staffed=0, seconds=None)
    assert ask(full("ana"), handle=None).seconds is None
    assert ask(rep("ana", status=Status.AWAY)) == Estimate(position=1, staffed=1, seconds=None)


def test_a_closed_queue_says_when_it_opens() -> None:
    closed = replace(queue(), hours=(Hours(weekday=0, opens=0, closes=1),))
    told = ask(rep("ana"), at=closed)
    assert told.seconds is None
    assert told.opens_at is not None
    assert told.opens_at > NOW


def test_positions_follow_the_order_of_work() -> None:
    urgent = case("urgent", work=replace(item(), rank=1))
    assert positions([case("plain"), urgent], {CARE: queue()}, NOW) == {"urgent": 1, "plain": 2}
