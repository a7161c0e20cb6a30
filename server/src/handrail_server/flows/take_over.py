"""A person takes the floor, whoever has it."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.work.take_over import take_over as taken
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Worked, on_conversation, unasked
from handrail_server.house.house import House


async def take_over(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The floor and the case are the caller's; a case is opened where there is none."""
    return await on_conversation(
        house,
        caller,
        conversation,
        lambda desk: taken(desk.conversation, desk.open_case, desk.crew, desk.me, unasked=unasked(desk)),
        recording,
    )
