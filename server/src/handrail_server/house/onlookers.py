"""Who looks at what in an organisation, read once a second for all who follow its stream."""

from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.ids import ConversationId, OrgId, PersonId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.ports.desk import Viewers

Onlooking = dict[ConversationId, tuple[tuple[PersonId, bool], ...]]
"""By conversation: who looks, and whether they write."""
FRESH_FOR: Final = SECOND


@dataclass(slots=True)
class Onlookers:
    """The newest picture of each organisation. The same object is given until something changes."""

    _known: dict[OrgId, tuple[At, Onlooking]] = field(default_factory=dict)

    async def of(self, viewers: Viewers, org: OrgId, now: At) -> Onlooking:
        """Who looks at what now."""
        known = self._known.get(org)
        if known is not None and now - known[0] < FRESH_FOR:
            return known[1]
        picture: Onlooking = {}
        for each in await viewers.now(org, now=now):
            picture[each.conversation] = (*picture.get(each.conversation, ()), (each.person, each.writes))
        if known is not None and known[1] == picture:
            picture = known[1]
        self._known[org] = (now, picture)
        return picture
