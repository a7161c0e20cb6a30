"""One story for both clients: what to ask next, written without asking.

Each verb is a generator of steps (send this request, wait so long) that is told each answer and returns the verb's
result. `Handrail` and `AsyncHandrail` only carry the steps out, so that neither can drift from the other.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar
from urllib.parse import quote

from pydantic import ConfigDict, TypeAdapter, ValidationError

from handrail._answers import Problem
from handrail._errors import (
    AgentStopped,
    Conflict,
    FloorLost,
    Forbidden,
    HandrailError,
    IdReused,
    InvalidRequest,
    NotFound,
    RateLimited,
    Refused,
    Unauthenticated,
    Unreachable,
)

T = TypeVar("T")

_JSON: Final = TypeAdapter[object](object, config=ConfigDict(ser_json_inf_nan="strings"))

REASONS: Final[Mapping[str, type[Refused]]] = {
    "stale_epoch": FloorLost,
    "agent_stopped": AgentStopped,
    "id_reused": IdReused,
}
STATUSES: Final[Mapping[int, type[Refused]]] = {
    400: InvalidRequest,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: InvalidRequest,
    422: InvalidRequest,
    429: RateLimited,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Ask Handrail this. A request with an id or a key of its own may be sent again."""

    method: Literal["GET", "POST"]
    path: str
    body: bytes | None = None
    key: str | None = None
    """The Idempotency-Key, where the body carries no id."""
    wait: float = 0
    """How long the server may think before it answers, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Do nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. Status 0: nothing did, and `body` says why."""

    status: int
    body: bytes
    retry_after: float | None = None


Steps = Generator[Send | Wait, Answer, T]


def path(*parts: str) -> str:
    """A path under /v1; ids may contain any character, also a slash."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def post(to: str, body: Mapping[str, object], *, key: str | None = None) -> Send:
    """A request that carries JSON; what JSON lacks is written as text."""
    return Send(method="POST", path=to, body=_JSON.dump_json(body, fallback=str), key=key)


def ask(send: Send, shape: TypeAdapter[T]) -> Steps[T]:
    """Send a request and read its answer; raises `Refused` or `Unreachable`."""
    answer = yield send
    if answer.status == 429 and answer.retry_after is not None:
        yield Wait(seconds=answer.retry_after)
        answer = yield send
    if not 200 <= answer.status < 300:
        raise error_of(answer)
    try:
        return shape.validate_json(answer.body)
    except ValidationError:
        raise Unreachable("What answered is not Handrail, or one that this version cannot read.") from None


def error_of(answer: Answer) -> HandrailError:
    """What an answer that is no success means."""
    if answer.status == 0:
        return Unreachable(answer.body.decode())
    if answer.status >= 500:
        return Unreachable(f"Handrail answered {answer.status}.")
    try:
        problem = Problem.model_validate_json(answer.body)
    except ValidationError:
        return Unreachable(f"Something that is not Handrail answered {answer.status}.")
    return REASONS.get(problem.reason, STATUSES.get(answer.status, Refused))(problem)
