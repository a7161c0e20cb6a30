"""Who calls, and what they may do."""

from msgspec.structs import replace

from handrail_server.api.present.people import person_reply
from handrail_server.api.wire.entry import Me
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.rights import rights_of
from handrail_server.house.caller import Caller
from handrail_server.house.house import House


async def me_of(house: House, caller: Caller) -> Me:
    """The caller, with their rights as they are now; raises `Forbidden` for a person who left."""
    organisation = (await house.journal.load(caller.org, Organisation, caller.org)).state
    me = Me(
        organisation=organisation.id,
        organisation_name=organisation.name,
        demo=organisation.demo,
        person=None,
        agent=caller.agent,
        rights=(),
    )
    if caller.agent is not None:
        return me
    found = await house.journal.load(caller.org, Person, caller.person)
    if not found.state.active:
        raise Forbidden("You do not work here any more.", fix="Ask an administrator.")
    rights = tuple(right.value for right in rights_of(found.state))
    return replace(me, person=person_reply(found, found.state), rights=rights)
