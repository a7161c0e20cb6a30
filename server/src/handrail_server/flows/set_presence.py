"""A person says whether they are there, and their console that it still is."""

from typing import Final

from handrail_server.core.basics.actors import Authenticated
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.routing.person import Status
from handrail_server.core.routing.presence import set_status
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import reader
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write

LEASE: Final = 45 * SECOND
"""Three heartbeats of a console."""


async def set_presence(house: House, caller: Caller, status: Status, channels: tuple[str, ...]) -> None:
    """From now on. By a session it is a lease that heartbeats keep; declared with a key it stands until changed."""

    async def attempt(write: Write) -> None:
        found = await acting_person(house, write, caller)
        outcome = set_status(found.state, status, channels=channels, by=caller.actor, at=write.at)
        write.change(found, outcome, key=await organisation_key(house, write))

    if status is not Status.OFFLINE:
        await _beat(house, caller)
    await decided(house, caller.org, attempt)


async def heartbeat(house: House, caller: Caller) -> Status:
    """The console is still there. Somebody who was taken to have gone is told so, and comes back by saying so."""
    person = await reader(house, caller)
    if person.status is not Status.OFFLINE:
        await _beat(house, caller)
    return person.status


async def _beat(house: House, caller: Caller) -> None:
    if caller.actor.authenticated is Authenticated.SESSION:
        await house.presence.beat(caller.org, caller.person, until=At(house.clock.now() + LEASE))
