"""How one of several eligible people is chosen. Deterministic: ties go to the longest idle, then to the lowest id."""

from collections.abc import Callable
from typing import Final, assert_never

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Choice

STRIDE: Final = 5_040
"""One turn in the round, for a share of one; divisible by every share up to ten."""

Key = tuple[int, At, PersonId]


def ordering(choice: Choice) -> Callable[[Person], Key]:
    """The key by which the lowest is chosen."""
    score = scoring(choice)
    return lambda person: (score(person), idle_since(person), person.id)


def scoring(choice: Choice) -> Callable[[Person], int]:
    """What the queue's way of choosing compares: the lower the better."""
    match choice:
        case Choice.LEAST_ACTIVE:
            return lambda person: len(person.loads)
        case Choice.MOST_AVAILABLE:
            return lambda person: person.used - person.capacity
        case Choice.LONGEST_IDLE:
            return idle_since
        case Choice.ROUND_ROBIN | Choice.WEIGHTED:
            return lambda person: person.turn
    assert_never(choice)


def idle_since(person: Person) -> At:
    """Since when nothing was given to or taken from the person, counted from coming online at the earliest."""
    since, assigned, released = person.status_since, person.last_assigned_at, person.last_released_at
    if assigned is not None and assigned > since:
        since = assigned
    return released if released is not None and released > since else since


def turn_after(person: Person, lowest_of_others: int | None, choice: Choice) -> int:
    """The person's place in the round once they were given work.

    Stride scheduling (Waldspurger and Weihl, 1995): who has the lowest turn is next and moves on by the stride over
    their share. Somebody new or long away is first set one stride behind the others, so that they are not flooded.
    """
    match choice:
        case Choice.ROUND_ROBIN:
            step = STRIDE
        case Choice.WEIGHTED:
            step = STRIDE // max(1, person.share)
        case _:
            return person.turn
    behind = person.turn if lowest_of_others is None else lowest_of_others - STRIDE
    return max(person.turn, behind) + step
