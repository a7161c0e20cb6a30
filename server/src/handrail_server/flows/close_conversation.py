"""A conversation ends."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.resolution.closing import close_conversation as closed
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Worked, on_conversation
from handrail_server.house.house import House


async def close_conversation(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Nobody speaks any more until the customer does."""
    return await on_conversation(
        house, caller, conversation, lambda desk: closed(desk.conversation, desk.me), recording
    )
