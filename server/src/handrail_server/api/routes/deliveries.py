"""What people and the system said and did, for the agent's application: streamed or fetched, acknowledged by id."""

import asyncio
from collections.abc import AsyncIterator
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.authentication import is_valid, speaking_agent
from handrail_server.api.endpoint import Call, Endpoint, Parameter, encode, endpoint
from handrail_server.api.present.deliveries import delivery_of
from handrail_server.api.streams import HEARTBEAT_SECONDS, event, heartbeat, stream
from handrail_server.api.wire.conversations import Deliveries, Delivery
from handrail_server.api.wire.operations import Done
from handrail_server.core.basics.ids import AgentId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.flows import deliver
from handrail_server.ports.working import Parcel

LEASE: Final = 60 * SECOND
ACKNOWLEDGE_WITHIN: Final = 30 * SECOND
BATCH: Final = 100
LOOK: Final = 0.5
"""Seconds between looks: the bell rings in one process only."""
LONGEST_WAIT: Final = 25


async def listen(call: Call[None]) -> Response:
    """Deliveries as they come, as a stream; or as JSON those that wait now (`?wait=` seconds for the first).

    Whoever begins to listen gets first what an earlier listener did not acknowledge.
    """
    agent = speaking_agent(call.caller)
    await call.house.outbox.resend(call.caller.org, f"agent/{agent}", now=call.now)
    if call.query("wait") is None and "application/json" not in call.request.headers.get("accept", ""):
        streams = call.request.app.state.edge.metrics.streams
        return stream(_events(call, agent), opened=streams.inc, closed=streams.dec)
    found = await _waiting(call, agent, seconds=call.number("wait", 0, least=0, most=LONGEST_WAIT))
    return Response(encode(Deliveries(deliveries=found)), media_type="application/json")


async def acknowledge_delivery(call: Call[None]) -> Done:
    """The application has a delivery; it does not come again. Saying so twice changes nothing."""
    speaking_agent(call.caller)
    await deliver.acknowledge(call.house, call.caller, call.path("delivery"))
    return Done()


async def _events(call: Call[None], agent: AgentId) -> AsyncIterator[bytes]:
    """Each delivery is marked as sent after it was written: one that is lost on the way is leased, and comes again."""
    house, now = call.house, asyncio.get_running_loop().time
    heard = now()
    while True:
        parcels = await _claim(call, agent)
        for parcel in parcels:
            shape = await delivery_of(call.house.journal, parcel)
            if shape is not None:
                yield event("delivery", encode(shape), parcel.id)
            await _sent(call, parcel, understood=shape is not None)
        if not parcels:
            await house.bell.wait(f"agent/{call.caller.org}/{agent}", seconds=LOOK)
        if now() - heard >= HEARTBEAT_SECONDS:
            heard = now()
            if not await is_valid(call.request, house):
                return
            yield heartbeat()


async def _waiting(call: Call[None], agent: AgentId, *, seconds: int) -> tuple[Delivery, ...]:
    deadline = call.house.clock.now() + seconds * SECOND
    while True:
        found: list[Delivery] = []
        for parcel in await _claim(call, agent):
            shape = await delivery_of(call.house.journal, parcel)
            if shape is not None:
                found.append(shape)
            await _sent(call, parcel, understood=shape is not None)
        left = (deadline - call.house.clock.now()) / SECOND
        if found or left <= 0:
            return tuple(found)
        await call.house.bell.wait(f"agent/{call.caller.org}/{agent}", seconds=min(LOOK, left))


async def _claim(call: Call[None], agent: AgentId) -> tuple[Parcel, ...]:
    """What may be sent now, lane by lane; an agent's words that the floor has overtaken are taken back (law 1)."""
    now = call.house.clock.now()
    claimed = await call.house.outbox.claim(
        now=now, lease_until=At(now + LEASE), limit=BATCH, destination=f"agent/{agent}", org=call.caller.org
    )
    for parcel in claimed.stale:
        await deliver.withdraw(call.house, parcel)
    return claimed.sending


async def _sent(call: Call[None], parcel: Parcel, *, understood: bool) -> None:
    """It waits for its acknowledgement; what no application understands holds up no lane."""
    until = At(call.house.clock.now() + ACKNOWLEDGE_WITHIN) if understood else None
    await call.house.outbox.sent(parcel, await_acknowledgement_until=until)


_WAIT: Final = Parameter(
    name="wait",
    description="Answer as JSON, after at most so many seconds of waiting for the first delivery.",
    schema={"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/v1/deliveries",
        listen,
        body=NoneType,
        reply=Delivery,
        media_type="text/event-stream",
        parameters=(_WAIT,),
    ),
    endpoint(
        "POST",
        "/v1/deliveries/{delivery:path}/acknowledgement",
        acknowledge_delivery,
        body=NoneType,
        reply=Done,
        repeatable=True,
    ),
)
