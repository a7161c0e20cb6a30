"""Whoever administers: the right is read live and guarded inside the commit."""

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, require
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded


async def entitled(house: House, write: Write, caller: Caller, right: Right) -> Loaded[Person]:
    """The person who acts, if they have the right; raises `Forbidden` naming it."""
    found = await acting_person(house, write, caller)
    require(found.state, right)
    return found


async def reader(house: House, caller: Caller, right: Right | None = None) -> Person:
    """The person who looks, with the right where one is needed; raises `Forbidden`. Nothing is written."""
    found = await house.journal.find(caller.org, Person, caller.person)
    if found is None or not found.state.active:
        raise Forbidden("You do not work here any more.", fix="Ask an administrator.")
    if right is not None:
        require(found.state, right)
    return found.state
