"""The HTTP application: routes made from endpoints, errors made into problems."""

import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from handrail_server.api.authentication import caller_of
from handrail_server.api.covering import covered
from handrail_server.api.endpoint import Endpoint
from handrail_server.api.feeds import Feeds
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.problems import internal, problem
from handrail_server.api.visitors import PLACE, embedded, visit_of, visitor_of
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.errors import HandrailError, NotFound
from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ledger.chance import Chance

Handler = Callable[[Request], Awaitable[Response]]
_SAFE: Final = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What the edge needs beside the house."""

    house: House
    metrics: Metrics
    limiter: Limiter
    visitors: Limiter = field(default_factory=lambda: Limiter(per_second=5, burst=60))
    """How fast one customer may ask; customers are strangers, and need little."""
    newcomers: Limiter = field(default_factory=lambda: Limiter(per_second=2, burst=120))
    """How fast new conversations may begin in widgets, by address."""
    listening: Counter[tuple[OrgId, ConversationId]] = field(default_factory=Counter)
    """How many streams each widget's conversation has open here."""
    feeds: Feeds = field(default_factory=Feeds)
    loopback: bool = False
    """Whether only this machine can reach the server; one-click sign-in exists nowhere else."""


def application(
    edge: Edge,
    endpoints: Sequence[Endpoint],
    *,
    more: Sequence[BaseRoute] = (),
    lifespan: Callable[[], AbstractAsyncContextManager[None]] | None = None,
) -> Starlette:
    """The application over a house."""

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        if lifespan is None:
            yield
            return
        async with lifespan():
            yield

    routes: list[BaseRoute] = [_route(edge, each) for each in endpoints]
    routes.extend(more)
    app = Starlette(routes=routes, lifespan=living, exception_handlers={404: _not_found, 405: _not_found})
    app.state.edge = edge
    app.state.endpoints = tuple(endpoints)
    return app


def _route(edge: Edge, each: Endpoint) -> Route:
    handle, methods = _handler(edge, each), [str(each.method)]
    if each.path.startswith(PLACE):
        handle, methods = embedded(edge.house, handle), [each.method, "OPTIONS"]
    route = Route(each.path, _Answering(handle), methods=methods, name=each.name)
    if each.media_type == "text/event-stream" and route.methods is not None:
        route.methods.discard("HEAD")  # it would listen without an end, and take deliveries that nobody reads
    return route


class _Answering:
    """A handler as an application: its errors are answers already, so that no layer need stand around it again."""

    def __init__(self, handle: Handler) -> None:
        self._handle = handle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._handle(Request(scope, receive, send))
        await response(scope, receive, send)


def _handler(edge: Edge, each: Endpoint) -> Handler:
    """One endpoint with everything around it. Written as one function: every layer here costs each turn."""
    requests = edge.metrics.requests
    names = Chance(8)
    seconds = edge.metrics.seconds.labels(each.path)

    async def handle(request: Request) -> Response:
        began = time.perf_counter()
        request_id = names.draw().hex()
        try:
            caller = await _admitted(edge, each, request)
            response = await each.run(request, edge.house, caller)
            if caller is not None and caller.actor.kind is ActorKind.PERSON:
                response = await covered(edge.house, caller, each, request, response)
        except HandrailError as error:
            response = problem(error, request_id)
        except Exception as error:  # noqa: BLE001  the edge: whatever is left is logged whole and shown as an id
            response = internal(each.path, error, request_id)
        _seal(response, request_id)
        requests.labels(each.path, response.status_code).inc()
        seconds.observe(time.perf_counter() - began)
        return response

    return handle


async def _admitted(edge: Edge, each: Endpoint, request: Request) -> Caller | None:
    """Who calls, at their own pace; whoever has no valid key goes at the pace of their address."""
    caller = None
    if each.visitor:
        return await _visiting(edge, request)
    try:
        caller = None if each.public else await caller_of(request, edge.house)
    finally:
        who = f"{caller.org}/{caller.actor.kind}/{caller.actor.id}" if caller else address_of(request)
        edge.limiter.take(who, edge.house.clock.now())
    return caller


async def _visiting(edge: Edge, request: Request) -> Caller:
    """A customer at the pace of their conversation; whoever has no valid token goes at the pace of their address."""
    now = edge.house.clock.now()
    try:
        caller = await visitor_of(request, edge.house)
    except HandrailError:
        edge.visitors.take(address_of(request), now)
        raise
    edge.visitors.take(f"{caller.org}/{visit_of(caller).conversation}", now)
    return caller


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "unknown"


def _seal(response: Response, request_id: str) -> None:
    """No answer is kept by a cache on the way, nor taken for another type than it is."""
    response.raw_headers += [*_SAFE, (b"x-request-id", request_id.encode())]


async def _not_found(request: Request, _error: Exception) -> Response:
    request_id = secrets.token_hex(8)
    missing = f"There is no {request.method} {request.url.path[:200]}."
    response = problem(NotFound(missing, field="path", fix="See /v1/openapi.json."), request_id)
    _seal(response, request_id)
    return response
