"""Oneself: who I am, whether I am there."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.me import me_of
from handrail_server.api.wire.entry import Beat, Me
from handrail_server.api.wire.people import PresenceRequest
from handrail_server.core.routing.person import Status
from handrail_server.flows.set_presence import LEASE, heartbeat, set_presence


async def read_me(call: Call[None]) -> Me:
    """Who you are and what you may do."""
    return await me_of(call.house, call.caller)


async def put_presence(call: Call[PresenceRequest]) -> Me:
    """Say that you are there, busy, away or gone. By a session it is a lease of 45 seconds that heartbeats keep."""
    await set_presence(call.house, call.caller, Status(call.body.status), call.body.channels)
    return await me_of(call.house, call.caller)


async def send_heartbeat(call: Call[None]) -> Beat:
    """Your console is still there. Say `online` again where you were taken to have gone."""
    status = await heartbeat(call.house, call.caller)
    return Beat(status=status.value, next_seconds=LEASE // 3_000)


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/me", read_me, body=NoneType, reply=Me),
    endpoint("PUT", "/v1/me/presence", put_presence, body=PresenceRequest, reply=Me),
    endpoint("POST", "/v1/me/heartbeat", send_heartbeat, body=NoneType, reply=Beat, repeatable=True),
)
