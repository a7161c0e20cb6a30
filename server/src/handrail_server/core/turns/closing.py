"""A conversation ends, and may be taken up again."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import ConversationClosed, ConversationReopened
from handrail_server.core.turns.floor import give_to_agent, release_floor
from handrail_server.core.turns.why import FloorWhy

REOPENED_WITHIN = 7 * DAY
"""Words that come so soon after the end count as the same matter, not resolved."""


def close(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """Nobody speaks any more; refused while a case of the conversation is open."""
    if conversation.closed_at is not None:
        raise MoveRefused("The conversation is closed already.", field="conversation")
    if conversation.open_case or conversation.open_approvals or conversation.held_reply:
        raise MoveRefused(
            "A case of this conversation is still open.", field="conversation", fix="End its cases first."
        )
    silent = release_floor(conversation, by=by, at=at)
    closed = ConversationClosed(by=by, at=at, turns=conversation.turns)
    return silent.then(Outcome(state=replace(silent.state, closed_at=at), facts=(closed,)))


def reopen(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """New words of anybody but the system wake a closed conversation; its agent has the floor."""
    if conversation.closed_at is None or by.kind is ActorKind.SYSTEM:
        return Outcome(state=conversation)
    after = at - conversation.closed_at
    opened = replace(conversation, closed_at=None)
    woken = ConversationReopened(by=by, at=at, after=after, counts=after <= REOPENED_WITHIN)
    given = give_to_agent(opened, why=FloorWhy.REOPENED, by=by, at=at)
    return Outcome(state=opened, facts=(woken,)).then(given)
