"""Personal data in a conversation is covered until somebody with the right opens it, for a purpose that is kept."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import PersonalDataOpened


def open_personal_data(
    conversation: Conversation, person: PersonId, *, purpose: str, by: Actor, at: At
) -> Outcome[Conversation]:
    """From now on this person reads it uncovered; each opening is a fact, also a second one for another purpose."""
    readers = tuple(dict.fromkeys((*conversation.opened_personal_data, person)))
    fact = PersonalDataOpened(by=by, at=at, person=person, purpose=purpose)
    return Outcome(state=replace(conversation, opened_personal_data=readers), facts=(fact,))
