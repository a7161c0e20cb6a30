"""The HTTP application: routes made from endpoints, errors made into problems."""

import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from handrail_server.api.authentication import caller_of
from handrail_server.api.endpoint import Endpoint
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.problems import internal, problem
from handrail_server.core.basics.errors import HandrailError, NotFound
from handrail_server.house.house import House

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What the edge needs beside the house."""

    house: House
    metrics: Metrics
    limiter: Limiter
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

    routes: list[BaseRoute] = [
        Route(each.path, _handler(edge, each), methods=[each.method], name=each.name) for each in endpoints
    ]
    routes.extend(more)
    app = Starlette(routes=routes, lifespan=living, exception_handlers={404: _not_found, 405: _not_found})
    app.state.edge = edge
    app.state.endpoints = tuple(endpoints)
    return app


def _handler(edge: Edge, each: Endpoint) -> Handler:
    """One endpoint with everything around it. Written as one function: every layer here costs each turn."""
    requests = edge.metrics.requests
    seconds = edge.metrics.seconds.labels(each.path)

    async def handle(request: Request) -> Response:
        began = time.perf_counter()
        request_id = secrets.token_hex(8)
        try:
            caller = None if each.public else await caller_of(request, edge.house)
            who = f"{caller.org}/{caller.actor.id}" if caller else _address(request)
            edge.limiter.take(who, edge.house.clock.now())
            response = await each.run(request, edge.house, caller)
        except HandrailError as error:
            response = problem(error, request_id)
        except Exception as error:  # noqa: BLE001  the edge: whatever is left is logged whole and shown as an id
            response = internal(request, error, request_id)
        response.headers["x-request-id"] = request_id
        requests.labels(each.path, response.status_code).inc()
        seconds.observe(time.perf_counter() - began)
        return response

    return handle


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _not_found(request: Request, _error: Exception) -> Response:
    return problem(
        NotFound(f"There is no {request.method} {request.url.path[:200]}.", field="path", fix="See /v1/openapi.json.")
    )
