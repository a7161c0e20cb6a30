"""For those who run the server: is it alive, can it work, its numbers, its contract."""

import asyncio
from ipaddress import ip_address
from types import NoneType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from handrail_server.api.authentication import caller_of
from handrail_server.api.endpoint import Call, Endpoint, encode, endpoint
from handrail_server.api.openapi import VERSION, contract
from handrail_server.api.wire.operations import Done
from handrail_server.core.basics.errors import Unavailable

STORE_ANSWERS_WITHIN: Final = 2.0
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")


async def health(_: Call[None]) -> Done:
    """The process is alive."""
    return Done()


async def readiness(call: Call[None]) -> Done:
    """The server can work: its store answers. 503 where it does not."""
    try:
        async with asyncio.timeout(STORE_ANSWERS_WITHIN):
            await call.house.outbox.next_due()
    except TimeoutError:
        raise Unavailable("The store does not answer.", fix="Look at the server's log.") from None
    return Done()


async def metrics(call: Call[None]) -> Response:
    """The server's numbers for Prometheus: from this machine, or with a key."""
    if not _is_local(call.request):
        await caller_of(call.request, call.house)
    text = call.request.app.state.edge.metrics.text()
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


async def openapi(call: Call[None]) -> Response:
    """The contract of this server: OpenAPI 3.1."""
    state = call.request.app.state
    if not hasattr(state, "contract"):
        state.contract = encode(contract(state.endpoints, version=VERSION))
    return Response(state.contract, media_type="application/json")


def _is_local(request: Request) -> bool:
    """Whether it comes from this machine itself, and was not passed on from elsewhere by a proxy that runs here."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/healthz", health, body=NoneType, reply=Done, public=True),
    endpoint("GET", "/readyz", readiness, body=NoneType, reply=Done, public=True),
    endpoint(
        "GET", "/metrics", metrics, body=NoneType, reply=None, public=True, media_type="text/plain; version=0.0.4"
    ),
    endpoint("GET", "/v1/openapi.json", openapi, body=NoneType, reply=None, public=True),
)
