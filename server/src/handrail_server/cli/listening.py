"""A web server inside this process, on a socket that is bound before anything else begins."""

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from handrail_server.core.basics.errors import Unavailable

_BACKLOG = 2_048
_LAST_ANSWERS_SECONDS = 3
_YOUNG_OBJECTS = 50_000


class _Inside(uvicorn.Server):
    """A server inside another program: signals are that program's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; 0 takes a free port. Raises `Unavailable` where somebody else does."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server((str(address[0]), int(address[1])), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise Unavailable(
            f"{host}:{port} cannot be listened on: {error.strerror}.",
            fix="Stop what listens there, or name another place with --host and --port.",
        ) from None


def port_of(listener: socket.socket) -> int:
    """The port that a socket has."""
    return int(listener.getsockname()[1])


@asynccontextmanager
async def listening(app: Starlette, listener: socket.socket) -> AsyncIterator[asyncio.Task[None]]:
    """Answer requests for as long as the context is open; the task ends before that only where it cannot go on."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="on", timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS
    )
    server = _Inside(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not serving.done():  # noqa: ASYNC110  uvicorn has no event for it
            await asyncio.sleep(0.01)
        set_aside()
        yield serving
    finally:
        server.should_exit = True
        await serving


def set_aside() -> None:
    """What the start has made (code, policies, phrases) lives as long as the process: no collection walks it again.

    A turn makes a few hundred objects that live until it is answered, so that collections are due after several turns,
    not in the middle of each.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)
