"""Who is typing in a conversation: a hint for whoever waits for words, never stored."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.viewing import seen_conversation, viewer_of
from handrail_server.api.wire.chat import TypingState
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.routing.rights import Right, require


async def note_own_typing(call: Call[None]) -> TypingState:
    """You are typing to the customer, who sees it for some seconds if you have the floor."""
    viewer = await viewer_of(call)
    require(viewer.person, Right.REPLY)
    seen = await seen_conversation(call, viewer, call.path("conversation"))
    house, org, conversation = call.house, call.caller.org, seen.conversation.id
    house.typing.note(org, conversation, "person", now=call.now, bell=house.bell)
    return _state(call)


async def read_typing(call: Call[None]) -> TypingState:
    """Who is typing now."""
    await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    return _state(call)


def _state(call: Call[None]) -> TypingState:
    house, org, conversation = call.house, call.caller.org, ConversationId(call.path("conversation"))
    return TypingState(
        customer=house.typing.is_on(org, conversation, "customer", now=call.now),
        person=house.typing.is_on(org, conversation, "person", now=call.now),
    )


_PLACE = "/v1/conversations/{conversation}/typing"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", _PLACE, note_own_typing, body=NoneType, reply=TypingState, repeatable=True),
    endpoint("GET", _PLACE, read_typing, body=NoneType, reply=TypingState),
)
