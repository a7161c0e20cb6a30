"""A conversation ends."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.resolution.closing import close_conversation as closed
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_conversation
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def close_conversation(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Nobody speaks any more until the customer does."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = closed(desk.conversation, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)
