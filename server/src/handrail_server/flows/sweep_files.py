"""Files that no message and no decision named are deleted a day later: nobody may read them, so nobody needs them."""

from typing import Final

from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.time import HOUR, At
from handrail_server.house.house import House
from handrail_server.house.recorded_files import recorded_files

KEPT_FOR: Final = 24 * HOUR
"""A message may bring a file as long as it was written on one day."""
_PAGE: Final = 500


async def sweep_files(house: House, org: OrgId) -> int:
    """Settle what became of the organisation's uploads; how many were deleted."""
    before = At(house.clock.now() - KEPT_FOR)
    deleted = 0
    for conversation in await house.attachments.unsettled(org, before=before):
        sent = await _sent(house, org, conversation)
        deleted += await house.attachments.settle(org, conversation, sent=sent, before=before)
    return deleted


async def _sent(house: House, org: OrgId, conversation: ConversationId) -> frozenset[str]:
    """The files that the conversation's turns brought, and those in the record of its cases."""
    found = set(await recorded_files(house, org, conversation))
    after = 0
    while turns := await house.library.turns(org, conversation, after=after, limit=_PAGE):
        found.update(file.id for each in turns for file in each.turn.attachments)
        after = turns[-1].turn.number
    return frozenset(found)
