"""The live stream: every fact's head in the ledger's order, resumed exactly where a client left off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.authentication import is_valid
from handrail_server.api.endpoint import Call, Endpoint, Parameter, encode, endpoint
from handrail_server.api.feeds import Feeds, written
from handrail_server.api.streams import HEARTBEAT_SECONDS, event, heartbeat, stream
from handrail_server.api.viewing import viewer_of
from handrail_server.api.wire.stream import FactHead, Viewer, Viewers
from handrail_server.core.basics.errors import Invalid
from handrail_server.house.onlookers import Onlooking
from handrail_server.ports.reading import Head

BATCH: Final = 500


async def follow(call: Call[None]) -> Response:
    """Facts as they get their place, after `Last-Event-ID` (or `after`); else from now on. Heads only, no words."""
    await viewer_of(call)
    after = _after(call)
    if after is None:
        after = await call.house.library.last_number(call.caller.org)
    streams = call.request.app.state.edge.metrics.streams
    return stream(_events(call, after), opened=streams.inc, closed=streams.dec)


async def _events(call: Call[None], after: int) -> AsyncIterator[bytes]:
    """What has come since, in one piece; where nothing has, wait. Nobody listens longer than their key is valid."""
    feeds: Feeds = call.request.app.state.edge.feeds
    now = asyncio.get_running_loop().time
    heard = now()
    shown: Onlooking = {}
    async with feeds.following(call.house, call.caller.org) as feed:
        while True:
            found = feed.since(after, most=BATCH)
            if found is None:
                found = [written(head) for head in await _from_the_store(call, after)]
            if found:
                after = found[-1][0]
                yield b"".join(each for _, each in found)
            for chunk in _viewers(shown, feed.onlooking):
                yield chunk
            shown = feed.onlooking
            if not found:
                await feed.news(seconds=heard + HEARTBEAT_SECONDS - now())
            if now() - heard >= HEARTBEAT_SECONDS:
                heard = now()
                if not await is_valid(call.request, call.house):
                    return
                yield heartbeat()


async def _from_the_store(call: Call[None], after: int) -> tuple[Head, ...]:
    return await call.house.library.heads(call.caller.org, after=after, limit=BATCH)


def _viewers(before: Onlooking, after: Onlooking) -> Iterator[bytes]:
    """Who looks where that changed. It is no fact: it has no number, and is not told again to whoever comes back."""
    if before is after:
        return
    for conversation in sorted({*before, *after}):
        now = after.get(conversation, ())
        if before.get(conversation, ()) != now:
            viewers = tuple(Viewer(person=person, writes=writes) for person, writes in now)
            yield event("viewers", encode(Viewers(conversation=conversation, viewers=viewers)))


def _after(call: Call[None]) -> int | None:
    header, query = call.request.headers.get("last-event-id"), call.query("after")
    text, field = (header, "Last-Event-ID") if header else (query, "after")
    if text in (None, ""):
        return None
    if not text.removeprefix("-").isdecimal() or len(text) > 18 or int(text) < -1:
        raise Invalid(f"`{field}` is not a number of the ledger.", field=field, fix="Send back the id you got last.")
    return int(text)


_AFTER: Final = Parameter(
    name="after",
    description="Begin after this number, such as the `number` of a snapshot; `Last-Event-ID` goes before it.",
    schema={"type": "integer", "minimum": -1},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/v1/stream",
        follow,
        body=NoneType,
        reply=FactHead,
        media_type="text/event-stream",
        parameters=(_AFTER,),
    ),
)
