"""What the stories of the turns room begin with, and how they say what happened."""

from handrail_server.core.basics.actors import Actor, agent, customer, person
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    KeyId,
    PersonId,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.outcome import Outcome, S
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.opening import Opening, open_conversation
from handrail_server.core.turns.turn import Saying, Turn

T0 = At(1_790_000_000_000)
SHOP = AgentId("shop")
SHOP_AGENT = agent(SHOP)
RITA = person(PersonId("rita"))
SAM = person(PersonId("sam"))
CLARA = customer(CustomerId("clara"), reported_by=SHOP)


def an_agent(id: str = "shop") -> Agent:  # noqa: A002 - reads as the field it sets
    """An agent in force."""
    return Agent(id=AgentId(id), name="Shop", policy_object=id, mode=Mode.ENFORCE, created_at=T0)


def a_conversation(customer: str | None = "clara") -> Conversation:
    """A web chat that has just begun."""
    opening = Opening(
        id=ConversationId("c1"),
        channel="web",
        customer=CustomerId(customer) if customer else None,
        key=KeyId("k1"),
    )
    return open_conversation(opening, an_agent(), by=SHOP_AGENT, at=T0).state


def a_turn(author: Actor, text: str = "Hello", *, at: int = T0, id: str = "t1", seq: int | None = None) -> Turn:  # noqa: A002
    """A turn as it comes in, not yet placed."""
    return Turn(
        conversation=ConversationId("c1"),
        id=TurnId(id),
        number=TurnNumber(0),
        author=author,
        text=text,
        saying=Saying.SAID,
        channel="web",
        said_at=At(at),
        received_at=At(at),
        seq=seq,
        epoch=0,
    )


def happened(outcome: Outcome[S]) -> list[str]:
    """The verbs of the facts, in order."""
    return [fact.verb for fact in outcome.facts]


def done(outcome: Outcome[S]) -> list[str]:
    """The names of the effects, in order."""
    return [type(effect).__name__ for effect in outcome.effects]


def only(outcome: Outcome[S], kind: type[Effect]) -> list[Effect]:
    """The effects of one kind."""
    return [effect for effect in outcome.effects if isinstance(effect, kind)]


def due(outcome: Outcome[S]) -> dict[str, At | None]:
    """The deadlines armed (a time) and disarmed (None), by name."""
    return {deadline.name: deadline.due_at for deadline in outcome.deadlines}
