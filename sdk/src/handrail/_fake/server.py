"""The fake's front door: routes, keys, idempotency by id and body, long polls; a transport instead of a socket."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Condition
from typing import Final, TypeVar
from urllib.parse import unquote

import httpx2
from pydantic import BaseModel, TypeAdapter, ValidationError

from handrail._answers import Deliveries
from handrail._fake.calls import Calls
from handrail._fake.lessons import Taught
from handrail._fake.refusals import Refusal, invalid
from handrail._fake.requests import (
    Acknowledgement,
    ActionRequest,
    Completion,
    Draft,
    Failure,
    HandOverRequest,
    LeaseRequest,
    LessonQuestion,
    Turn,
)
from handrail._fake.talks import Talks

KEY: Final = "key"
STREAM: Final = "text/event-stream"
LULL: Final = 0.2
"""Seconds that a stream without deliveries stays open, so that a client that comes again at once does not spin."""
_JSON: Final = TypeAdapter(Mapping[str, object])
B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Route:
    """What a path does: the shape of its body, its own id where it has one, and who answers."""

    path: re.Pattern[str]
    run: Callable[[str, bytes], BaseModel | dict[str, bool]]
    own_id: Callable[[bytes], str] | None = None
    """Where the body has an id of its own: the scope of such ids, and it."""


class Server:
    """Answers requests as the real one does, in this process."""

    def __init__(self) -> None:
        self.talks = Talks()
        self.calls = Calls(self.talks)
        self.taught = Taught()
        self.changed = Condition()
        self.away = False
        self.loses_next_answer = False
        self._recorded: dict[str, tuple[str, bytes]] = {}
        self._routes = self._declared()

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request."""
        if self.away:
            raise httpx2.ConnectError("Nobody listens there.", request=request)
        with self.changed:
            try:
                response = self._answer(request)
            except Refusal as refusal:
                response = _json(refusal.status, refusal.body, "application/problem+json")
            self.changed.notify_all()
        if self.loses_next_answer and request.method == "POST":
            self.loses_next_answer = False
            raise httpx2.ReadTimeout("The answer was lost.", request=request)
        return response

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            raise Refusal("unauthenticated", "This key or session is not known.", field="Authorization")
        path = request.url.raw_path.decode().partition("?")[0]
        wait = float(request.url.params.get("wait", "0"))
        if request.method == "GET":
            return self._read(path, wait, request.headers.get("accept", ""))
        for route in self._routes:
            match = route.path.fullmatch(path)
            if match:
                return self._write(route, path, unquote(match[1]), request)
        raise Refusal("not_found", "There is no such thing here.")

    def _read(self, path: str, wait: float, accept: str) -> httpx2.Response:
        if path == "/v1/deliveries":
            if accept == STREAM:
                self.changed.wait_for(lambda: bool(self.talks.outbox), timeout=LULL)
            waiting = list(self.talks.outbox.values())
            if accept == STREAM:
                return _stream([(each.id, _encoded(each)) for each in waiting])
            return _json(200, Deliveries(deliveries=tuple(waiting)))
        call = self.calls.find(unquote(path.rpartition("/")[2]))
        self.changed.wait_for(lambda: not call.action.pending, timeout=wait)
        return _json(200, call.seen())

    def _write(self, route: Route, path: str, subject: str, request: httpx2.Request) -> httpx2.Response:
        """A request with an id of its own, or a key, is done once; the same body again gets the recorded answer."""
        body = request.content
        own = route.own_id(body) if route.own_id else request.headers.get("idempotency-key")
        key, seen = f"{subject} {own}" if route.own_id else f"{path} {own}", hashlib.sha256(body).hexdigest()
        if own is not None and key in self._recorded:
            earlier, answer = self._recorded[key]
            if earlier != seen:
                fix = "Send the same body again, or use a new id."
                raise Refusal("id_reused", "This id was used before with another body.", field="id", fix=fix)
            return httpx2.Response(200, content=answer, headers={"idempotency-replayed": "true"})
        response = _json(200, route.run(subject, body))
        if own is not None:
            self._recorded[key] = (seen, response.content)
        return response

    def _acknowledge(self, delivery: str, _nothing: Acknowledgement) -> dict[str, bool]:
        if self.talks.outbox.pop(delivery, None) is None:
            raise Refusal("not_found", "There is no such thing here.", field="delivery")
        return {"done": True}

    def _declared(self) -> tuple[Route, ...]:
        conversation, action = r"/v1/conversations/([^/]+)", r"/v1/actions/([^/]+)"
        return (
            _route(f"{conversation}/turns", Turn, self.talks.observe, ("turn", "id")),
            _route(f"{conversation}/proposals", Draft, self.talks.propose, ("turn", "id")),
            _route(f"{conversation}/hand-over", HandOverRequest, self.talks.hand_over, ("hand-over", "id")),
            _route(f"{conversation}/actions", ActionRequest, self.calls.ask, ("call", "call_id")),
            _route(f"{action}/lease", LeaseRequest, self.calls.lease),
            _route(f"{action}/completion", Completion, self.calls.complete),
            _route(f"{action}/failure", Failure, self.calls.fail),
            _route(r"/v1/lessons/(search)", LessonQuestion, self.taught.search),
            _route(r"/v1/deliveries/([^/]+)/acknowledgement", Acknowledgement, self._acknowledge),
        )


class Transport(httpx2.BaseTransport):
    """Carries requests to the fake."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask the fake."""
        return self._server.handle(request)


class AsyncTransport(httpx2.AsyncBaseTransport):
    """Carries requests to the fake without holding the event loop."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask the fake; a long poll waits in a thread of its own."""
        if request.url.params.get("wait", "0") == "0" and request.headers.get("accept") != STREAM:
            return self._server.handle(request)
        return await asyncio.to_thread(self._server.handle, request)


def _route(
    path: str,
    shape: type[B],
    handle: Callable[[str, B], BaseModel | dict[str, bool]],
    own_id: tuple[str, str] | None = None,
) -> Route:
    def read(body: bytes) -> B:
        try:
            return shape.model_validate_json(body)
        except ValidationError as error:
            raise invalid(error) from None

    def own(body: bytes) -> str:
        scope, name = own_id or ("", "")
        return f"{scope} {getattr(read(body), name)}"

    return Route(re.compile(path), lambda subject, body: handle(subject, read(body)), own if own_id else None)


def _encoded(value: BaseModel) -> bytes:
    """As the wire has it: no field that only this side knows."""
    own = {"reached", "duplicate", "recorded"}
    return value.model_dump_json(by_alias=True, exclude=own).encode()


def _json(
    status: int, value: BaseModel | Mapping[str, object], media_type: str = "application/json"
) -> httpx2.Response:
    content = _encoded(value) if isinstance(value, BaseModel) else _JSON.dump_json(value)
    return httpx2.Response(status, content=content, headers={"content-type": media_type})


def _stream(events: list[tuple[str, bytes]]) -> httpx2.Response:
    """What waits, and then the connection ends: the client comes again."""
    lines = [b": handrail\n\n"]
    lines += [b"id: " + name.encode() + b"\nevent: delivery\ndata: " + data + b"\n\n" for name, data in events]
    return httpx2.Response(200, content=b"".join(lines), headers={"content-type": STREAM})
