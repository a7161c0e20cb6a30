"""Who hears of a case: notice targets made into people, and for each rung of the ladder those above them."""

from collections.abc import Iterable
from typing import Final

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.notice import Severity
from handrail_server.core.routing.destination import Surroundings, on_call, supervisor, supervisor_of
from handrail_server.core.routing.person import Person, Role, Status

AT_ONCE: Final = ("supervisor", "account_owner")
"""Who hears of everything critical at once, on or off the queue."""
SLACK: Final = "slack"


def recipients(
    targets: Iterable[str], severity: Severity, case: Case, around: Surroundings
) -> tuple[tuple[PersonId, ...], tuple[str, ...]]:
    """The people, and the outside addresses such as `slack:#escalations`, that notice targets mean.

    Targets: `supervisor`, `account_owner`, `owner`, `queue`, `on_call`, `person:<id>`; `slack` is the organisation's
    own channel, where it has one; anything else with a colon is an address. A target that means nobody is skipped;
    somebody is always told.
    """
    wanted = dict.fromkeys((*targets, *(AT_ONCE if severity is Severity.CRITICAL else ())))
    people = dict.fromkeys(person for target in wanted for person in _people(target, case, around))
    addresses = tuple(target for target in wanted if _is_outside(target, around))
    return tuple(people) or last_resort(around), addresses


def _is_outside(target: str, around: Surroundings) -> bool:
    if target == SLACK:
        return around.organisation.slack_webhook is not None
    return ":" in target and not target.startswith("person:")


def above(people: Iterable[PersonId], around: Surroundings) -> tuple[PersonId, ...]:
    """The supervisors of the people; none where nobody is above any of them."""
    found = (supervisor_of(person, around) for name in people if (person := around.active(name)) is not None)
    return tuple(dict.fromkeys(name for name in found if name is not None))


def last_resort(around: Surroundings) -> tuple[PersonId, ...]:
    """Those on call; where nobody is, all supervisors; where there are none, all administrators."""
    if ready := on_call(around):
        return tuple(person.id for person in ready)
    return _with_role(Role.SUPERVISOR, around) or _with_role(Role.ADMINISTRATOR, around)


def _people(target: str, case: Case, around: Surroundings) -> tuple[PersonId, ...]:
    match target.partition(":"):
        case ("supervisor", _, ""):
            return _known(_supervisor_for(case, around), around)
        case ("account_owner", _, ""):
            return _known(around.account_owner, around)
        case ("owner", _, ""):
            return _known(case.owner, around)
        case ("queue", _, ""):
            return tuple(person.id for person in _staff(case, around))
        case ("on_call", _, ""):
            return tuple(person.id for person in on_call(around))
        case ("person", _, name):
            return _known(PersonId(name), around)
        case _:
            return ()


def _supervisor_for(case: Case, around: Surroundings) -> PersonId | None:
    """Whoever is above the case's owner; without an owner whoever owns its queue; else a supervisor of the house."""
    owner = around.active(case.owner)
    if owner is not None and (over := supervisor_of(owner, around)) is not None:
        return over
    queue = around.queues.get(case.queue) if case.queue is not None else None
    if queue is not None and around.active(queue.owner) is not None:
        return queue.owner
    return supervisor(None, around) or next(iter(_with_role(Role.SUPERVISOR, around)), None)


def _staff(case: Case, around: Surroundings) -> list[Person]:
    """The active people of the case's queue who are not offline."""
    return [
        person
        for person in around.people.values()
        if person.active and case.queue in person.queues and person.status is not Status.OFFLINE
    ]


def _with_role(role: Role, around: Surroundings) -> tuple[PersonId, ...]:
    return tuple(sorted(person.id for person in around.people.values() if person.active and role in person.roles))


def _known(person: PersonId | None, around: Surroundings) -> tuple[PersonId, ...]:
    found = around.active(person)
    return (found.id,) if found is not None else ()
