"""What a customer in a widget does: open, write, look back, leave an address, rate."""

from types import NoneType
from typing import Final, TypeVar

from starlette.requests import Request

from handrail_server.api.app import Edge, address_of
from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.feed import Feed
from handrail_server.api.moments import shown
from handrail_server.api.visitors import PLACE, visit_of
from handrail_server.api.wire import chat as wire
from handrail_server.api.wire.operations import Done
from handrail_server.core.basics.errors import HandrailError, Invalid
from handrail_server.core.basics.ids import TurnId, TurnNumber
from handrail_server.core.learning.facts import RatingKind
from handrail_server.core.signals.language import spoken
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.files import SIZE_LIMIT, TYPES
from handrail_server.core.turns.turn import Attachment, Turn
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.core.turns.widget import CHANNEL
from handrail_server.flows.hear_customer import Heard, hear_customer
from handrail_server.flows.keep_file import kept_file
from handrail_server.flows.label import Rated, rate_conversation
from handrail_server.flows.leave_contact import leave_contact
from handrail_server.flows.open_visit import Opening, open_visit
from handrail_server.house.judgement import Judgement
from handrail_server.house.widgets import Placed, placed_widget

B = TypeVar("B")
PAGE: Final = 50
BODY_LIMIT: Final = 65_536


async def look_at_widget(call: Call[None]) -> wire.ChatLook:
    """How the widget looks, before anybody says anything."""
    placed = await _placed(call)
    widget = placed.widget
    return wire.ChatLook(
        title=placed.title,
        greeting=widget.greeting,
        language=widget.language,
        accent=widget.accent,
        scheme="light" if widget.scheme == "light" else "dark" if widget.scheme == "dark" else "auto",
        texts=dict(widget.texts),
        files=widget.files,
        file_types=tuple(each.media_type for each in TYPES),
        file_limit=SIZE_LIMIT,
    )


async def open_chat(call: Call[wire.ChatOpening]) -> wire.ChatSession:
    """Begin or resume a visit. A customer token ties it to a customer the shop vouches for; nothing else does."""
    placed = await _placed(call)
    opened = await open_visit(
        call.house,
        Opening(placed=placed, returning=call.body.returning, customer_token=call.body.customer_token),
    )
    return wire.ChatSession(
        token=opened.token,
        until=shown(opened.visit.until),
        returning=opened.returning,
        conversation=opened.visit.conversation,
        known=opened.visit.customer is not None,
    )


async def write_message(call: Call[wire.ChatMessage]) -> wire.ChatReceipt | HandrailError:
    """Say something. It is on the disk when this is answered; the same id with the same words is the same message."""
    visit, body = visit_of(call.caller), call.body
    placed = await _placed(call)
    begun = await call.house.journal.find(visit.org, Conversation, visit.conversation)
    if begun is None:
        edge: Edge = call.request.app.state.edge
        edge.newcomers.take(address_of(call.request), call.now)
    files = await _files(call)
    text = body.text.strip() or ", ".join(file.name or file.id for file in files)
    if not text:
        raise Invalid("There is nothing in it.", field="text", fix="Write something, or send a file.")
    turn = Turn(
        conversation=visit.conversation,
        id=TurnId(body.id),
        number=TurnNumber(0),
        author=call.caller.actor,
        text=text,
        channel=CHANNEL,
        language=_language(text, body.language or placed.widget.language, begun=begun is not None),
        said_at=call.now,
        received_at=call.now,
        epoch=0,
        attachments=files,
    )
    heard = Heard(
        turn=turn,
        agent=placed.widget.agent,
        customer=visit.customer,
        verified_by=VerifiedBy.SIGNED_TOKEN,
        carrier=Carrier.CHANNEL,
    )

    def receipt(judged: Judgement) -> wire.ChatReceipt:
        assert judged.turn is not None
        return wire.ChatReceipt(id=body.id, number=judged.turn, at=shown(call.now))

    judged = await hear_customer(call.house, call.caller, heard, call.record(receipt))
    call.house.typing.stop(visit.org, visit.conversation, "customer")
    return receipt(judged)


