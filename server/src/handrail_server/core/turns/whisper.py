"""Steering words that the customer never sees."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import MessageId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.conversation import Conversation, Whisper
from handrail_server.core.turns.delivery import DeliverWhisper, destination, lane
from handrail_server.core.turns.facts import PersonJoined, Whispered
from handrail_server.core.turns.size import WHISPER_BYTES, WHISPERS, check_words, fit

WHISPER_LASTS = 20 * MINUTE
PERSON_WHISPER_CHARACTERS = 4_000


def whisper_to_agent(
    conversation: Conversation, text: str, *, lasts: int = WHISPER_LASTS, by: Actor, at: At
) -> Outcome[Conversation]:
    """Steer the agent for so many milliseconds; at most `WHISPERS` whispers at a time."""
    check_words(text, WHISPER_BYTES, field="text")
    heard = tuple(whisper for whisper in conversation.whispers if whisper.expires_at > at)
    if len(heard) >= WHISPERS:
        raise MoveRefused(f"The agent is following {WHISPERS} whispers already.", field="conversation.whispers")
    expires_at = At(at + lasts)
    whisper = Whisper(by=PersonId(by.id), text=text, expires_at=expires_at)
    state = fit(replace(conversation, whispers=(*heard, whisper)))
    fact = Whispered(by=by, at=at, to=HolderKind.AGENT, to_id=conversation.agent, expires_at=expires_at, text=text)
    if conversation.around:  # it goes with the next request to the agent
        return Outcome(state=state, facts=(fact,))
    effect = DeliverWhisper(
        lane=lane(conversation.id),
        destination=destination(conversation),
        message=MessageId(f"{conversation.id}/whisper/{at}/{by.id}"),
        agent=conversation.agent,
        text=text,
        expires_at=expires_at,
    )
    return Outcome(state=state, facts=(fact,), effects=(effect,))


def whisper_to_person(conversation: Conversation, text: str, *, by: Actor, at: At) -> Outcome[Conversation]:
    """Advise the person who holds the floor; they read it in their console, with their own rights."""
    holder = conversation.control.holder
    if holder.kind is not HolderKind.PERSON or holder.id is None:
        raise MoveRefused("No person has the floor here.", field="conversation.control")
    if not text.strip() or len(text) > PERSON_WHISPER_CHARACTERS:
        raise Invalid(f"Say something, in at most {PERSON_WHISPER_CHARACTERS} characters.", field="text")
    fact = Whispered(by=by, at=at, to=HolderKind.PERSON, to_id=holder.id, expires_at=None, text=text)
    return Outcome(state=conversation, facts=(fact,))


def join(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """Speak beside the person who has the floor, who keeps it."""
    holder = conversation.control.holder
    if holder.kind is not HolderKind.PERSON:
        raise MoveRefused("No person has the floor here: take over instead.", field="conversation.control")
    if holder.id == by.id:
        raise MoveRefused("You have the floor already.", field="conversation.control")
    return Outcome(state=conversation, facts=(PersonJoined(by=by, at=at, person=PersonId(by.id)),))
