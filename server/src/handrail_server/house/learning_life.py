"""What an organisation's labels taught, read and changed."""

from collections.abc import Callable

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.learning.life import LearningLife
from handrail_server.house.house import House
from handrail_server.house.own_versions import learning_subject
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write


async def read_learning(house: House, org: OrgId) -> LearningLife:
    """All versions; a life without any where nothing was ever fitted."""
    found = await house.journal.find(org, LearningLife, org)
    return LearningLife(id=org) if found is None else found.state


async def change_learning(
    house: House, write: Write, verb: Callable[[LearningLife], Outcome[LearningLife]]
) -> LearningLife:
    """Collect what the verb does; the first time it begins the life."""
    found = await house.journal.find(write.org, LearningLife, write.org)
    key = await organisation_key(house, write)
    if found is None:
        outcome = verb(LearningLife(id=write.org))
        return write.create(learning_subject(write.org), outcome, key=key) if outcome.facts else outcome.state
    return write.change(found, verb(found.state), key=key)