async def read_messages(call: Call[None]) -> wire.ChatHistory:
    """What was said so far, page by page from the end; a customer sees their own conversation and nothing else."""
    visit = visit_of(call.caller)
    limit = call.number("limit", PAGE, least=1, most=200)
    found = await call.house.journal.find(visit.org, Conversation, visit.conversation)
    last = found.state.turns if found else 0
    until = min(last, call.number("before", last + 1, least=1, most=2**31) - 1)
    after = max(0, until - limit)
    feed = Feed(house=call.house, org=visit.org, conversation=visit.conversation)
    return wire.ChatHistory(messages=await feed.words(after=after, until=until), before=after + 1 if after else None)


async def note_typing(call: Call[None]) -> Done:
    """The customer is typing; whoever answers sees it for some seconds."""
    visit = visit_of(call.caller)
    call.house.typing.note(visit.org, visit.conversation, "customer", now=call.now, bell=call.house.bell)
    return Done()


async def leave_address(call: Call[wire.ChatContact]) -> Done:
    """Leave an e-mail address. It is kept with the conversation, and proves nobody's identity."""
    visit = visit_of(call.caller)
    recording = call.record(_done)
    await leave_contact(call.house, call.caller, visit.conversation, call.body.email, recording)
    return Done()


async def rate_chat(call: Call[wire.ChatRating]) -> Done:
    """Say how it was; the newest of a kind counts."""
    body = call.body
    rated = Rated(
        conversation=visit_of(call.caller).conversation,
        kind=RatingKind(body.kind),
        score=body.score,
        comment=body.comment,
    )
    await rate_conversation(call.house, call.caller, rated, call.record(_done))
    return Done()


async def _placed(call: Call[B]) -> Placed:
    return await placed_widget(call.house, call.path("widget"))


def _language(text: str, page: str, *, begun: bool) -> str | None:
    """Whoever writes plainly in another language than the page's is answered in theirs, and stays in it."""
    return spoken(text, page) or (None if begun else page)


async def _files(call: Call[wire.ChatMessage]) -> tuple[Attachment, ...]:
    """The files that the message brings, as they were kept."""
    visit = visit_of(call.caller)
    return tuple(
        [
            await kept_file(call.house, visit.org, visit.conversation, name, field=f"attachments[{index}]")
            for index, name in enumerate(dict.fromkeys(call.body.attachments))
        ]
    )


def _done(_: Conversation) -> Done:
    return Done()


def _own_message(_request: Request, body: wire.ChatMessage) -> tuple[str, str]:
    return "chat", body.id


_PAGES: Final = (
    Parameter(name="before", description="Words with a smaller number.", schema={"type": "integer", "minimum": 1}),
    Parameter(
        name="limit",
        description="Words in one page, at most.",
        schema={"type": "integer", "minimum": 1, "maximum": 200, "default": PAGE},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", PLACE, look_at_widget, body=NoneType, reply=wire.ChatLook, public=True),
    endpoint(
        "POST",
        f"{PLACE}/sessions",
        open_chat,
        body=wire.ChatOpening,
        reply=wire.ChatSession,
        public=True,
        limit=BODY_LIMIT,
    ),
    endpoint(
        "POST",
        f"{PLACE}/messages",
        write_message,
        body=wire.ChatMessage,
        reply=wire.ChatReceipt,
        own_id=_own_message,
        visitor=True,
        limit=BODY_LIMIT,
    ),
    endpoint(
        "GET",
        f"{PLACE}/messages",
        read_messages,
        body=NoneType,
        reply=wire.ChatHistory,
        visitor=True,
        parameters=_PAGES,
    ),
    endpoint("POST", f"{PLACE}/typing", note_typing, body=NoneType, reply=Done, visitor=True, repeatable=True),
    endpoint(
        "POST", f"{PLACE}/contact", leave_address, body=wire.ChatContact, reply=Done, visitor=True, limit=BODY_LIMIT
    ),
    endpoint("POST", f"{PLACE}/ratings", rate_chat, body=wire.ChatRating, reply=Done, visitor=True, limit=BODY_LIMIT),
)
