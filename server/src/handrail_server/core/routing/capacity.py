"""What a person carries: reserved for an offer, occupied by a case, kept for its wrap-up, free again.

Invariant: used ≤ capacity, and each channel within its limit, but for cases taken by a logged override.
"""

from dataclasses import replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import CaseId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.routing.eligibility import at_channel_limit
from handrail_server.core.routing.person import Load, Person
from handrail_server.core.routing.person_facts import (
    CapacityKept,
    CapacityOccupied,
    CapacityOverridden,
    CapacityReleased,
    CapacityReserved,
)

WRAP_UP_MIN: Final = 10
WRAP_UP_MAX: Final = 3_600
EXTENSIONS_MAX: Final = 10


def subject(person: PersonId) -> Subject:
    """The person as the subject of facts and deadlines."""
    return Subject(kind=SubjectKind.PERSON, id=person)


def wrap_up_deadline(case: CaseId) -> str:
    """The name of the deadline that ends the wrap-up of a case."""
    return f"wrap_up/{case}"


def load_of(person: Person, case: CaseId) -> Load | None:
    """What the case takes of the person, if anything."""
    return next((load for load in person.loads if load.case == case), None)


def fits(person: Person, units: int, channel: str) -> bool:
    """Whether the person can carry this in addition."""
    return person.used + units <= person.capacity and not at_channel_limit(person, channel)


def reserve(person: Person, case: CaseId, *, units: int, channel: str, turn: int, by: Actor, at: At) -> Outcome[Person]:
    """Keep capacity free for an offer; `turn` is the candidate's from the placement. Never beyond the capacity."""
    _refuse_second(person, case)
    if not fits(person, units, channel):
        raise MoveRefused("The person has no capacity left for this.", fix="Place the work again.")
    loaded = _with(person, Load(case=case, units=units, channel=channel, offered=True))
    state = replace(loaded, turn=turn, last_assigned_at=at)
    fact = CapacityReserved(
        case=case, units=units, channel=channel, used=state.used, capacity=state.capacity, by=by, at=at
    )
    return Outcome(state=state, facts=(fact,))


def occupy(person: Person, case: CaseId, *, by: Actor, at: At) -> Outcome[Person]:
    """The offer was accepted: what was reserved is in use."""
    load = load_of(person, case)
    if load is None or not load.offered:
        raise MoveRefused("Nothing is reserved for this case.", fix="The offer has run out; claim the case.")
    state = _with(_without(person, case), replace(load, offered=False))
    return Outcome(state=state, facts=(_occupied(state, load, by, at),))


def take(
    person: Person, case: CaseId, *, units: int, channel: str, override: str | None = None, by: Actor, at: At
) -> Outcome[Person]:
    """Occupy capacity without an offer: a claim, a takeover, a reassignment.

    Beyond the capacity only with `override`, a code such as `takeover`, which is recorded.
    """
    load = load_of(person, case)
    if load is not None and load.offered:
        return occupy(person, case, by=by, at=at)
    _refuse_second(person, case)
    fitting = fits(person, units, channel)
    if not fitting and override is None:
        raise MoveRefused("You have no capacity left for this.", fix="Finish a case first, or ask a supervisor.")
    load = Load(case=case, units=units, channel=channel, offered=False, overridden=not fitting)
    state = replace(_with(person, load), last_assigned_at=at)
    fact: Fact = _occupied(state, load, by, at)
    if not fitting:
        fact = CapacityOverridden(
            case=case, units=units, channel=channel, used=state.used, capacity=state.capacity, why=override or "",
            by=by, at=at,
        )  # fmt: skip
    return Outcome(state=state, facts=(fact,))


def release(person: Person, case: CaseId, *, by: Actor, at: At) -> Outcome[Person]:
    """Free what the case took, whether offered, in use or in wrap-up. Where it took nothing, nothing happens."""
    load = load_of(person, case)
    if load is None:
        return Outcome(state=person)
    freed = _without(person, case)
    state = freed if load.offered else replace(freed, last_released_at=at)
    fact = CapacityReleased(case=case, units=load.units, used=state.used, by=by, at=at)
    ended = (Deadline(subject=subject(person.id), name=wrap_up_deadline(case), due_at=None),)
    return Outcome(state=state, facts=(fact,), deadlines=ended if load.wrapping_until else ())


def wrap_up(person: Person, case: CaseId, *, seconds: int, by: Actor, at: At) -> Outcome[Person]:
    """Keep the capacity of a resolved case while the person writes it up, 10–3,600 seconds."""
    load = load_of(person, case)
    if load is None or load.offered or load.wrapping_until is not None:
        raise MoveRefused("There is no case here to wrap up.")
    return _kept(person, load, later(at, seconds=_checked(seconds)), by, at)


def extend_wrap_up(person: Person, case: CaseId, *, seconds: int, by: Actor, at: At) -> Outcome[Person]:
    """More time to write it up, from the end of the time given so far; at most ten times."""
    load = load_of(person, case)
    if load is None or load.wrapping_until is None:
        raise MoveRefused("There is no wrap-up to extend.")
    if load.extensions >= EXTENSIONS_MAX:
        raise MoveRefused(f"A wrap-up is extended at most {EXTENSIONS_MAX} times.", fix="Close the case.")
    until = later(load.wrapping_until, seconds=_checked(seconds))
    return _kept(person, replace(load, extensions=load.extensions + 1), until, by, at)


def _kept(person: Person, load: Load, until: At, by: Actor, at: At) -> Outcome[Person]:
    state = _with(_without(person, load.case), replace(load, wrapping_until=until))
    return Outcome(
        state=state,
        facts=(CapacityKept(case=load.case, until=until, extension=load.extensions, by=by, at=at),),
        deadlines=(Deadline(subject=subject(person.id), name=wrap_up_deadline(load.case), due_at=until),),
    )


def _checked(seconds: int) -> int:
    if not WRAP_UP_MIN <= seconds <= WRAP_UP_MAX:
        raise Invalid(
            f"A wrap-up lasts {WRAP_UP_MIN} to {WRAP_UP_MAX} seconds.", field="seconds", fix="Extend it later instead."
        )
    return seconds


def _occupied(person: Person, load: Load, by: Actor, at: At) -> CapacityOccupied:
    return CapacityOccupied(
        case=load.case, units=load.units, channel=load.channel, used=person.used, capacity=person.capacity, by=by, at=at
    )


def _refuse_second(person: Person, case: CaseId) -> None:
    if load_of(person, case) is not None:
        raise MoveRefused("The person has this case already.")


def _with(person: Person, load: Load) -> Person:
    return replace(person, loads=(*person.loads, load))


def _without(person: Person, case: CaseId) -> Person:
    return replace(person, loads=tuple(load for load in person.loads if load.case != case))
