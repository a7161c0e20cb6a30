"""A person as they are and as they should be: the difference as the core's verbs, one fact for each that differs."""

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.people import (
    Qualifications,
    change_capacity,
    change_contact,
    change_place,
    change_qualifications,
    change_roles,
    deactivate,
    reactivate,
)
from handrail_server.core.routing.person import Person


def edited(was: Person, wanted: Person, *, others: bool, by: Actor, at: At) -> Outcome[Person]:
    """All changes that lead from the person as they are to the person as they should be; `others` administer too."""
    outcome = Outcome(state=was)
    if wanted.active and not was.active:
        outcome = outcome.then(reactivate(outcome.state, by=by, at=at))
    if (was.name, was.email, was.slack, was.means) != (wanted.name, wanted.email, wanted.slack, wanted.means):
        contact = change_contact(
            outcome.state, name=wanted.name, email=wanted.email, slack=wanted.slack, means=wanted.means, by=by, at=at
        )
        outcome = outcome.then(contact)
    if _can(was) != _can(wanted):
        outcome = outcome.then(change_qualifications(outcome.state, _can(wanted), by=by, at=at))
    if (was.queues, was.team, was.supervisor) != (wanted.queues, wanted.team, wanted.supervisor):
        place = change_place(
            outcome.state, queues=wanted.queues, team=wanted.team, supervisor=wanted.supervisor, by=by, at=at
        )
        outcome = outcome.then(place)
    limits = wanted.channel_limits or {}
    if (was.capacity, was.channel_limits or {}, was.share) != (wanted.capacity, limits, wanted.share):
        capacity = change_capacity(
            outcome.state, capacity=wanted.capacity, channel_limits=limits, share=wanted.share, by=by, at=at
        )
        outcome = outcome.then(capacity)
    if (set(was.roles), set(was.rights)) != (set(wanted.roles), set(wanted.rights)):
        roles = change_roles(
            outcome.state, roles=wanted.roles, rights=wanted.rights, others_administer=others, by=by, at=at
        )
        outcome = outcome.then(roles)
    if was.active and not wanted.active:
        outcome = outcome.then(deactivate(outcome.state, others_administer=others, by=by, at=at))
    return outcome


def _can(person: Person) -> Qualifications:
    return Qualifications(
        skills=person.skills,
        credentials=person.credentials,
        languages=person.languages,
        authorities=person.authorities,
    )
