"""What sets routing going: a case that waits is placed at once, a person who is free looks for work at once, what a
person who has left carried waits for somebody else at once.

Deadlines that are due now, armed in the same commit, so that a crash after it loses no offer (law 3).
"""

from dataclasses import replace

from handrail_server.core.basics.effects import Deadline
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.person_facts import (
    CapacityChanged,
    CapacityReleased,
    PersonDeactivated,
    PersonReactivated,
    PlaceChanged,
    PresenceChanged,
    QualificationsChanged,
)
from handrail_server.ports.writing import Change

PLACE = "case_place"
SEEK_WORK = "seek_work"
LEFT = "person_left"
_LEAVING = (PersonDeactivated, PresenceChanged)
_FREEING = (
    CapacityChanged,
    CapacityReleased,
    PersonReactivated,
    PlaceChanged,
    PresenceChanged,
    QualificationsChanged,
)
"""Facts after which somebody may be able to take work that they could not take before."""


def nudged(change: Change) -> Change:
    """The change with the deadline that it arms beside its own."""
    match change.state:
        case Case() as case if _waits(case):
            name = PLACE
        case Person() as person if _is_free(person) and any(isinstance(fact, _FREEING) for fact in change.facts):
            name = SEEK_WORK
        case Person() as person if has_left(person) and any(isinstance(fact, _LEAVING) for fact in change.facts):
            name = LEFT
        case _:
            return change
    now = Deadline(subject=change.subject, name=name, due_at=change.facts[-1].at)
    return replace(change, deadlines=(*change.deadlines, now))


def has_left(person: Person) -> bool:
    """Whether the person carries cases that somebody else must take."""
    return bool(person.loads) and (not person.active or person.status is Status.OFFLINE)


def _waits(case: Case) -> bool:
    return case.state is CaseState.QUEUED and case.promised_for is None and not case.practice


def _is_free(person: Person) -> bool:
    return person.active and person.status is Status.ONLINE and person.used < person.capacity
