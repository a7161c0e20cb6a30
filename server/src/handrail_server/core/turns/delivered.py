"""What became of a message that went out."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import MessageId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords, control_message_of, may_send
from handrail_server.core.turns.facts import DeliveryAcknowledged, DeliveryFailed, MessageWithdrawn


def acknowledged(conversation: Conversation, message: MessageId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The receiver has it; a hand-back note that came with it is no longer owed.

    Around the agent the receiver is the customer's side: the note goes with the next request to the agent.
    """
    noted = (
        not conversation.around
        and conversation.note is not None
        and message == control_message_of(conversation, conversation.agent)
    )
    state = replace(conversation, note=None) if noted else conversation
    return Outcome(state=state, facts=(DeliveryAcknowledged(by=by, at=at, message=message),))


def not_delivered(
    conversation: Conversation, message: MessageId, *, reason: str, final: bool, by: Actor, at: At
) -> Outcome[Conversation]:
    """It did not arrive, or nobody acknowledged it in time."""
    failed = DeliveryFailed(by=by, at=at, message=message, reason=reason, final=final)
    return Outcome(state=conversation, facts=(failed,))


def withdraw_message(conversation: Conversation, effect: DeliverWords, *, by: Actor, at: At) -> Outcome[Conversation]:
    """An agent's message that the floor has overtaken is taken back; raises `MoveRefused` where it may be sent."""
    if may_send(effect, conversation.control):
        raise MoveRefused("Only an agent's message whose epoch has passed is withdrawn.", field="delivery")
    withdrawn = MessageWithdrawn(
        by=by,
        at=at,
        message=effect.message,
        number=effect.number,
        message_epoch=effect.epoch,
        epoch=conversation.control.epoch,
    )
    return Outcome(state=conversation, facts=(withdrawn,))
