"""Drafts that wait for a person, and a supervisor's wish to see every reply first."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import MoveRefused, StaleEpoch
from handrail_server.core.basics.ids import CaseId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords, destination, lane, message_of
from handrail_server.core.turns.facts import HeldReplySettled, RepliesHeldForReview, RepliesNoLongerHeld, ReplyHeld
from handrail_server.core.turns.turn import Turn, TurnStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An agent's words that wait, and the epoch in which alone they may go out."""

    number: TurnNumber
    text: str
    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of a turn that was stored as a draft."""

    number: TurnNumber
    status: TurnStatus


def hold_reply(conversation: Conversation, draft: Turn, case: CaseId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The draft, already heard as held, waits in `case`; the floor stays with the agent."""
    if conversation.held_reply is not None:
        raise MoveRefused("A draft of this conversation is held already.", field="conversation.held_reply")
    held = ReplyHeld(by=by, at=at, number=draft.number, case=case)
    return Outcome(state=replace(conversation, held_reply=case), facts=(held,))


def release_reply(conversation: Conversation, draft: Draft, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The agent's words go out as they are; they remain the agent's, so they go only in their own epoch."""
    if conversation.control != Control(holder=by_agent(conversation.agent), epoch=draft.epoch):
        raise StaleEpoch("The floor has moved since this draft was written.", field="held.epoch", fix="Discard it.")
    settled = settle_reply(conversation, draft.number, TurnStatus.RELEASED, by=by, at=at)
    said = replace(settled.state, agent_turns=settled.state.agent_turns + 1, unanswered_since=None)
    return settled.then(Outcome(state=said, effects=(_words(said, draft),)))


def settle_reply(
    conversation: Conversation, number: TurnNumber, status: TurnStatus, *, by: Actor, at: At
) -> Outcome[Conversation]:
    """The draft no longer waits: released, edited, discarded, or withdrawn because the customer spoke again."""
    case = conversation.held_reply
    if case is None:
        raise MoveRefused("No draft of this conversation is held.", field="conversation.held_reply")
    settled = HeldReplySettled(by=by, at=at, number=number, case=case, status=status)
    return Outcome(state=replace(conversation, held_reply=None), facts=(settled,))


def hold_replies(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """From now on each reply of the agent waits for a person."""
    if conversation.holds_replies:
        raise MoveRefused("The agent's replies are held already.", field="conversation.holds_replies")
    held = RepliesHeldForReview(by=by, at=at, agent=conversation.agent)
    return Outcome(state=replace(conversation, holds_replies=True), facts=(held,))


def let_replies_flow(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The policy alone judges the agent's replies again. What is held stays held."""
    if not conversation.holds_replies:
        raise MoveRefused("The agent's replies are not held.", field="conversation.holds_replies")
    free = RepliesNoLongerHeld(by=by, at=at, agent=conversation.agent)
    return Outcome(state=replace(conversation, holds_replies=False), facts=(free,))


def _words(conversation: Conversation, draft: Draft) -> DeliverWords:
    return DeliverWords(
        lane=lane(conversation.id),
        destination=destination(conversation),
        message=message_of(conversation, draft.number),
        author=ActorKind.AGENT,
        author_id=conversation.agent,
        text=draft.text,
        epoch=draft.epoch,
        number=draft.number,
    )
