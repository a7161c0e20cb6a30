"""A network that answers as a test says, and then as the fake does."""

from collections.abc import Callable

import httpx2

from handrail import Handrail
from handrail.testing import FakeHandrail

Handle = Callable[[httpx2.Request], httpx2.Response]


def problem(status: int, reason: str, **headers: str) -> httpx2.Response:
    body = {"status": status, "reason": reason, "detail": "No.", "title": "", "type": "about:blank"}
    return httpx2.Response(status, json=body, headers=headers)


class Network:
    """Answers with each handler once, then with the fake; keeps what was sent and how long was waited."""

    def __init__(self, fake: FakeHandrail, *handlers: Handle) -> None:
        self._fake = fake
        self._handlers = list(handlers)
        self.sent: list[httpx2.Request] = []
        self.waits: list[float] = []

    def then(self, *handlers: Handle) -> None:
        """Answer with these next."""
        self._handlers = list(handlers)

    def rail(self) -> Handrail:
        return Handrail(
            "http://handrail.test",
            "key",
            on_unreachable="hold",
            transport=httpx2.MockTransport(self._handle),
            sleep=self.waits.append,
        )

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        if self._handlers:
            return self._handlers.pop(0)(request)
        with httpx2.Client(transport=self._fake.transport) as client:
            answer = client.send(
                httpx2.Request(request.method, request.url, headers=request.headers, content=request.read())
            )
            return httpx2.Response(answer.status_code, content=answer.content, headers=answer.headers)


def bad_gateway(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(502, text="Bad gateway")
