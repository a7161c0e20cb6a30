"""What follows for a case that waits, also after a declined or missed offer: somebody, patience, or the next target."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.ids import PersonId
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
    WAIT = "wait"
    """Somebody may become free or come back: wait for them, or for the deadline."""
    FALL_BACK = "fall_back"
    """Waiting cannot help here: take the next step of the ladder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What follows, the placement it follows from, and what the case keeps of its rounds."""

    following: Following
    placement: Placement
    declined: tuple[PersonId, ...]
    rounds: int


def next_round(case: Case, queue: Queue | None, people: Sequence[Person], now: At) -> Round:
    """Who is asked now.

    A decliner is left out until everybody eligible has declined; then one more round asks them all; then the ladder.
    """
    right, declined = right_for(case.kind), case.declined
    first = place(case.item, queue, people, now=now, declined=declined, right=right)
    if first.chosen or not declined:
        return _without_more(first, case)
    again = place(case.item, queue, people, now=now, right=right)
    if not again.chosen:
        return _without_more(first, case)
    if case.rounds + 1 < ROUNDS:
        return Round(following=Following.OFFER, placement=again, declined=(), rounds=case.rounds + 1)
    return Round(following=Following.FALL_BACK, placement=first, declined=(), rounds=0)


def _without_more(placement: Placement, case: Case) -> Round:
    return Round(following=_following(placement), placement=placement, declined=case.declined, rounds=case.rounds)


def _following(placement: Placement) -> Following:
    if placement.chosen:
        return Following.OFFER
    return Following.WAIT if placement.reachable else Following.FALL_BACK
