"""Carrying steps out over HTTP: the only place that sends a request, once waiting and once awaiting."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from importlib.metadata import version
from typing import Final, TypeVar

import httpx2

from handrail._steps import Answer, Send, Steps, Wait

T = TypeVar("T")

NOTHING: Final = Answer(status=0, body=b"")
SILENCE: Final = 45.0
"""Seconds without a byte after which a stream, which beats every 15, is taken for dead."""
MANY: Final = httpx2.Limits(max_connections=None, max_keepalive_connections=20)
"""Each call that waits for a person holds a connection: a limit here would be an outage of our own making."""
_AGAIN: Final = (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError)
"""A kept-alive connection that the other side had closed: each request may be sent again, by its id or key."""


class Carrier:
    """Carries steps out and waits for each."""

    def __init__(
        self,
        url: str,
        api_key: str,
        timeout: float,
        transport: httpx2.BaseTransport | None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.client = httpx2.Client(base_url=url, headers=_headers(api_key), transport=transport, limits=MANY)
        self.sleep = sleep
        self._timeout = timeout

    def carry(self, steps: Steps[T]) -> T:
        """The result of the verb; what it raises is raised here."""
        with closing(steps):
            try:
                step = next(steps)
                while True:
                    step = steps.send(self._do(step))
            except StopIteration as stop:
                result: T = stop.value
                return result

    def _do(self, step: Send | Wait) -> Answer:
        if isinstance(step, Wait):
            self.sleep(step.seconds)
            return NOTHING
        request = self.client.build_request(
            step.method,
            step.path,
            content=step.body,
            headers=_own_headers(step),
            timeout=_patience(step, self._timeout),
        )
        try:
            return answer_of(self._send(request), self._timeout)
        except httpx2.RequestError as error:
            return _lost(error)

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        try:
            return self.client.send(request)
        except _AGAIN:
            return self.client.send(request)


class AsyncCarrier:
    """Carries steps out and lets others work meanwhile."""

    def __init__(
        self,
        url: str,
        api_key: str,
        timeout: float,
        transport: httpx2.AsyncBaseTransport | None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.client = httpx2.AsyncClient(base_url=url, headers=_headers(api_key), transport=transport, limits=MANY)
        self.sleep = sleep
        self._timeout = timeout

    async def carry(self, steps: Steps[T]) -> T:
        """The result of the verb; what it raises is raised here."""
        with closing(steps):
            try:
                step = next(steps)
                while True:
                    step = steps.send(await self._do(step))
            except StopIteration as stop:
                result: T = stop.value
                return result

    async def _do(self, step: Send | Wait) -> Answer:
        if isinstance(step, Wait):
            await self.sleep(step.seconds)
            return NOTHING
        request = self.client.build_request(
            step.method,
            step.path,
            content=step.body,
            headers=_own_headers(step),
            timeout=_patience(step, self._timeout),
        )
        try:
            return answer_of(await self._send(request), self._timeout)
        except httpx2.RequestError as error:
            return _lost(error)

    async def _send(self, request: httpx2.Request) -> httpx2.Response:
        try:
            return await self.client.send(request)
        except _AGAIN:
            return await self.client.send(request)


def stream_timeout() -> httpx2.Timeout:
    """A stream is quiet for long; its heartbeats say that it lives."""
    return httpx2.Timeout(10.0, read=SILENCE)


def _patience(send: Send, timeout: float) -> httpx2.Timeout:
    return httpx2.Timeout(timeout, read=timeout + send.wait)


def _headers(api_key: str) -> dict[str, str]:
    if not api_key:
        raise ValueError("The api_key is empty.")
    return {"authorization": f"Bearer {api_key}", "user-agent": f"handrail-python/{version('handrail')}"}


def _own_headers(send: Send) -> dict[str, str]:
    headers = {"accept": "application/json"}
    if send.body is not None:
        headers["content-type"] = "application/json"
    if send.key is not None:
        headers["idempotency-key"] = send.key
    return headers


def answer_of(response: httpx2.Response, patience: float = 0) -> Answer:
    """The answer in a response; a pause that the server asks for is taken up to `patience` seconds."""
    after = response.headers.get("retry-after", "")
    seconds = float(after) if after.isdecimal() else None
    worth_it = seconds is not None and seconds <= patience
    return Answer(status=response.status_code, body=response.content, retry_after=seconds if worth_it else None)


def _lost(error: httpx2.RequestError) -> Answer:
    why = f"Handrail did not answer: {type(error).__name__} {error}".rstrip()
    return Answer(status=0, body=f"{why}.".encode())
