"""A person acts for the customer with the agent's tools, within their own limits; beyond them another one decides."""

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.money import Money
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.control import by_person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.work import Acting

ANY_ACT = "*"


def may_act(conversation: Conversation, me: Acting) -> None:
    """Let a person act who talks with the customer and has the conversation; raises where they do not."""
    require(me.person, Right.REPLY)
    if conversation.control.holder != by_person(me.person.id):
        raise MoveRefused(
            "Only the person who has the conversation acts in it.", field="conversation", fix="Take it over first."
        )


def within_limits(person: Person, tool: str, amount: Money | None) -> bool:
    """Whether the person may do this alone: it moves no amount, or one within their limit of authority for it."""
    if amount is None:
        return True
    return any(
        limit.act in {ANY_ACT, tool}
        and limit.up_to.currency == amount.currency
        and abs(amount.amount) <= limit.up_to.amount
        for limit in person.authorities
    )


def limits_for(person: Person, tool: str) -> tuple[Money, ...]:
    """What the person may do alone with the tool, the largest amount in each currency."""
    largest: dict[str, Money] = {}
    for limit in person.authorities:
        known = largest.get(limit.up_to.currency)
        if limit.act in {ANY_ACT, tool} and (known is None or limit.up_to.amount > known.amount):
            largest[limit.up_to.currency] = limit.up_to
    return tuple(largest.values())
