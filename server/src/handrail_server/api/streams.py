"""Server-sent events: one way to write them, whatever they carry."""

from collections.abc import AsyncIterator, Callable

from starlette.responses import StreamingResponse

HEARTBEAT_SECONDS = 15.0
HEADERS = {"x-accel-buffering": "no"}


def event(name: str, data: bytes, place: str | int | None = None) -> bytes:
    """One event; `place` is what a client sends back as `Last-Event-ID`."""
    head = f"event: {name}\n" if place is None else f"id: {place}\nevent: {name}\n"
    return head.encode() + b"data: " + data + b"\n\n"


def heartbeat() -> bytes:
    """A comment, so that a dead connection is noticed."""
    return b": still here\n\n"


def stream(
    events: AsyncIterator[bytes], *, opened: Callable[[], None], closed: Callable[[], None]
) -> StreamingResponse:
    """An endless answer; `closed` runs when the client has gone."""

    async def body() -> AsyncIterator[bytes]:
        opened()
        try:
            yield b": handrail\n\n"
            async for each in events:
                yield each
        finally:
            closed()

    return StreamingResponse(body(), media_type="text/event-stream", headers=HEADERS)
