"""What follows for a case that waits, also after a declined or missed offer: somebody, patience, or the next target."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.order import right_for
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.place import Placement, place
from handrail_server.core.routing.queue import Queue

ROUNDS: Final = 2
"""Everybody eligible is asked twice; then the work goes on to the next target."""


class Following(StrEnum):
    """What to do with a case that nobody has accepted yet."""

    OFFER = "offer"
    """Offer it to those whom the placement chose."""
    AGAIN = "again"
    """Everybody eligible has declined: begin one more round, and offer it to those chosen."""
    WAIT = "wait"
    """Somebody may become free or come back: wait for them, or for the deadline."""
    FALL_BACK = "fall_back"
    """Waiting cannot help here: take the next step of the ladder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What follows, and the placement it follows from."""

    following: Following
    placement: Placement


def next_round(case: Case, queue: Queue | None, people: Sequence[Person], now: At) -> Round:
    """Who is asked now.

    A decliner is left out until everybody eligible has declined; then one more round asks them all; then the ladder.
    """
    right, declined = right_for(case.kind), case.declined
    first = place(case.item, queue, people, now=now, declined=declined, right=right)
    if first.chosen:
        return Round(following=Following.OFFER, placement=first)
    again = place(case.item, queue, people, now=now, right=right) if declined else first
    if not again.chosen:
        return Round(following=Following.WAIT if first.reachable else Following.FALL_BACK, placement=first)
    if case.rounds + 1 < ROUNDS:
        return Round(following=Following.AGAIN, placement=again)
    return Round(following=Following.FALL_BACK, placement=first)
