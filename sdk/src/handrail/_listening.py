"""What both clients know of deliveries: how they are asked for, read, told apart and acknowledged."""

import logging
from collections import OrderedDict
from typing import Final

from httpx2 import ServerSentEvent
from pydantic import TypeAdapter, ValidationError

from handrail._answers import Deliveries, Delivery
from handrail._errors import NotFound, RateLimited, Unreachable
from handrail._steps import Send, Steps, ask, path, post

log = logging.getLogger("handrail")

STREAM: Final = path("deliveries")
STREAM_HEADERS: Final = {"accept": "text/event-stream"}
REMEMBERED: Final = 1_000

_DELIVERIES: Final = TypeAdapter(Deliveries)
_DONE: Final = TypeAdapter(object)


class Seen:
    """The deliveries this listener has passed on: one whose acknowledgement got lost comes again."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, delivery: Delivery) -> bool:
        return delivery.id in self._ids

    def add(self, delivery: Delivery) -> None:
        """Remember it, among the last thousand."""
        self._ids[delivery.id] = None
        if len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)


class Backoff:
    """How long to wait before the next try to connect: half a second, doubling, at most 15."""

    def __init__(self) -> None:
        self._next = 0.5

    def connected(self) -> None:
        """It worked: begin anew."""
        self._next = 0.5

    def seconds(self) -> float:
        """How long to wait now."""
        now, self._next = self._next, min(2 * self._next, 15.0)
        return now


def fetch() -> Steps[tuple[Delivery, ...]]:
    """What waits now."""
    found = yield from ask(Send(method="GET", path=f"{STREAM}?wait=0"), _DELIVERIES)
    return found.deliveries


def acknowledge(delivery_id: str) -> Steps[None]:
    """It was passed on; it does not come again."""
    yield from ask(post(path("deliveries", delivery_id, "acknowledgement"), {}), _DONE)


def acknowledge_if_possible(delivery: Delivery) -> Steps[None]:
    """As `acknowledge`; where that fails it comes again, is recognised, and is acknowledged then."""
    try:
        yield from acknowledge(delivery.id)
    except (Unreachable, RateLimited, NotFound):
        log.info("A delivery was not acknowledged yet.", extra={"delivery": delivery.id})


def read(event: ServerSentEvent) -> Delivery | None:
    """The delivery in an event of the stream, where it is one that this version can read."""
    if event.event != "delivery":
        return None
    try:
        return Delivery.model_validate_json(event.data)
    except ValidationError:
        log.warning("A delivery cannot be read by this version and stays unacknowledged.", extra={"delivery": event.id})
        return None
