"""Finding conversations and customers by text, id and reason; each hit is looked at with the viewer's own rights."""

from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.routes.transcripts import flag
from handrail_server.api.searching import Found, visible
from handrail_server.api.viewing import Seen, Viewer, seen_if_any, viewer_of
from handrail_server.api.wire import search as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.search import Range, asked
from handrail_server.core.routing.rights import Right, may
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.searching import Narrowed

MOST: Final = 50
LOOKED_AT: Final = 200
"""Conversations that one request looks at with the viewer's rights, before it answers with what it has."""
LONGEST: Final = 200


async def search_conversations(call: Call[None]) -> wire.ConversationHits:
    """Conversations with all of these words, the newest activity first: what was said, an id, a reason's code.

    Words find what begins with them. What you may not read is not found: nothing sealed, covered or erased.
    """
    viewer = await viewer_of(call)
    ranges = _asked(call, needed=False)
    limit = call.number("limit", 20, least=1, most=MOST)
    hits: list[wire.ConversationHit] = []
    cursor, looked_at = call.query("cursor"), 0
    while True:
        page = await call.house.search.conversations(
            call.caller.org, ranges, _narrowed(call), cursor=cursor, limit=limit - len(hits)
        )
        for conversation in page.items:
            hit = await _hit(call, viewer, conversation, ranges)
            hits.extend((hit,) if hit else ())
        cursor, looked_at = page.next, looked_at + len(page.items)
        if cursor is None or len(hits) >= limit or looked_at >= LOOKED_AT:
            return wire.ConversationHits(hits=tuple(hits), next=cursor)


async def search_customers(call: Call[None]) -> wire.CustomerHits:
    """Customers with all of these words in name, address, telephone, account or id.

    They are those whose conversations are yours to look at; all of them for whoever may read all, or manages customers.
    """
    viewer = await viewer_of(call)
    ranges = _asked(call, needed=True)
    limit = call.number("limit", 20, least=1, most=MOST)
    hits: list[wire.CustomerHit] = []
    cursor, looked_at = call.query("cursor"), 0
    while True:
        page = await call.house.search.customers(call.caller.org, ranges, cursor=cursor, limit=limit - len(hits))
        for customer in page.items:
            hit = await _customer(call, viewer, customer)
            hits.extend((hit,) if hit else ())
        cursor, looked_at = page.next, looked_at + len(page.items)
        if cursor is None or len(hits) >= limit or looked_at >= LOOKED_AT:
            return wire.CustomerHits(hits=tuple(hits), next=cursor)


def _asked(call: Call[None], *, needed: bool) -> tuple[Range, ...]:
    question = call.query("q") or ""
    if len(question) > LONGEST:
        raise Invalid(f"`q` is longer than {LONGEST} characters.", field="q", fix="Ask for fewer words.")
    codes = tuple(code for code in (call.query("reason") or "").split(",") if code)
    ranges = asked(question, codes)
    if needed and not ranges:
        raise Invalid("There is no word in `q`.", field="q", fix="Write a name, an address or an id.")
    return ranges


def _narrowed(call: Call[None]) -> Narrowed:
    agent, customer = call.query("agent"), call.query("customer")
    return Narrowed(
        is_open=flag(call, "open"),
        agent=AgentId(agent) if agent else None,
        customer=CustomerId(customer) if customer else None,
    )


async def _hit(
    call: Call[None], viewer: Viewer, conversation: Conversation, ranges: tuple[Range, ...]
) -> wire.ConversationHit | None:
    seen = await _seen(call, viewer, conversation.id)
    if seen is None:
        return None
    fits, found = await visible(call, seen, ranges)
    return await _shown(call, viewer, seen, found) if fits else None


async def _seen(call: Call[None], viewer: Viewer, name: ConversationId) -> Seen | None:
    loaded = await call.house.journal.find(call.caller.org, Conversation, name)
    return None if loaded is None else await seen_if_any(call.house, call.caller.org, viewer, loaded)


async def _shown(call: Call[None], viewer: Viewer, seen: Seen, found: Found | None) -> wire.ConversationHit:
    talk = seen.conversation
    latest = max(seen.cases, key=lambda case: (case.requested_at, case.id), default=None)
    readable = not seen.seals.whole and all(viewer.reads(case) for case in seen.cases)
    name = None
    if talk.customer is not None and readable:
        profile, _ = await call.house.customers.profile(call.caller.org, talk.customer, now=call.now)
        name = profile.name if profile else None
    return wire.ConversationHit(
        conversation=talk.id,
        customer=talk.customer,
        customer_name=name,
        agent=talk.agent,
        channel=talk.channel,
        topic=talk.topic,
        active_at=shown(_active_at(talk)),
        open=talk.closed_at is None,
        sealed=not readable,
        turns=talk.turns,
        holder=talk.control.holder.kind.value,
        case=latest.id if latest else None,
        case_state=latest.state.value if latest else None,
        reasons=tuple(dict.fromkeys(reason.code for case in seen.cases for reason in case.reasons)),
        excerpt=_excerpt(found) if found else None,
    )


def _active_at(talk: Conversation) -> At:
    moments = (talk.last_customer_at, talk.last_person_at, talk.closed_at)
    return max((at for at in moments if at is not None), default=talk.opened_at)


def _excerpt(found: Found) -> wire.Excerpt:
    return wire.Excerpt(
        turn=found.turn.number,
        author=found.turn.author.kind.value,
        said_at=shown(found.turn.said_at),
        text=found.text,
        spans=tuple(wire.Place(start=start, end=end) for start, end in found.spans),
    )


async def _customer(call: Call[None], viewer: Viewer, customer: CustomerId) -> wire.CustomerHit | None:
    latest = await _latest(call, viewer, customer)
    if latest is None and not (viewer.sees_all or may(viewer.person, Right.MANAGE_CUSTOMERS)):
        return None
    profile, stale = await call.house.customers.profile(call.caller.org, customer, now=call.now)
    return wire.CustomerHit(
        customer=customer,
        name=profile.name if profile else None,
        email=profile.email if profile else None,
        account=profile.account.name if profile and profile.account else None,
        tier=profile.tier if profile else None,
        stale=stale,
        last_conversation=latest,
    )


async def _latest(call: Call[None], viewer: Viewer, customer: CustomerId) -> str | None:
    page = await call.house.library.conversations(call.caller.org, customer=customer, limit=MOST)
    for conversation in page.items:
        if await _seen(call, viewer, conversation.id) is not None:
            return conversation.id
    return None


_PAGING: Final = (
    Parameter(name="cursor", description="The `next` of the page before."),
    Parameter(
        name="limit",
        description="Hits in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 20},
    ),
)
_WORDS: Final = Parameter(
    name="q", description="Words, all of which must be there; each also finds what begins with it."
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/v1/search/conversations",
        search_conversations,
        body=NoneType,
        reply=wire.ConversationHits,
        parameters=(
            _WORDS,
            Parameter(name="reason", description="Codes of reasons, parted by commas: all of them must have fired."),
            Parameter(name="open", description="Open or ended ones only.", schema={"type": "boolean"}),
            Parameter(name="agent", description="An agent's id."),
            Parameter(name="customer", description="A customer's id."),
            *_PAGING,
        ),
    ),
    endpoint(
        "GET",
        "/v1/search/customers",
        search_customers,
        body=NoneType,
        reply=wire.CustomerHits,
        parameters=(_WORDS, *_PAGING),
    ),
)
