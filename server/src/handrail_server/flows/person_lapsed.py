"""A person's console has fallen silent for longer than its lease."""

from typing import Final

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.presence import lapse
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write

PRESENCE: Final = system("presence")


async def person_lapsed(house: House, org: OrgId, person: PersonId) -> None:
    """The person is offline; what they carried goes to others, by a deadline in the same commit (law 3)."""

    async def attempt(write: Write) -> None:
        found = await house.journal.find(write.org, Person, person)
        if found is not None:
            outcome = lapse(found.state, by=PRESENCE, at=write.at)
            write.change(found, outcome, key=await organisation_key(house, write))

    await decided(house, org, attempt)
