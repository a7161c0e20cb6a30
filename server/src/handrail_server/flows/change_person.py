"""Somebody's roles, qualifications, place, capacity, contact: changed, each by its own verb and fact."""

from collections.abc import Callable

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.editing import edited
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.staffing import check_place, others_administer
from handrail_server.house.tokens import SecretKind, end_all
from handrail_server.house.write import Write

Edit = Callable[[Person], Person]


async def change_person(house: House, caller: Caller, person: PersonId, edit: Edit) -> None:
    """Make the person what `edit` makes of them; what stays the same is no fact.

    Whoever is deactivated loses every session, key and link in the same commit, and what they carried goes to others.
    """

    async def attempt(write: Write) -> None:
        await entitled(house, write, caller, Right.MANAGE_PEOPLE)
        found = await house.journal.load(write.org, Person, person)
        wanted = edit(found.state)
        await check_place(house, write, wanted, found.state)
        others = await others_administer(house, write, person)
        outcome = edited(found.state, wanted, others=others, by=caller.actor, at=write.at)
        write.change(found, outcome, key=await organisation_key(house, write))
        if found.state.active and not wanted.active:
            await end_all(house, write, person, SecretKind)

    await decided(house, caller.org, attempt)
