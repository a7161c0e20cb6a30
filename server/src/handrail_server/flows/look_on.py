"""Who is looking at a conversation: leases that the console renews, no facts."""

from typing import Final

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ports.desk import Viewing

LEASE: Final = 20 * SECOND
"""Somewhat more than two heartbeats of a page."""


async def look_on(house: House, caller: Caller, conversation: ConversationId, *, writes: bool) -> tuple[Viewing, ...]:
    """The caller looks; everybody else who does."""
    now = house.clock.now()
    mine = Viewing(conversation=conversation, person=caller.person, writes=writes)
    await house.viewers.look(caller.org, mine, now=now, until=At(now + LEASE))
    here = await house.viewers.now(caller.org, now=now)
    return tuple(each for each in here if each.conversation == conversation and each.person != caller.person)


async def look_away(house: House, caller: Caller, conversation: ConversationId) -> None:
    """The caller left."""
    await house.viewers.look_away(caller.org, conversation, caller.person)
