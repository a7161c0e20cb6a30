"""The one way to declare requests and answers; OpenAPI is generated from the same declarations."""

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Generic, Literal, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handrail_server.api.bodies import BODY_LIMIT, decode, read
from handrail_server.api.problems import MEDIA_TYPE, problem
from handrail_server.core.basics.errors import Conflict, HandrailError, Invalid, Reused
from handrail_server.core.basics.time import DAY, At
from handrail_server.house.caller import ANYBODY, Caller, Recording
from handrail_server.house.house import House
from handrail_server.ports.writing import Answer

B = TypeVar("B")
R = TypeVar("R")
T = TypeVar("T")

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
OwnId = Callable[[Request, B], tuple[str, str]]
"""From the path and the body: the scope and the id that the request itself carries."""

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_PLACE = re.compile(r"[\w.:@+=~/-]{1,200}")

encode = msgspec.json.Encoder(decimal_format="string").encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A query parameter."""

    name: str
    description: str
    schema: Mapping[str, object] = field(default_factory=lambda: {"type": "string"})


@dataclass(slots=True, kw_only=True)
class Call(Generic[B]):
    """One request, read and checked."""

    house: House
    caller: Caller
    body: B
    request: Request
    now: At
    once: tuple[str, str] | None
    """Scope and key under which the answer is recorded; None: not idempotent by a key."""
    own: bool
    """The key is the request's own id, kept for ever; otherwise an Idempotency-Key, kept 24 hours."""
    digest: str
    recorded: Callable[[], bytes | None] = lambda: None

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str | None:
        """A query parameter, None where absent."""
        return self.request.query_params.get(name)

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole-number query parameter within bounds."""
        text = self.request.query_params.get(name)
        if text is None:
            return default
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise Invalid(f"`{name}` is not a whole number from {least} to {most}.", field=name, fix="Correct it.")
        return int(text)

    def record(self, present: Callable[[T], object]) -> Recording[T] | None:
        """How the flow writes its answer beside its change; None where the request carries no id."""
        if self.once is None:
            return None
        recording = Recording[T](
            scope=self.once[0],
            key=self.once[1],
            digest=self.digest,
            encode=lambda result: _answer(present(result)),
            expires_at=None if self.own else At(self.now + DAY),
        )
        self.recorded = lambda: recording.body
        return recording

    def record_once(self) -> Recording[T] | None:
        """As `record`, for an answer that holds a secret: what is kept says that it was shown."""
        present: Callable[[T], object] = _shown
        recording = self.record(present)
        self.recorded = lambda: None
        return recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A request that anyone can make with curl."""

    method: Method
    path: str
    run: Callable[[Request, House, Caller | None], Awaitable[Response]]
    name: str
    body: type | None
    reply: type | None
    tag: str
    summary: str
    public: bool
    parameters: tuple[Parameter, ...]
    media_type: str
    status: int
    visitor: bool
    """For customers in a widget, who carry the token of their visit."""
    upload: bool
    """Its body is a file, read by the handler."""
    keyed: bool
    """It takes an Idempotency-Key: it is a POST without an id of its own, and doing it twice would be twice."""


