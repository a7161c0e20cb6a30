"""Somebody's roles, qualifications, place, capacity, contact: changed, each by its own verb and fact."""

from collections.abc import Callable

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
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
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.staffing import check_place, others_administer
from handrail_server.house.tokens import SecretKind, end_all
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded

Edit = Callable[[Person], Person]


async def change_person(house: House, caller: Caller, person: PersonId, edit: Edit) -> None:
    """Make the person what `edit` makes of them; what stays the same is no fact.

    Whoever is deactivated loses every session, key and link in the same commit, and what they carried goes to others.
    """

    async def attempt(write: Write) -> None:
        await entitled(house, write, caller, Right.MANAGE_PEOPLE)
        found = await house.journal.load(write.org, Person, person)
        wanted = edit(found.state)
        await check_place(house, write, wanted)
        outcome = edited(
            found, wanted, others=await others_administer(house, write, person), by=caller.actor, write=write
        )
        write.change(found, outcome, key=await organisation_key(house, write))
        if found.state.active and not wanted.active:
            await end_all(house, write, person, SecretKind)

    await decided(house, caller.org, attempt)


def edited(found: Loaded[Person], wanted: Person, *, others: bool, by: Actor, write: Write) -> Outcome[Person]:
    """All changes that lead from the person as they are to the person as they should be."""
    was, at = found.state, write.at
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
