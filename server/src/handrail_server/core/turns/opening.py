"""A conversation begins."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import ConversationId, CustomerId, KeyId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import ConversationOpened
from handrail_server.core.turns.size import check_code, check_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is known of a conversation when it begins. `customer` is one whose identity somebody vouched for."""

    id: ConversationId
    channel: str
    language: str = "en"
    customer: CustomerId | None = None
    flow: str | None = None
    carrier: Carrier = Carrier.AGENT
    key: KeyId


def open_conversation(opening: Opening, agent: Agent, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The agent's new conversation, with the agent on the floor; raises `Invalid` for an id or code too long."""
    _check(opening)
    conversation = Conversation(
        id=opening.id,
        agent=agent.id,
        customer=opening.customer,
        key=opening.key,
        channel=opening.channel,
        carrier=opening.carrier,
        language=opening.language,
        mode=agent.mode,
        control=Control(holder=by_agent(agent.id)),
        flow=opening.flow,
        opened_at=at,
    )
    return Outcome(state=conversation, facts=(_opened(conversation, by),))


def _check(opening: Opening) -> None:
    check_id(opening.id, field="conversation.id")
    if opening.customer is not None:
        check_id(opening.customer, field="conversation.customer")
    check_code(opening.channel, field="conversation.channel")
    check_code(opening.language, field="conversation.language")
    check_code(opening.flow, field="conversation.flow")


def _opened(conversation: Conversation, by: Actor) -> ConversationOpened:
    return ConversationOpened(
        by=by,
        at=conversation.opened_at,
        agent=conversation.agent,
        channel=conversation.channel,
        language=conversation.language,
        mode=conversation.mode,
        epoch=conversation.control.epoch,
        customer=conversation.customer,
        flow=conversation.flow,
        carrier=conversation.carrier,
    )
