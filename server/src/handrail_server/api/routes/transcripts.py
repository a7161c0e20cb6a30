"""Reading conversations and their turns."""

from collections.abc import Iterable
from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.gathering import redactor_for, stored_turns, told
from handrail_server.api.present.transcripts import Cover, Since, conversation_reply, turn_reply
from handrail_server.api.routes.cases import PAGING
from handrail_server.api.viewing import SEE_ALL, require_one, seen_conversation, viewer_of
from handrail_server.api.wire import transcripts as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import AgentId, CustomerId
from handrail_server.core.turns.delivery import DeliverWords, lane
from handrail_server.house.allowed import allowed_in_conversation
from handrail_server.house.reply_labels import LabelGiven, replies_labelled

MOST: Final = 200


async def list_conversations(call: Call[None]) -> wire.Conversations:
    """Conversations, the newest activity first, for whoever may read them all."""
    viewer = await viewer_of(call)
    require_one(viewer, *SEE_ALL)
    agent, customer = call.query("agent"), call.query("customer")
    number = await call.house.library.last_number(call.caller.org)
    page = await call.house.library.conversations(
        call.caller.org,
        agent=AgentId(agent) if agent else None,
        customer=CustomerId(customer) if customer else None,
        is_open=flag(call, "open"),
        cursor=call.query("cursor"),
        limit=call.number("limit", 50, least=1, most=MOST),
    )
    return wire.Conversations(
        conversations=tuple(conversation_reply(each) for each in page.items), next=page.next, number=number
    )


async def read_conversation(call: Call[None]) -> wire.ConversationReply:
    """One conversation's state, with what you may do in it now."""
    seen = await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    verbs = await allowed_in_conversation(call.house, call.caller, seen.conversation.id)
    return conversation_reply(seen.conversation, seen.loaded.version, tuple(verb.value for verb in verbs))


async def read_turns(call: Call[None]) -> wire.Turns:
    """Turns in their order, with reasons, confidence, sentiment and delivery; what is sealed to you is hidden."""
    viewer = await viewer_of(call)
    seen = await seen_conversation(call, viewer, call.path("conversation"))
    house, org = call.house, call.caller.org
    after = call.number("after", 0, least=0, most=2**31)
    limit = call.number("limit", MOST, least=1, most=1_000)
    # What is covered on a page may have been said long before it, so all that precedes the page is read as well.
    stored = await stored_turns(house, org, seen.conversation.id, until=after + limit)
    said = told(stored, seen.seals)
    cover = Cover(hidden=said.hidden, redactor=redactor_for(seen, said))
    parcels = await house.outbox.words_of(org, lane(seen.conversation.id))
    since = Since(
        deliveries={each.effect.number: each.state for each in parcels if isinstance(each.effect, DeliverWords)},
        labels=_by_turn((await replies_labelled(house, org, seen.conversation.id)).values()),
    )
    page = tuple(turn_reply(each, cover, since) for each in stored if each.turn.number > after)
    more = after + limit < seen.conversation.turns
    return wire.Turns(turns=page, next=after + limit if more else None)


def _by_turn(given: Iterable[LabelGiven]) -> dict[int, list[LabelGiven]]:
    found: dict[int, list[LabelGiven]] = {}
    for each in given:
        found.setdefault(each.number, []).append(each)
    return found


def flag(call: Call[None], name: str) -> bool | None:
    """A query parameter that is `true`, `false` or absent."""
    text = call.query(name)
    if text in (None, ""):
        return None
    if text not in ("true", "false"):
        raise Invalid(f"`{name}` is neither `true` nor `false`.", field=name, fix="Correct it.")
    return text == "true"


_FILTERS: Final = (
    Parameter(name="agent", description="An agent's id."),
    Parameter(name="customer", description="A customer's id."),
    Parameter(name="open", description="Open or ended ones only.", schema={"type": "boolean"}),
)
_TURNS: Final = (
    Parameter(name="after", description="Turns with a greater number.", schema={"type": "integer", "minimum": 0}),
    Parameter(
        name="limit",
        description="Turns in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": 1_000, "default": MOST},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/v1/conversations",
        list_conversations,
        body=NoneType,
        reply=wire.Conversations,
        parameters=(*_FILTERS, *PAGING),
    ),
    endpoint("GET", "/v1/conversations/{conversation}", read_conversation, body=NoneType, reply=wire.ConversationReply),
    endpoint(
        "GET",
        "/v1/conversations/{conversation}/turns",
        read_turns,
        body=NoneType,
        reply=wire.Turns,
        parameters=_TURNS,
    ),
)
