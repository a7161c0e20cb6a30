"""The people and queues around a case that looks for its person."""

from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.signals.profile import Profile
from handrail_server.house.house import House
from handrail_server.ports.writing import Loaded


async def surroundings(
    house: House, org: OrgId, organisation: Organisation, profile: Profile | None, now: At
) -> tuple[Surroundings, dict[PersonId, Loaded[Person]]]:
    """What routing may look at, and the people with their versions."""
    people = {PersonId(loaded.subject.id): loaded for loaded in await house.library.people(org)}
    account = profile.account if profile else None
    around = Surroundings(
        organisation=organisation,
        people={name: loaded.state for name, loaded in people.items()},
        account_owner=(account.owner if account else None) or (profile.owner if profile else None),
        dedicated_queue=account.dedicated_queue if account else None,
        now=now,
        offset=house.offset,
    )
    return around, people