def endpoint(  # noqa: PLR0913  a declaration reads best in one call, each part by name
    method: Method,
    path: str,
    handle: Callable[[Call[B]], Awaitable[R | Response | HandrailError]],
    *,
    body: type[B],
    reply: type[R] | None,
    own_id: OwnId[B] | None = None,
    public: bool = False,
    parameters: tuple[Parameter, ...] = (),
    media_type: str = "application/json",
    status: int = 200,
    limit: int = BODY_LIMIT,
    repeatable: bool = False,
    visitor: bool = False,
    upload: bool = False,
) -> Endpoint:
    """Declare a request: what it takes, who handles it, what it answers. The handler's docstring is its summary.

    A POST that is `repeatable` changes nothing more when it is made again, so it takes no Idempotency-Key.
    """
    keyed = method == "POST" and own_id is None and not public and not repeatable
    decoder = None if body is NoneType else msgspec.json.Decoder(body)

    async def run(request: Request, house: House, caller: Caller | None) -> Response:
        refuse_odd_places(request)
        raw = b"" if decoder is None else await read(request, limit)
        call = Call(
            house=house,
            caller=caller or ANYBODY,
            body=_body(raw, decoder, body),
            request=request,
            now=house.clock.now(),
            once=None,
            own=own_id is not None,
            digest="",
        )
        if keyed or own_id is not None:
            _bind(call, raw, own_id)
        if keyed and (earlier := await _earlier(call)) is not None:
            return earlier
        try:
            result = await handle(call)
        except HandrailError:
            # A request with an id of its own is seldom made twice, so nothing is looked up before: the commit refuses
            # the second one, or what the first has changed does. Either way the first one's answer is the answer.
            if (earlier := await _earlier(call)) is not None:
                return earlier
            raise
        if call.own and call.recorded() is None and (earlier := await _earlier(call)) is not None:
            return earlier  # nothing was left to do, since it was done before
        if isinstance(result, HandrailError):
            raise result
        if isinstance(result, Response):
            return result
        return Response(call.recorded() or encode(result), status, media_type="application/json")

    return Endpoint(
        method=method,
        path=path,
        run=run,
        name=handle.__name__,
        body=None if body is NoneType else body,
        reply=reply,
        tag=handle.__module__.rsplit(".", 1)[-1],
        summary=(handle.__doc__ or "").strip(),
        public=public,
        parameters=parameters,
        media_type=media_type,
        status=status,
        visitor=visitor,
        upload=upload,
        keyed=keyed,
    )


def refuse_odd_places(request: Request) -> None:
    """What stands in a path is an id, and a query is text that every store can look for."""
    for name, value in request.path_params.items():
        if not _PLACE.fullmatch(value):
            raise Invalid("This is no id.", field=name, fix="Send at most 200 letters, digits and . : @ + = ~ _ -")
    if b"%00" in request.scope["query_string"] or b"\0" in request.scope["query_string"]:
        raise Invalid("The query has a NUL character.", field="query", fix="Remove it.")


def _body(raw: bytes, decoder: msgspec.json.Decoder[B] | None, body: type[B]) -> B:
    return body() if decoder is None else decode(raw, decoder)


def _bind(call: Call[B], raw: bytes, own_id: OwnId[B] | None) -> None:
    """Bind the request to its own id, else to its Idempotency-Key, with the digest of its body."""
    call.digest = hashlib.sha256(raw).hexdigest()
    kind, who = call.caller.actor.kind, call.caller.actor.id
    if call.caller.visit is not None:
        who = call.caller.visit.conversation  # customers whom nobody knows are told apart by what they talk in
    if own_id is not None:
        # The answer is for whoever asked: another caller who guesses id and body is judged by their own rights.
        scope, name = own_id(call.request, call.body)
        call.once = (f"{scope}:{kind}:{who}", name)
        return
    key = call.request.headers.get("idempotency-key")
    if key is None:
        return
    if not 1 <= len(key) <= 200:
        raise Invalid("The Idempotency-Key has not 1 to 200 characters.", field="Idempotency-Key", fix="Send a UUID.")
    call.once = (f"key:{kind}:{who}:{call.request.url.path}", key)


async def _earlier(call: Call[B]) -> Response | None:
    """The recorded answer to the same request; the same id with another body is a conflict."""
    if call.once is None:
        return None
    answer = await call.house.journal.answer(call.caller.org, *call.once, call.now)
    if answer is None:
        return None
    if answer.digest != call.digest:
        raise Reused(
            "This id was used before with another body.",
            field="id" if call.own else "Idempotency-Key",
            fix="Send the same body again, or use a new id.",
        )
    return _again(answer)


def _shown(_: object) -> HandrailError:
    return Conflict(
        "This was done before, and the secret in its answer is shown once.",
        field="Idempotency-Key",
        fix="Look at what was made; where its secret is lost, renew it.",
    )


def _answer(shape: object) -> tuple[int, bytes]:
    """What is recorded: also a refusal is the answer to its request."""
    if isinstance(shape, HandrailError):
        refused = problem(shape)
        return refused.status_code, bytes(refused.body)
    return 200, encode(shape)


def _again(answer: Answer) -> Response:
    headers = {"idempotency-replayed": "true"}
    media_type = "application/json" if answer.status < 400 else MEDIA_TYPE
    return Response(answer.body, answer.status, media_type=media_type, headers=headers)
