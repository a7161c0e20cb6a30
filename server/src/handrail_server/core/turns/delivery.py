"""What goes out of a conversation, in its one lane, and when an agent's message may no longer go (law 1)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import AgentId, ConversationId, MessageId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.control import Control, HolderKind
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

CHANNELS: Final = "worker"
"""Where the worker itself takes what goes out by a channel of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverWords(Effect):
    """Say this to the customer. It carries its epoch, so that a receiver can check law 1 without a clock."""

    message: MessageId
    author: ActorKind
    author_id: str
    text: str
    epoch: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverControl(Effect):
    """Tell the agent who holds the floor now; with a note where a person gives the conversation back."""

    message: MessageId
    agent: AgentId
    holder: HolderKind
    holder_id: str | None
    epoch: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverWhisper(Effect):
    """Steer the agent without the customer seeing it, until it expires."""

    message: MessageId
    agent: AgentId
    text: str
    expires_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundAlarm(Effect):
    """Something that must not happen has happened: tell the people responsible."""

    conversation: ConversationId
    alarm: str
    agent: AgentId
    number: int


class DeliveryState(StrEnum):
    """Where a message stands on its way out."""

    STORED = "stored"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


DELIVERY_MOVES: Final[dict[tuple[DeliveryState, str], DeliveryState]] = {
    (DeliveryState.STORED, "begin"): DeliveryState.SENDING,
    (DeliveryState.STORED, "withdraw"): DeliveryState.WITHDRAWN,
    (DeliveryState.SENDING, "sent"): DeliveryState.SENT,
    (DeliveryState.SENDING, "retry"): DeliveryState.STORED,
    (DeliveryState.SENDING, "fail"): DeliveryState.FAILED,
    (DeliveryState.SENT, "acknowledge"): DeliveryState.DELIVERED,
    (DeliveryState.SENT, "fail"): DeliveryState.FAILED,
    (DeliveryState.SENT, "retry"): DeliveryState.STORED,
    (DeliveryState.FAILED, "redrive"): DeliveryState.STORED,
    (DeliveryState.FAILED, "acknowledge"): DeliveryState.DELIVERED,
}


def moved(state: DeliveryState, verb: str) -> DeliveryState:
    """Where a message stands after `verb`; each way back leads through `stored`, where its epoch is checked again."""
    try:
        return DELIVERY_MOVES[state, verb]
    except KeyError:
        raise MoveRefused(f"A message that is {state} cannot {verb}.", field="delivery") from None


def may_send(effect: Effect, control: Control) -> bool:
    """Whether a message that has not begun to send may still go: an agent's only while its epoch is the floor's.

    Accepted words of a person or of the system are always sent, in order.
    """
    if isinstance(effect, DeliverWords) and effect.author is ActorKind.AGENT:
        return effect.epoch == control.epoch
    return True


def lane(conversation: ConversationId) -> str:
    """The one lane in which everything goes out of a conversation."""
    return conversation


def destination(conversation: Conversation, agent: AgentId | None = None) -> str:
    """Who takes what goes out: the application of the conversation's agent (or of `agent`), or a channel of ours."""
    return CHANNELS if conversation.carrier is Carrier.CHANNEL else f"agent/{agent or conversation.agent}"


def words_of(conversation: Conversation, turn: Turn) -> DeliverWords:
    """The effect that says a turn to the customer."""
    return DeliverWords(
        lane=lane(conversation.id),
        destination=destination(conversation),
        message=message_of(conversation, turn.number),
        author=turn.author.kind,
        author_id=turn.author.id,
        text=turn.text,
        epoch=turn.epoch,
        number=turn.number,
    )


def control_of(conversation: Conversation, agent: AgentId, note: str | None = None) -> DeliverControl:
    """The effect that tells `agent` who holds the floor now."""
    control = conversation.control
    return DeliverControl(
        lane=lane(conversation.id),
        destination=destination(conversation, agent),
        message=control_message_of(conversation, agent),
        agent=agent,
        holder=control.holder.kind,
        holder_id=control.holder.id,
        epoch=control.epoch,
        note=note,
    )


def control_message_of(conversation: Conversation, agent: AgentId) -> MessageId:
    """The id of the message that tells `agent` of the present epoch."""
    return MessageId(f"{conversation.id}/epoch/{conversation.control.epoch}/{agent}")


def message_of(conversation: Conversation, number: int) -> MessageId:
    """A turn's message has the same id however often it is sent, so that receivers can drop repetitions."""
    return MessageId(f"{conversation.id}/turn/{number}")
