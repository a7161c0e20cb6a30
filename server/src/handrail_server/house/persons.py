"""The person who acts: their rights are read live and guarded inside the commit."""

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.routing.person import Person
from handrail_server.core.work.work import Acting
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.write import Write
from handrail_server.ports.writing import Expect, Loaded


async def acting_person(house: House, write: Write, caller: Caller) -> Loaded[Person]:
    """The caller as a person with live rights; a commit fails, and is decided again, where they change meanwhile."""
    found = await house.journal.find(write.org, Person, caller.person)
    if found is None or not found.state.active:
        raise Forbidden("You do not work here any more.", fix="Ask an administrator.")
    write.expect((Expect(subject=found.subject, version=found.version),))
    return found


async def acting(house: House, write: Write, caller: Caller) -> tuple[Loaded[Person], Acting]:
    """The person who acts, as the work room sees them."""
    found = await acting_person(house, write, caller)
    return found, Acting(person=found.state, by=caller.actor, at=write.at)
