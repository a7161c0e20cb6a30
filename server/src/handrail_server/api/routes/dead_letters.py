"""What could not be delivered: seen, and sent again."""

from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.routes.cases import MOST, PAGING
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire.operations import DeadLetter, DeadLetters, Done
from handrail_server.core.basics.errors import MoveRefused, NotFound
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.delivery import DeliveryState
from handrail_server.ports.working import Parcel

_OVER: Final = (DeliveryState.DELIVERED, DeliveryState.WITHDRAWN)


async def list_dead_letters(call: Call[None]) -> DeadLetters:
    """What could not be delivered, newest first."""
    require_one(await viewer_of(call), Right.MANAGE_DELIVERY)
    limit = call.number("limit", 50, least=1, most=MOST)
    page = await call.house.outbox.dead(call.caller.org, cursor=call.query("cursor"), limit=limit)
    return DeadLetters(dead_letters=tuple(_reply(parcel) for parcel in page.items), next=page.next)


async def redrive(call: Call[None]) -> Done:
    """Send it again; an agent's words only where the floor has not moved since."""
    require_one(await viewer_of(call), Right.MANAGE_DELIVERY)
    name = call.path("letter")
    parcel = await call.house.outbox.parcel(call.caller.org, name)
    if parcel is None:
        raise NotFound(f"There is no dead letter `{name}`.", field="letter", fix="Read the list again.")
    if parcel.state in _OVER:
        raise MoveRefused(f"It is {parcel.state}.", field="letter", fix="Read the list again.")
    await call.house.outbox.redrive(call.caller.org, name, now=call.now)
    call.house.bell.ring("outbox")
    return Done()


def _reply(parcel: Parcel) -> DeadLetter:
    return DeadLetter(
        id=parcel.id,
        lane=parcel.lane,
        destination=parcel.destination,
        kind=type(parcel.effect).__name__,
        attempts=parcel.attempts,
        created_at=shown(parcel.created_at),
        error=parcel.error,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/dead-letters", list_dead_letters, body=NoneType, reply=DeadLetters, parameters=PAGING),
    endpoint("POST", "/v1/dead-letters/{letter}/redrive", redrive, body=NoneType, reply=Done, repeatable=True),
)
