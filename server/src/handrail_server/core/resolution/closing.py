"""Ending a conversation, and whether it stayed ended."""

from handrail_server.core.basics.time import At
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.closing import REOPENED_WITHIN, close
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.work import Acting, Work


def close_conversation(conversation: Conversation, me: Acting) -> Work:
    """Nobody speaks any more until the customer does; refused while a case of the conversation is open."""
    require(me.person, Right.REPLY)
    return Work(conversation=close(conversation, by=me.by, at=me.at))


def stayed_resolved(closed_at: At, reopened_at: At | None, now: At) -> bool | None:
    """Whether a matter was durably resolved: not taken up again within seven days; None while it is too early."""
    if reopened_at is not None and reopened_at - closed_at <= REOPENED_WITHIN:
        return False
    return True if now - closed_at > REOPENED_WITHIN else None
