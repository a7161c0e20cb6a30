"""What a route's target means here and now: a queue, or named people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.basics.time import At
from handrail_server.core.policy.route import Target, TargetKind
from handrail_server.core.routing.hours import Offset, is_open
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation, Queue


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known of the house and the customer while a case looks for its person."""

    organisation: Organisation
    people: Mapping[PersonId, Person]
    account_owner: PersonId | None = None
    dedicated_queue: QueueId | None = None
    now: At
    offset: Offset
    queues: Mapping[QueueId, Queue] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "queues", {queue.id: queue for queue in self.organisation.queues})

    def active(self, person: PersonId | None) -> Person | None:
        """The person, where they work here."""
        found = self.people.get(person) if person is not None else None
        return found if found is not None and found.active else None

    def open_queue(self, queue: QueueId | None) -> Queue | None:
        """The queue, where it exists and is open now."""
        found = self.queues.get(queue) if queue is not None else None
        return found if found is not None and is_open(found, self.now, self.offset) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A queue, or the people who alone are asked."""

    queue: Queue | None = None
    people: tuple[Person, ...] = ()

    def candidates(self, around: Surroundings) -> tuple[Person, ...]:
        """Everybody who may be asked here."""
        if self.queue is None:
            return self.people
        return tuple(person for person in around.people.values() if self.queue.id in person.queues)


def destination(target: Target, around: Surroundings) -> Destination | None:
    """Where `target` leads now; None where there is nobody and nothing, or it is closed."""
    match target.kind:
        case TargetKind.QUEUE:
            return _to_queue(_queue_id(target), around)
        case TargetKind.DEDICATED_QUEUE:
            return _to_queue(around.dedicated_queue, around)
        case TargetKind.DEPARTMENT:
            return next((Destination(queue=queue) for queue in _of_department(target.id, around)), None)
        case TargetKind.PERSON:
            return _to_person(PersonId(target.id) if target.id else None, around)
        case TargetKind.ACCOUNT_OWNER:
            return _to_person(around.account_owner, around)
        case TargetKind.SUPERVISOR:
            return _to_person(supervisor(target.id, around), around)
        case TargetKind.ON_CALL:
            return _to_people(on_call(around))
    assert_never(target.kind)


def supervisor(team: str | None, around: Surroundings) -> PersonId | None:
    """A team's supervisor; without a team the account owner's, else that of the first team that has one."""
    teams = around.organisation.teams
    if team is not None:
        return next((found.supervisor for found in teams if found.id == team), None)
    owner = around.active(around.account_owner)
    if owner is not None and (above := supervisor_of(owner, around)) is not None:
        return above
    return next((found.supervisor for found in teams if around.active(found.supervisor)), None)


def supervisor_of(person: Person, around: Surroundings) -> PersonId | None:
    """Who is above the person: by name, else by team; nobody is above themselves."""
    of_team = next((team.supervisor for team in around.organisation.teams if team.id == person.team), None)
    above = person.supervisor or of_team
    return above if above != person.id and around.active(above) else None


def on_call(around: Surroundings) -> tuple[Person, ...]:
    """Those on call who work here."""
    return tuple(person for name in around.organisation.on_call if (person := around.active(name)) is not None)


def _queue_id(target: Target) -> QueueId | None:
    return QueueId(target.id) if target.id else None


def _of_department(name: str | None, around: Surroundings) -> Iterator[Queue]:
    return (
        queue
        for queue in around.organisation.queues
        if queue.department == name and is_open(queue, around.now, around.offset)
    )


def _to_queue(queue: QueueId | None, around: Surroundings) -> Destination | None:
    found = around.open_queue(queue)
    return Destination(queue=found) if found is not None else None


def _to_person(person: PersonId | None, around: Surroundings) -> Destination | None:
    found = around.active(person)
    return _to_people((found,) if found is not None else ())


def _to_people(people: tuple[Person, ...]) -> Destination | None:
    return Destination(people=people) if people else None
