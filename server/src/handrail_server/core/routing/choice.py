"""How one of several eligible people is chosen. Deterministic: ties go to the longest idle, then to the lowest id."""

from collections.abc import Sequence
from typing import Final, assert_never

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Choice

STRIDE: Final = 5_040
"""One turn in the round, for a share of one; divisible by every share up to ten."""

Key = tuple[int, At, PersonId]


def choice_key(person: Person, choice: Choice) -> Key:
    """The lowest is chosen."""
    return score(person, choice), idle_since(person), person.id


def score(person: Person, choice: Choice) -> int:
    """What the queue's way of choosing compares: the lower the better."""
    match choice:
        case Choice.LEAST_ACTIVE:
            return len(person.loads)
        case Choice.MOST_AVAILABLE:
            return person.used - person.capacity
        case Choice.LONGEST_IDLE:
            return idle_since(person)
        case Choice.ROUND_ROBIN | Choice.WEIGHTED:
            return person.turn
    assert_never(choice)


def idle_since(person: Person) -> At:
    """Since when nothing was given to or taken from the person, counted from coming online at the earliest."""
    return max(person.status_since, person.last_assigned_at or At(0), person.last_released_at or At(0))


def in_choice_order(people: Sequence[Person], choice: Choice) -> list[Person]:
    """The people, whoever is to be asked first first."""
    return sorted(people, key=lambda person: choice_key(person, choice))


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
