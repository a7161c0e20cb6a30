"""Listeners of the live stream over raw sockets: two thousand of them in one process that does little else."""

import json
import resource
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

FILES: Final = 8_192
"""Sockets that a process may have open: two thousand listeners need more than some systems' first word."""


def allow_many_sockets() -> None:
    """Ask for what the system lets us have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


@dataclass(slots=True, eq=False)
class Listener:
    """One connection, and what it has heard: events as they came, each with the moment of its coming."""

    socket: socket.socket
    rest: bytes = b""
    begun: bool = False
    heard: list[tuple[float, bytes]] = field(default_factory=list)

    def receive(self) -> None:
        """Take in what is there."""
        part = self.socket.recv(262_144)
        now = time.perf_counter()
        if not part:
            raise ConnectionError("The server hung up on a listener.")
        *whole, self.rest = (self.rest + part).split(b"\n\n")
        self.begun = self.begun or any(b": handrail" in each for each in whole)
        self.heard += [(now, each) for each in whole if b"event: fact" in each]


class Crowd:
    """Listeners side by side."""

    def __init__(self, port: int, token: str, count: int) -> None:
        request = f"GET /v1/stream HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n\r\n".encode()
        self._ready: Final = selectors.DefaultSelector()
        self.listeners: Final[list[Listener]] = []
        for _ in range(count):
            listener = Listener(socket.create_connection(("127.0.0.1", port)))
            listener.socket.sendall(request)
            self._ready.register(listener.socket, selectors.EVENT_READ, listener)
            self.listeners.append(listener)

    def listen(self, *, until: float) -> None:
        """Take in what comes before that moment."""
        while (left := until - time.perf_counter()) > 0:
            for key, _ in self._ready.select(left):
                listener = key.data
                assert isinstance(listener, Listener)
                listener.receive()

    def wait_for(self, count: int, *, seconds: float) -> bool:
        """Listen until so many have begun, at most so long."""
        until = time.perf_counter() + seconds
        while sum(listener.begun for listener in self.listeners) < count:
            if time.perf_counter() > until:
                return False
            self.listen(until=time.perf_counter() + 0.05)
        return True

    def close(self) -> None:
        """Hang up."""
        for listener in self.listeners:
            listener.socket.close()
        self._ready.close()


def facts(heard: list[tuple[float, bytes]]) -> Iterator[tuple[float, dict[str, object]]]:
    """What was heard, read: chunked transfer puts its own lines between."""
    for at, event in heard:
        line = next(line for line in event.split(b"\n") if line.startswith(b"data: "))
        yield at, json.loads(line.removeprefix(b"data: "))
