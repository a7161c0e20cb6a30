"""A load generator over raw sockets: tens of microseconds a request, which it measures itself.

`closed` keeps so many clients busy, each with one request under way. `offered` sends at a steady rate, come what may,
and counts from the moment at which a request was due, so that a slow server cannot slow its own measurement.
"""

import select
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MakeRequest = Callable[[int], bytes]
"""The next request of a client, by its number."""

PATIENCE = 10.0
"""Seconds after which nobody is answered any more."""
_PROCEED = b'"verdict":"proceed"'


@dataclass(slots=True, kw_only=True)
class Load:
    """What came of it."""

    times: list[float] = field(default_factory=list)
    """Seconds to answer, one a request."""
    seconds: float = 0.0
    own: float = 0.0
    """CPU seconds of the generator itself."""
    refused: int = 0
    """Answers that were not 200."""
    stopped: int = 0
    """Judgements other than `proceed`."""

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds

    @property
    def own_microseconds(self) -> float:
        """What a request costs the generator."""
        return self.own / max(1, len(self.times)) * 1e6

    def milliseconds(self, share: float) -> float:
        """The time within which so large a share was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1_000

    def note(self, answer: bytes, took: float) -> None:
        """Count an answer."""
        self.times.append(took)
        if answer[9:12] != b"200":
            self.refused += 1
        elif b'"verdict"' in answer and _PROCEED not in answer:
            self.stopped += 1


@dataclass(slots=True, eq=False)
class _Client:
    """One connection, with one request under way at most."""

    number: int
    socket: socket.socket
    began: float = 0.0
    got: bytes = b""
    due: deque[float] = field(default_factory=deque)

    def receive(self) -> bytes | None:
        """The whole answer, once it is there."""
        part = self.socket.recv(65_536)
        if not part:
            raise ConnectionError(f"The server hung up: {self.got[:200]!r}")
        got = self.got = self.got + part if self.got else part
        head = got.find(b"\r\n\r\n")
        if head < 0:
            return None
        at = got.find(b"content-length: ") + 16
        if len(got) < head + 4 + int(got[at : got.index(b"\r", at)]):
            return None
        self.got = b""
        return got


def closed(port: int, clients: int, seconds: float, make: MakeRequest) -> Load:
    """Each client asks, waits for the answer, and asks again."""
    load = Load()
    known = {client.socket.fileno(): client for client in _connect(port, clients)}
    poll = select.epoll()
    for descriptor in known:
        poll.register(descriptor, select.EPOLLIN)
    began, used = time.perf_counter(), time.process_time()
    until, busy = began + seconds, len(known)
    for client in known.values():
        _send(client, make)
    while busy:
        for descriptor, _ in _ready(poll):
            client = known[descriptor]
            answer = client.receive()
            if answer is None:
                continue
            now = time.perf_counter()
            load.note(answer, now - client.began)
            if now < until:
                _send(client, make)
            else:
                busy -= 1
    load.seconds, load.own = time.perf_counter() - began, time.process_time() - used
    poll.close()
    _hang_up(known.values())
    return load


def offered(port: int, clients: int, seconds: float, make: MakeRequest, *, rate: float) -> Load:
    """`rate` requests a second, to the clients in turn; one whose client is still waiting waits in line."""
    load = Load()
    known = {client.socket: client for client in _connect(port, clients)}
    line = list(known.values())
    began, used = time.perf_counter(), time.process_time()
    sent, answered, planned = 0, 0, int(rate * seconds)
    while answered < planned:
        now = time.perf_counter()
        while sent < planned and began + sent / rate <= now:
            client = line[sent % clients]
            client.due.append(began + sent / rate)
            if len(client.due) == 1:
                client.socket.send(make(client.number))
            sent += 1
        wait = max(0.0, began + sent / rate - time.perf_counter()) if sent < planned else 5.0
        for ready in select.select(known, (), (), wait)[0]:
            client = known[ready]
            answer = client.receive()
            if answer is None:
                continue
            load.note(answer, time.perf_counter() - client.due.popleft())
            answered += 1
            if client.due:
                client.socket.send(make(client.number))
    load.seconds, load.own = time.perf_counter() - began, time.process_time() - used
    _hang_up(known.values())
    return load


class Line:
    """One connection, asked one request after the other."""

    def __init__(self, port: int) -> None:
        (self._client,) = _connect(port, 1)

    def ask(self, request: bytes) -> float:
        """Seconds until the whole answer is there; raises where it is no 200."""
        began = time.perf_counter()
        self._client.socket.send(request)
        while (answer := self._client.receive()) is None:
            pass
        took = time.perf_counter() - began
        if answer[9:12] != b"200":
            raise RuntimeError(answer.partition(b"\r\n")[0].decode())
        return took

    def close(self) -> None:
        """Hang up."""
        self._client.socket.close()


def _ready(poll: select.epoll) -> list[tuple[int, int]]:
    found = poll.poll(PATIENCE)
    if not found:
        raise TimeoutError(f"No answer for {PATIENCE:g} s.")
    return found


def _connect(port: int, clients: int) -> list[_Client]:
    found = []
    for number in range(clients):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        found.append(_Client(number, connection))
    return found


def _send(client: _Client, make: MakeRequest) -> None:
    request = make(client.number)
    client.began = time.perf_counter()
    client.socket.send(request)


def _hang_up(clients: Iterable[_Client]) -> None:
    for client in clients:
        client.socket.close()
