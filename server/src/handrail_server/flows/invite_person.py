"""Somebody is asked to work here, by a link that they get once."""

from dataclasses import replace

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.capacity import subject
from handrail_server.core.routing.identity_facts import Entrance
from handrail_server.core.routing.people import invite
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.links import Invited, new_link
from handrail_server.house.outside import check_zone
from handrail_server.house.scene import organisation_key
from handrail_server.house.staffing import check_place
from handrail_server.house.write import Write


async def invite_person(
    house: House, caller: Caller, invited: Person, recording: Recording[Invited] | None = None
) -> Invited:
    """A new person, whatever id `invited` has, with an invitation of seven days."""
    check_zone(invited.time_zone)

    async def attempt(write: Write) -> Invited:
        await entitled(house, write, caller, Right.MANAGE_PEOPLE)
        person = replace(invited, id=PersonId(house.ids.new("person")))
        await check_place(house, write, person)
        token, fact = await new_link(house, write, person.id, Entrance.INVITATION, by=caller.actor)
        outcome = invite(person, by=caller.actor, at=write.at)
        asked = outcome.then(Outcome(state=outcome.state, facts=(fact,)))
        write.create(subject(person.id), asked, key=await organisation_key(house, write))
        return Invited(person=person.id, token=token)

    return await decided(house, caller.org, attempt, recording)


async def send_link(
    house: House, caller: Caller, person: PersonId, entrance: Entrance, recording: Recording[Invited] | None = None
) -> Invited:
    """A new invitation (seven days) or a link to a new password (one hour) for somebody; the one before is void."""

    async def attempt(write: Write) -> Invited:
        await entitled(house, write, caller, Right.MANAGE_PEOPLE)
        found = await house.journal.load(write.org, Person, person)
        if not found.state.active:
            raise MoveRefused("This person does not work here.", fix="Set `active` first.")
        token, fact = await new_link(house, write, person, entrance, by=caller.actor)
        outcome = Outcome(state=found.state, facts=(fact,))
        write.change(found, outcome, key=await organisation_key(house, write))
        return Invited(person=person, token=token)

    return await decided(house, caller.org, attempt, recording)
