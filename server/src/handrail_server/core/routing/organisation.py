"""How the organisation is set up: queues, teams, skills and settings, each change checked and one fact."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused, NotFound
from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.capacity import WRAP_UP_MAX, WRAP_UP_MIN
from handrail_server.core.routing.hours import DAY_MINUTES, WEEK
from handrail_server.core.routing.organisation_facts import (
    OrganisationCreated,
    QueueRemoved,
    QueueSet,
    SettingsChanged,
    SkillsSet,
    TeamRemoved,
    TeamSet,
)
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import MeasureTarget, Organisation, Queue, Team

FAN_OUT_MAX: Final = 20


def create(organisation: Organisation, *, by: Actor, at: At) -> Outcome[Organisation]:
    """A new organisation."""
    if not organisation.name.strip():
        raise Invalid("An organisation has a name.", field="name")
    fact = OrganisationCreated(name=organisation.name, demo=organisation.demo, by=by, at=at)
    return Outcome(state=organisation, facts=(fact,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the organisation itself chooses."""

    name: str
    language: str
    time_zone: str
    slack_webhook: str | None
    on_call: tuple[PersonId, ...]
    targets: tuple[MeasureTarget, ...] = ()
    """What measures should come to, such as the autonomous share."""


def change_settings(organisation: Organisation, to: Settings, *, by: Actor, at: At) -> Outcome[Organisation]:
    """All settings at once."""
    if not to.name.strip():
        raise Invalid("An organisation has a name.", field="name")
    state = replace(
        organisation,
        name=to.name,
        language=to.language,
        time_zone=to.time_zone,
        slack_webhook=to.slack_webhook,
        on_call=tuple(dict.fromkeys(to.on_call)),
        targets=to.targets,
    )
    fact = SettingsChanged(
        name=to.name,
        language=to.language,
        time_zone=to.time_zone,
        on_call=state.on_call,
        slack=to.slack_webhook is not None,
        targets=to.targets,
        by=by,
        at=at,
    )
    return Outcome(state=state, facts=(fact,))


