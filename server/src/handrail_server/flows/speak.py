"""A person's words to the customer, beside a colleague, or for colleagues only."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.work.reply import Words, reply, speak_beside
from handrail_server.core.work.reply import write_note as noted
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Worked, on_conversation, unasked
from handrail_server.house.house import House


async def send_message(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    words: Words,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Say this to the customer. By any route it is a takeover, unless the floor is the caller's already."""
    return await on_conversation(
        house,
        caller,
        conversation,
        lambda desk: reply(desk.conversation, desk.open_case, desk.crew, desk.me, words, unasked=unasked(desk)),
        recording,
    )


async def join_in(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    words: Words,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Speak beside the person who has the floor."""
    return await on_conversation(
        house, caller, conversation, lambda desk: speak_beside(desk.conversation, desk.me, words), recording
    )


async def write_note(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    name: str,
    text: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """A note that neither customer nor agent sees."""
    return await on_conversation(
        house, caller, conversation, lambda desk: noted(desk.conversation, name, text, desk.me), recording
    )
