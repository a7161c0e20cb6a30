"""Whose conversation it is. Identity is joined by verified keys only."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import CustomerId, KeyId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import CustomerIdentified
from handrail_server.core.turns.size import check_id
from handrail_server.core.turns.why import VerifiedBy


def identify(
    conversation: Conversation, customer: CustomerId, *, verified_by: VerifiedBy, key: KeyId, by: Actor, at: At
) -> Outcome[Conversation]:
    """Join the conversation to a customer, whose data key seals what follows.

    A conversation is never moved from one customer to another: what the first one said is theirs.
    """
    check_id(customer, field="customer")
    if conversation.customer == customer:
        return Outcome(state=conversation)
    if conversation.customer is not None:
        raise MoveRefused(
            "The conversation belongs to another customer.", field="customer", fix="Open a new conversation."
        )
    fact = CustomerIdentified(by=by, at=at, customer=customer, verified_by=verified_by)
    return Outcome(state=replace(conversation, customer=customer, verified_by=verified_by, key=key), facts=(fact,))
