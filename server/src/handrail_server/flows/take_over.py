"""A person takes the floor, whoever has it."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.work.take_over import take_over as taken
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_conversation, unasked
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def take_over(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The floor and the case are the caller's; a case is opened where there is none."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = taken(desk.conversation, desk.open_case, desk.crew, desk.me, unasked=unasked(desk))
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)
