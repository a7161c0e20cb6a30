"""What people say of an agent's replies, on its way to those who develop the agent."""

from dataclasses import dataclass

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.ids import AgentId, ConversationId
from handrail_server.core.learning.facts import ReplyLabel
from handrail_server.core.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverFeedback(Effect):
    """Tell the agent's application what a person said of a reply."""

    conversation: ConversationId
    agent: AgentId
    number: int
    label: ReplyLabel
    text: str
    """The reply."""
    comment: str | None


def feedback(turn: Turn, label: ReplyLabel, comment: str | None) -> DeliverFeedback:
    """The effect, in a lane of its own: it holds up no words, and an application that does not read it none either."""
    agent = AgentId(turn.author.id)
    return DeliverFeedback(
        lane=f"feedback/{turn.conversation}",
        destination=f"agent/{agent}",
        conversation=turn.conversation,
        agent=agent,
        number=turn.number,
        label=label,
        text=turn.text,
        comment=comment,
    )
