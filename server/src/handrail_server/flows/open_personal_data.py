"""Reading a conversation's personal data uncovered, for a stated purpose."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.work import open_personal_data as work
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Worked, on_conversation
from handrail_server.house.house import House


async def open_personal_data(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    purpose: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Open it for the caller; each opening is a fact with its purpose."""
    return await on_conversation(
        house,
        caller,
        conversation,
        lambda desk: work.open_personal_data(desk.conversation, desk.me, purpose=purpose),
        recording,
    )
