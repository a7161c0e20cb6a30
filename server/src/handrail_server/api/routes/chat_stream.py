"""The customer's live stream: words as they reach them, and who has the floor."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.endpoint import Call, Endpoint, Parameter, encode, endpoint
from handrail_server.api.feed import Feed
from handrail_server.api.streams import HEARTBEAT_SECONDS, event, heartbeat, stream
from handrail_server.api.visitors import PLACE, visit_of, visitor_of
from handrail_server.api.wire.chat import ChatState, ChatWords
from handrail_server.core.basics.errors import HandrailError, Invalid, RateLimited
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.typing import topic
from handrail_server.house.widgets import placed_widget

LOOK: Final = 5.0
"""Seconds between looks: the bell is a hint, and a wait that passes changes what is shown too."""
OVERLAP: Final = 30
"""So many words before the last one are looked at again: a held draft that is released was written before others."""
AT_ONCE: Final = 8
"""Streams of one conversation: tabs and devices of one customer."""


async def follow_chat(call: Call[None]) -> Response:
    """Words after `Last-Event-ID` (or `after`) as `message`, whose ids may repeat; who has the floor as `state`."""
    visit = visit_of(call.caller)
    edge = call.request.app.state.edge
    after = _after(call)
    here = (visit.org, visit.conversation)
    if edge.listening[here] >= AT_ONCE:
        raise RateLimited("This conversation is followed too often.", fix="Close other tabs.")
    edge.listening[here] += 1

    def closed() -> None:
        edge.metrics.streams.dec()
        edge.listening[here] -= 1
        if not edge.listening[here]:
            del edge.listening[here]

    return stream(_events(call, after), opened=edge.metrics.streams.inc, closed=closed)


async def _events(call: Call[None], after: int) -> AsyncIterator[bytes]:
    visit, house = visit_of(call.caller), call.house
    agent = (await placed_widget(house, call.path("widget"))).widget.agent
    feed = Feed(house=house, org=visit.org, conversation=visit.conversation, agent=agent)
    listener = _Listener(feed=feed, after=after)
    now = asyncio.get_running_loop().time
    heard, rang = now(), True
    while True:
        # Whoever begins to wait before looking misses nothing: what happens meanwhile rings for the next look.
        bell = asyncio.create_task(house.bell.wait(topic(visit.org, visit.conversation), seconds=LOOK))
        try:
            await asyncio.sleep(0)
            for each in await listener.look(rang=rang):
                yield each
            if now() - heard >= HEARTBEAT_SECONDS:
                heard = now()
                if not await _goes_on(call):
                    return
                yield heartbeat()
            rang = await bell
        finally:
            bell.cancel()


@dataclass(slots=True, kw_only=True)
class _Listener:
    """What one connection has heard."""

    feed: Feed
    after: int
    version: int = -1
    sent: set[int] = field(default_factory=set)
    state: ChatState | None = None

    async def look(self, *, rang: bool) -> list[bytes]:
        """The events that are new to it."""
        found = await self.feed.house.journal.find(self.feed.org, Conversation, self.feed.conversation)
        version = found.version if found else 0
        moved, self.version = version != self.version, version
        events: list[bytes] = []
        if found is not None and (rang or moved):
            events = [event("message", encode(each), each.number) for each in await self._fresh(found.state.turns)]
        if rang or moved or (self.state is not None and (self.state.waiting or self.state.typing)):
            state = await self.feed.state(self.feed.house.clock.now())
            if state != self.state:
                self.state = state
                events.append(event("state", encode(state)))
        return events

    async def _fresh(self, turns: int) -> list[ChatWords]:
        begin = max(0, max(self.sent, default=self.after) - OVERLAP)
        words = await self.feed.words(after=begin, until=turns)
        fresh = [each for each in words if each.number not in self.sent]
        self.sent.update(each.number for each in fresh)
        return fresh


async def _goes_on(call: Call[None]) -> bool:
    """Whether the visit still holds: a stream outlives tokens, secrets and widgets."""
    try:
        await visitor_of(call.request, call.house)
    except HandrailError:
        return False
    return True


def _after(call: Call[None]) -> int:
    header, query = call.request.headers.get("last-event-id"), call.query("after")
    text, field = (header, "Last-Event-ID") if header else (query or "0", "after")
    if not text.isdecimal() or len(text) > 9:
        raise Invalid(f"`{field}` is not a message's number.", field=field, fix="Send back the id you got last.")
    return int(text)


_AFTER: Final = Parameter(
    name="after",
    description="Begin after the message of this number; `Last-Event-ID` goes before it.",
    schema={"type": "integer", "minimum": 0},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        f"{PLACE}/stream",
        follow_chat,
        body=NoneType,
        reply=ChatWords,
        media_type="text/event-stream",
        visitor=True,
        parameters=(_AFTER,),
    ),
)
