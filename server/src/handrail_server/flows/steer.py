"""Steering an agent without taking over: whisper, pause, hold its replies."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import SECOND
from handrail_server.core.work import steer
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Worked, on_conversation
from handrail_server.house.house import House


async def whisper_to_agent(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    text: str,
    seconds: int,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Steer the agent until the whisper expires."""
    return await on_conversation(
        house,
        caller,
        conversation,
        lambda desk: steer.whisper(desk.conversation, text, desk.me, lasts=seconds * SECOND),
        recording,
    )


async def whisper_to_person(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    text: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Advise the person who has the floor."""
    return await on_conversation(
        house, caller, conversation, lambda desk: steer.advise(desk.conversation, text, desk.me), recording
    )


async def pause_agent(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The agent is silent until resumed or until the pause runs out."""
    return await on_conversation(
        house, caller, conversation, lambda desk: steer.pause(desk.conversation, desk.me), recording
    )


async def resume_agent(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The agent speaks again."""
    return await on_conversation(
        house, caller, conversation, lambda desk: steer.resume(desk.conversation, desk.me), recording
    )


async def hold_replies(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Each reply of the agent waits for release."""
    return await on_conversation(
        house, caller, conversation, lambda desk: steer.hold_replies(desk.conversation, desk.me), recording
    )


async def let_replies_flow(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The policy alone judges the agent's replies again."""
    return await on_conversation(
        house, caller, conversation, lambda desk: steer.let_replies_flow(desk.conversation, desk.me), recording
    )
