"""Customers in a widget: which sites may embed it, and whose visit a request belongs to."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from handrail_server.api.endpoint import refuse_odd_places
from handrail_server.api.problems import problem
from handrail_server.core.basics.actors import customer
from handrail_server.core.basics.errors import Forbidden, HandrailError, Unauthenticated
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.widget import may_embed
from handrail_server.flows.open_visit import is_current
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.widgets import is_for_others, placed_widget
from handrail_server.ports.visiting import Visit

Handler = Callable[[Request], Awaitable[Response]]

PLACE: Final = "/v1/chat/{widget}"
_FIX: Final = "Open a visit with POST /v1/chat/{widget}/sessions, and send its token."
_HEADERS: Final = "authorization, content-type, idempotency-key, last-event-id"
_METHODS: Final = "GET, POST, PUT"
_KEPT_FOR: Final = "7200"
"""Seconds for which a browser may remember that it may ask."""


async def visitor_of(request: Request, house: House) -> Caller:
    """The customer whose visit this is, or `Unauthenticated`. All it opens is their own conversation."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    visit = house.visits.open(token.strip(), "session") if scheme.lower() == "bearer" else None
    if visit is None:
        raise Unauthenticated("No visit's token came with the request.", field="Authorization", fix=_FIX)
    placed = await placed_widget(house, str(request.path_params["widget"]))
    found = await house.journal.find(visit.org, Conversation, visit.conversation)
    others = found is not None and is_for_others(found.state, visit.customer)
    if others or not is_current(visit, placed, house.clock.now()):
        raise Unauthenticated("This visit has ended.", field="Authorization", fix=_FIX)
    return Caller(org=visit.org, actor=customer(visit.customer, reported_by=None), visit=visit)


def visit_of(caller: Caller) -> Visit:
    """The visit of a caller that `visitor_of` let in."""
    assert caller.visit is not None
    return caller.visit


def embedded(house: House, handle: Handler) -> Handler:
    """The handler for pages of exactly those origins that the widget names; everybody else is told why not.

    The answer to whoever may not ask carries no permission, so that a browser gives it to nobody.
    """

    async def handled(request: Request) -> Response:
        origin = request.headers.get("origin")
        try:
            refuse_odd_places(request)
            placed = await placed_widget(house, str(request.path_params["widget"]))
            if not may_embed(placed.widget, origin, own_origin(request)):
                raise Forbidden(
                    "This site may not embed the widget.",
                    field="Origin",
                    fix="Add it to the widget's allowed origins in the settings.",
                )
        except HandrailError as refused:
            return _varied(problem(refused))
        response = Response(status_code=204) if request.method == "OPTIONS" else await handle(request)
        if origin is not None:
            response.headers["access-control-allow-origin"] = origin
            response.headers["access-control-expose-headers"] = (
                "content-disposition, idempotency-replayed, x-request-id"
            )
        if request.method == "OPTIONS":
            response.headers["access-control-allow-methods"] = _METHODS
            response.headers["access-control-allow-headers"] = _HEADERS
            response.headers["access-control-max-age"] = _KEPT_FOR
        return _varied(response)

    return handled


def own_origin(request: Request) -> str:
    """The origin of this server's own pages, as the browser reached it."""
    return f"{request.url.scheme}://{request.url.netloc}"


def _varied(response: Response) -> Response:
    response.headers["vary"] = "Origin"
    return response
