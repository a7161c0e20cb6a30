"""Who works here: invited, changed, deactivated. Each change is one fact, and takes effect with its commit."""

from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Authority, Credential, Means, Person, Role, Skill, Status
from handrail_server.core.routing.person_facts import (
    CapacityChanged,
    ContactChanged,
    PersonDeactivated,
    PersonInvited,
    PersonReactivated,
    PlaceChanged,
    QualificationsChanged,
    RolesChanged,
)
from handrail_server.core.routing.rights import Right

LEVEL_MAX: Final = 10
CAPACITY_MAX: Final = 100
_RIGHTS: Final = frozenset(right.value for right in Right)


def invite(person: Person, *, by: Actor, at: At) -> Outcome[Person]:
    """A new person, offline and carrying nothing."""
    _check_contact(person)
    _check_rights(person.rights)
    _check_qualifications(person)
    _check_capacity(person)
    state = replace(person, status=Status.OFFLINE, status_since=at, loads=(), active=True)
    fact = PersonInvited(
        roles=person.roles,
        rights=person.rights,
        queues=person.queues,
        team=person.team,
        supervisor=person.supervisor,
        name=person.name,
        email=person.email,
        by=by,
        at=at,
    )
    return Outcome(state=state, facts=(fact,))


def change_roles(
    person: Person, *, roles: tuple[Role, ...], rights: tuple[str, ...], others_administer: bool, by: Actor, at: At
) -> Outcome[Person]:
    """What the person may do; the last administrator stays one."""
    _check_rights(rights)
    if Role.ADMINISTRATOR not in roles:
        _refuse_last_administrator(person, others_administer=others_administer)
    state = replace(person, roles=tuple(sorted(set(roles))), rights=tuple(sorted(set(rights))))
    return Outcome(state=state, facts=(RolesChanged(roles=state.roles, rights=state.rights, by=by, at=at),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifications:
    """What a person can do, is licensed for, speaks, and may decide."""

    skills: tuple[Skill, ...] = ()
    credentials: tuple[Credential, ...] = ()
    languages: tuple[str, ...] = ()
    authorities: tuple[Authority, ...] = ()


def change_qualifications(person: Person, to: Qualifications, *, by: Actor, at: At) -> Outcome[Person]:
    """All four at once: what is not named is gone."""
    state = replace(
        person,
        skills=to.skills,
        credentials=to.credentials,
        languages=to.languages,
        authorities=to.authorities,
    )
    _check_qualifications(state)
    fact = QualificationsChanged(
        skills=to.skills,
        languages=to.languages,
        authorities=to.authorities,
        credentials=to.credentials,
        by=by,
        at=at,
    )
    return Outcome(state=state, facts=(fact,))


def change_place(
    person: Person,
    *,
    queues: tuple[QueueId, ...],
    team: TeamId | None,
    supervisor: PersonId | None,
    by: Actor,
    at: At,
) -> Outcome[Person]:
    """Which queues the person works, in which team, under whom."""
    if supervisor == person.id:
        raise Invalid("Nobody supervises themselves.", field="supervisor", fix="Name somebody else, or nobody.")
    state = replace(person, queues=tuple(dict.fromkeys(queues)), team=team, supervisor=supervisor)
    fact = PlaceChanged(queues=state.queues, team=team, supervisor=supervisor, by=by, at=at)
    return Outcome(state=state, facts=(fact,))


def change_capacity(
    person: Person, *, capacity: int, channel_limits: dict[str, int], share: int, by: Actor, at: At
) -> Outcome[Person]:
    """How much the person may carry. Where they carry more already, they are offered nothing until they carry less."""
    state = replace(person, capacity=capacity, channel_limits=channel_limits or None, share=share)
    _check_capacity(state)
    fact = CapacityChanged(
        capacity=capacity,
        channel_limits=tuple(f"{channel}={limit}" for channel, limit in sorted(channel_limits.items())),
        share=share,
        used=person.used,
        by=by,
        at=at,
    )
    return Outcome(state=state, facts=(fact,))


def change_contact(
    person: Person,
    *,
    name: str,
    email: str,
    slack: str | None,
    means: tuple[Means, ...],
    by: Actor,
    at: At,
) -> Outcome[Person]:
    """How the person is called and reached."""
    state = replace(person, name=name, email=email, slack=slack, means=tuple(dict.fromkeys(means)))
    _check_contact(state)
    fact = ContactChanged(means=state.means, name=name, email=email, slack=slack, by=by, at=at)
    return Outcome(state=state, facts=(fact,))


def deactivate(person: Person, *, others_administer: bool, by: Actor, at: At) -> Outcome[Person]:
    """The person works here no longer, at once. Their cases are in the fact; the caller queues them again."""
    if not person.active:
        raise MoveRefused("This person does not work here any longer.")
    _refuse_last_administrator(person, others_administer=others_administer)
    state = replace(person, active=False, status=Status.OFFLINE, status_since=at)
    fact = PersonDeactivated(cases=tuple(load.case for load in person.loads), by=by, at=at)
    return Outcome(state=state, facts=(fact,))


def reactivate(person: Person, *, by: Actor, at: At) -> Outcome[Person]:
    """The person works here again, with the roles they had."""
    if person.active:
        raise MoveRefused("This person works here already.")
    state = replace(person, active=True, status=Status.OFFLINE, status_since=at)
    return Outcome(state=state, facts=(PersonReactivated(by=by, at=at),))


def _refuse_last_administrator(person: Person, *, others_administer: bool) -> None:
    if Role.ADMINISTRATOR in person.roles and not others_administer:
        raise MoveRefused("This is the last administrator.", fix="Make somebody else an administrator first.")


def _check_rights(rights: tuple[str, ...]) -> None:
    unknown = [right for right in rights if right not in _RIGHTS]
    if unknown:
        known = ", ".join(sorted(_RIGHTS))
        raise Invalid(f"There is no right `{unknown[0]}`.", field="rights", fix=f"Rights are: {known}.")


def _check_contact(person: Person) -> None:
    if not person.name.strip():
        raise Invalid("A person has a name.", field="name", fix="Give the name that customers may see.")
    local, at_sign, domain = person.email.partition("@")
    if not (local and at_sign and domain) or any(letter.isspace() for letter in person.email):
        raise Invalid("This is no e-mail address.", field="email", fix="Give one such as ana@example.com.")
    if Means.SLACK in person.means and not person.slack:
        raise Invalid("No Slack name is known.", field="slack", fix="Give it, or leave Slack out of `means`.")


def _check_qualifications(person: Person) -> None:
    for index, skill in enumerate(person.skills):
        if not 0 <= skill.level <= LEVEL_MAX:
            raise Invalid("A level is 0 to 10.", field=f"skills[{index}].level", fix="10 is the highest.")
    names = [skill.name for skill in person.skills]
    if len(names) != len(set(names)):
        raise Invalid("A skill is named twice.", field="skills", fix="Keep the higher level.")


def _check_capacity(person: Person) -> None:
    if not 0 <= person.capacity <= CAPACITY_MAX:
        raise Invalid(f"A capacity is 0 to {CAPACITY_MAX} units.", field="capacity", fix="5 is usual.")
    if any(limit < 0 for limit in (person.channel_limits or {}).values()):
        raise Invalid("A channel's limit is 0 or more.", field="channel_limits", fix="0: none of this channel.")
    if not 1 <= person.share <= CAPACITY_MAX:
        raise Invalid(f"A share is 1 to {CAPACITY_MAX}.", field="share", fix="1 is an equal share.")