def set_queue(organisation: Organisation, queue: Queue, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Add a queue, or alter the one of its id; the same again changes nothing."""
    _check_queue(organisation, queue)
    if queue in organisation.queues:
        return Outcome(state=organisation)
    queues = {known.id: known for known in organisation.queues} | {queue.id: queue}
    fact = QueueSet(
        queue=queue.id,
        name=queue.name,
        owner=queue.owner,
        department=queue.department,
        choice=queue.choice,
        push=queue.push,
        fan_out=queue.fan_out,
        hours=queue.hours,
        time_zone=queue.time_zone,
        overflow=queue.overflow,
        wrap_up_seconds=queue.wrap_up_seconds,
        ageing_seconds=queue.ageing_seconds,
        by=by,
        at=at,
    )
    return Outcome(state=replace(organisation, queues=tuple(queues.values())), facts=(fact,))


def remove_queue(
    organisation: Organisation, queue: QueueId, *, waiting: int, by: Actor, at: At
) -> Outcome[Organisation]:
    """Remove a queue that nothing waits in and nothing overflows to."""
    if queue not in {known.id for known in organisation.queues}:
        raise NotFound(f"There is no queue `{queue}`.", field="queue")
    if waiting:
        raise MoveRefused(f"{waiting} cases wait in this queue.", fix="Move them first.")
    source = next((known for known in organisation.queues if known.overflow == queue), None)
    if source is not None:
        raise MoveRefused(f"The queue `{source.id}` overflows to this one.", fix="Alter its overflow first.")
    queues = tuple(known for known in organisation.queues if known.id != queue)
    return Outcome(state=replace(organisation, queues=queues), facts=(QueueRemoved(queue=queue, by=by, at=at),))


def set_team(organisation: Organisation, team: Team, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Add a team, or alter the one of its id."""
    if not team.id or not team.name.strip():
        raise Invalid("A team has an id and a name.", field="name")
    if team in organisation.teams:
        return Outcome(state=organisation)
    teams = {known.id: known for known in organisation.teams} | {team.id: team}
    fact = TeamSet(team=team.id, name=team.name, supervisor=team.supervisor, by=by, at=at)
    return Outcome(state=replace(organisation, teams=tuple(teams.values())), facts=(fact,))


def remove_team(organisation: Organisation, team: TeamId, *, members: int, by: Actor, at: At) -> Outcome[Organisation]:
    """Remove a team that nobody is in."""
    if team not in {known.id for known in organisation.teams}:
        raise NotFound(f"There is no team `{team}`.", field="team")
    if members:
        raise MoveRefused(f"{members} people are in this team.", fix="Move them first.")
    teams = tuple(known for known in organisation.teams if known.id != team)
    return Outcome(state=replace(organisation, teams=teams), facts=(TeamRemoved(team=team, by=by, at=at),))


def set_skills(organisation: Organisation, skills: Iterable[str], *, by: Actor, at: At) -> Outcome[Organisation]:
    """The skills that people can have here."""
    named = tuple(sorted({skill.strip() for skill in skills}))
    if "" in named:
        raise Invalid("A skill has a name.", field="skills")
    if named == organisation.skills:
        return Outcome(state=organisation)
    return Outcome(state=replace(organisation, skills=named), facts=(SkillsSet(skills=named, by=by, at=at),))


def unstaffed(organisation: Organisation, people: Iterable[Person]) -> tuple[QueueId, ...]:
    """The queues that nobody active works, nor any that they overflow to: there only a landing is left."""
    worked = {queue for person in people if person.active for queue in person.queues}
    overflow = {queue.id: queue.overflow for queue in organisation.queues}
    return tuple(queue for queue in overflow if not worked & set(_chain(queue, overflow)))


def _chain(start: QueueId, overflow: dict[QueueId, QueueId | None]) -> list[QueueId]:
    chain: list[QueueId] = []
    queue: QueueId | None = start
    while queue is not None and queue not in chain:
        chain.append(queue)
        queue = overflow.get(queue)
    return chain


def _check_queue(organisation: Organisation, queue: Queue) -> None:
    if not queue.id or not queue.name.strip():
        raise Invalid("A queue has an id and a name.", field="name")
    if queue.overflow == queue.id:
        raise Invalid("A queue cannot overflow to itself.", field="overflow", fix="Name another queue, or none.")
    if queue.overflow is not None and queue.overflow not in {known.id for known in organisation.queues}:
        raise Invalid(f"There is no queue `{queue.overflow}`.", field="overflow", fix="Add that queue first.")
    if not WRAP_UP_MIN <= queue.wrap_up_seconds <= WRAP_UP_MAX:
        raise Invalid(f"A wrap-up lasts {WRAP_UP_MIN} to {WRAP_UP_MAX} seconds.", field="wrap_up_seconds")
    if queue.ageing_seconds is not None and queue.ageing_seconds < 1:
        raise Invalid("Ageing takes at least a second.", field="ageing_seconds", fix="Leave it out for none.")
    if not 1 <= queue.fan_out <= FAN_OUT_MAX:
        raise Invalid(f"A case is offered to 1 to {FAN_OUT_MAX} people at once.", field="fan_out")
    for index, hours in enumerate(queue.hours):
        if not (0 <= hours.weekday < WEEK and 0 <= hours.opens < DAY_MINUTES):
            raise Invalid("Weekdays are 0 to 6, minutes 0 to 1,439.", field=f"hours[{index}]", fix="0 is Monday.")
        if not hours.opens < hours.closes <= hours.opens + DAY_MINUTES:
            raise Invalid("It closes after it opens, within a day.", field=f"hours[{index}].closes",
                          fix="Past midnight, add 1,440.")  # fmt: skip
