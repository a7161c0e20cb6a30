"""Steering an agent without taking over: whisper, pause, hold its replies."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import SECOND
from handrail_server.core.work import steer
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_conversation
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def whisper_to_agent(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    text: str,
    seconds: int,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Steer the agent until the whisper expires."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = steer.whisper(desk.conversation, text, desk.me, lasts=seconds * SECOND)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)


async def whisper_to_person(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    text: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Advise the person who has the floor."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = steer.advise(desk.conversation, text, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)


async def pause_agent(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The agent is silent until resumed or until the pause runs out."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = steer.pause(desk.conversation, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)


async def resume_agent(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The agent speaks again."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = steer.resume(desk.conversation, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)


async def hold_replies(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Each reply of the agent waits for release."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = steer.hold_replies(desk.conversation, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)


async def let_replies_flow(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The policy alone judges the agent's replies again."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        work = steer.let_replies_flow(desk.conversation, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording, of=conversation)
