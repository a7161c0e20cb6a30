"""Whom a piece of work is offered to, with all that is needed to explain it later (law 7)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.routing.choice import idle_since, ordering, scoring, turn_after
from handrail_server.core.routing.eligibility import PASSING, Exclusion, demand
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Choice, Queue
from handrail_server.core.routing.rights import Right

KEPT: Final = 20
"""How many of the best candidates are stored with the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An eligible person with the numbers that put them in their place."""

    person: PersonId
    score: int
    idle_since: At
    used: int
    capacity: int
    turn: int
    """Their place in the round if they are given this work; `reserve` takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """How many people were excluded by one reason."""

    reason: Exclusion
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Who is chosen, who else could have been, and why the others could not."""

    queue: QueueId | None
    choice: Choice
    considered: int
    eligible: int
    chosen: tuple[Candidate, ...]
    """Empty: nobody can take it now."""
    candidates: tuple[Candidate, ...]
    """The best 20, in order; those chosen first."""
    exclusions: tuple[Excluded, ...]
    preferred: bool = False
    """The preferred person was eligible and stands first."""

    @property
    def reachable(self) -> bool:
        """Whether waiting can help: somebody is eligible, or excluded by a reason that may pass."""
        return self.eligible > 0 or any(excluded.reason in PASSING for excluded in self.exclusions)


def place(
    item: WorkItem,
    queue: Queue | None,
    people: Iterable[Person],
    *,
    now: At,
    declined: Collection[PersonId] = (),
    right: Right = Right.CLAIM,
) -> Placement:
    """Choose among `people` for `item`: as many as the queue fans out to, the preferred person first where eligible.

    Without a queue the work is for named people or those on call, all of them. The same input gives the same answer.
    """
    asked = demand(item, queue, now=now, declined=frozenset(declined), right=right)
    eligible: list[Person] = []
    counts: Counter[Exclusion] = Counter()
    for person in people:
        reason = asked.excludes(person)
        if reason is None:
            eligible.append(person)
        else:
            counts[reason] += 1
    choice = queue.choice if queue else Choice.LEAST_ACTIVE
    best = _best(eligible, choice, item.preferred)
    candidates = _candidates(best, eligible, choice)
    return Placement(
        queue=queue.id if queue else None,
        choice=choice,
        considered=len(eligible) + counts.total(),
        eligible=len(eligible),
        chosen=candidates[: queue.fan_out if queue else len(candidates)],
        candidates=candidates,
        exclusions=tuple(Excluded(reason=reason, people=counts[reason]) for reason in Exclusion if counts[reason]),
        preferred=bool(best) and best[0].id == item.preferred,
    )


def _best(eligible: list[Person], choice: Choice, preferred: PersonId | None) -> list[Person]:
    first = [person for person in eligible if person.id == preferred]
    others = [person for person in eligible if person.id != preferred] if first else eligible
    return [*first, *nsmallest(KEPT - len(first), others, key=ordering(choice))]


def _candidates(best: list[Person], eligible: list[Person], choice: Choice) -> tuple[Candidate, ...]:
    """With the two lowest turns known, the lowest of all others is known for each."""
    front = nsmallest(2, ((person.turn, person.id) for person in eligible))
    return tuple(
        _candidate(person, next((turn for turn, other in front if other != person.id), None), choice) for person in best
    )


def _candidate(person: Person, lowest_of_others: int | None, choice: Choice) -> Candidate:
    return Candidate(
        person=person.id,
        score=scoring(choice)(person),
        idle_since=idle_since(person),
        used=person.used,
        capacity=person.capacity,
        turn=turn_after(person, lowest_of_others, choice),
    )
