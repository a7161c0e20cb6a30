"""Steering without taking over: whisper, pause, hold replies."""

from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns import floor, held
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.whisper import WHISPER_LASTS, whisper_to_agent, whisper_to_person
from handrail_server.core.work.work import Acting, Work


def whisper(conversation: Conversation, text: str, me: Acting, *, lasts: int = WHISPER_LASTS) -> Work:
    """Steer the agent for so many milliseconds; the customer never sees it."""
    require(me.person, Right.WHISPER)
    return Work(conversation=whisper_to_agent(conversation, text, lasts=lasts, by=me.by, at=me.at))


def advise(conversation: Conversation, text: str, me: Acting) -> Work:
    """Whisper to the person who has the floor."""
    require(me.person, Right.WHISPER)
    return Work(conversation=whisper_to_person(conversation, text, by=me.by, at=me.at))


def pause(conversation: Conversation, me: Acting) -> Work:
    """The agent is silent until resumed, or until the pause has run out since the last human message."""
    require(me.person, Right.PAUSE_AGENT)
    return Work(conversation=floor.pause(conversation, by=me.by, at=me.at))


def resume(conversation: Conversation, me: Acting) -> Work:
    """The agent speaks again before the pause is over."""
    require(me.person, Right.PAUSE_AGENT)
    return Work(conversation=floor.resume(conversation, by=me.by, at=me.at))


def hold_replies(conversation: Conversation, me: Acting) -> Work:
    """From now on each reply of the agent waits for a person."""
    require(me.person, Right.HOLD_REPLIES)
    return Work(conversation=held.hold_replies(conversation, by=me.by, at=me.at))


def let_replies_flow(conversation: Conversation, me: Acting) -> Work:
    """The policy alone judges the agent's replies again."""
    require(me.person, Right.HOLD_REPLIES)
    return Work(conversation=held.let_replies_flow(conversation, by=me.by, at=me.at))
