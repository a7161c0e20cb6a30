"""An agent behind an endpoint that speaks the OpenAI chat protocol, with tools and streaming.

Streamed text is gathered here and judged whole. Its confidence is the mean probability of its words where the endpoint
gives log-probabilities; where it gives none, Handrail estimates one.
"""

import json
import math
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

import httpx2
import msgspec

from handrail_server.adapters.responding.messages import TRANSFER, messages_of, tools_of
from handrail_server.adapters.responding.posting import LIMIT, Poster, whole
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import Responder
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin
from handrail_server.ports.responding import Ask, Given, Unanswered, Vault, Wanted

_DATA: Final = "data:"
_DONE: Final = "[DONE]"
_CALLS: Final = 16

Index = Annotated[int, msgspec.Meta(ge=0, lt=_CALLS)]


class _Function(msgspec.Struct, frozen=True):
    name: str | None = None
    arguments: str | None = None


class _Call(msgspec.Struct, frozen=True):
    index: Index | None = None
    id: str | None = None
    function: _Function = msgspec.field(default_factory=_Function)


class _Words(msgspec.Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_Call] | None = None


class _Token(msgspec.Struct, frozen=True):
    logprob: float


class _Probabilities(msgspec.Struct, frozen=True):
    content: list[_Token] | None = None


class _Choice(msgspec.Struct, frozen=True):
    delta: _Words | None = None
    message: _Words | None = None
    logprobs: _Probabilities | None = None
    finish_reason: str | None = None


class _Part(msgspec.Struct, frozen=True):
    choices: list[_Choice] = msgspec.field(default_factory=list)


_part = msgspec.json.Decoder(_Part).decode


@dataclass(slots=True)
class _Calling:
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(slots=True)
class _Gathered:
    """An answer as it comes in, part by part."""

    text: list[str] = field(default_factory=list)
    calls: dict[int, _Calling] = field(default_factory=dict)
    probabilities: list[float] = field(default_factory=list)
    finish: str | None = None
    size: int = 0

    def take(self, part: _Part) -> None:
        """Add a part."""
        for choice in part.choices[:1]:
            words = choice.delta or choice.message or _Words()
            self._say(words.content or words.refusal or "")
            for place, call in enumerate(words.tool_calls or ()):
                self._call(call, place)
            if choice.logprobs is not None:
                self.probabilities += [token.logprob for token in choice.logprobs.content or ()]
            self.finish = choice.finish_reason or self.finish

    def _say(self, text: str) -> None:
        self._count(text)
        self.text.append(text)

    def _call(self, call: _Call, place: int) -> None:
        known = self.calls.setdefault(place if call.index is None else call.index, _Calling())
        known.id = call.id or known.id
        known.name = call.function.name or known.name
        self._count(call.function.arguments or "")
        known.arguments += call.function.arguments or ""

    def _count(self, text: str) -> None:
        self.size += len(text)
        if self.size > LIMIT or len(self.calls) > _CALLS:
            raise Unanswered("the answer is too long", kind=Failing.MALFORMED)


class ChatResponder:
    """Asks a chat endpoint."""

    def __init__(self, poster: Poster, vault: Vault) -> None:
        self._poster = poster
        self._vault = vault

    async def answer(self, ask: Ask, responder: Responder) -> Given:
        """Ask, gather the whole answer; raises `Unanswered`."""
        headers = {"accept": "text/event-stream, application/json"}
        if responder.key is not None:
            key = self._vault.open(ask.org, f"responder/{ask.agent}", responder.key)
            headers["authorization"] = f"Bearer {key}"
        address = f"{(responder.address or '').rstrip('/')}/chat/completions"
        gathered = _Gathered()
        async with self._poster.post(address, _body(ask, responder), headers, seconds=responder.seconds) as response:
            async for part in _parts(response):
                gathered.take(part)
        return _given(gathered)


def _body(ask: Ask, responder: Responder) -> bytes:
    asked: dict[str, object] = {"model": responder.model, "messages": messages_of(ask, responder), "stream": True}
    asked["tools"] = tools_of(ask)
    if responder.log_probabilities:
        asked["logprobs"] = True
    return json.dumps(asked, ensure_ascii=False).encode()


async def _parts(response: httpx2.Response) -> AsyncIterator[_Part]:
    """Server-sent events, or the whole answer as one JSON object from an endpoint that does not stream."""
    try:
        if "text/event-stream" not in response.headers.get("content-type", ""):
            yield _part(await whole(response))
            return
        async for line in response.aiter_lines():
            data = line.removeprefix(_DATA).strip()
            if not line.startswith(_DATA):
                continue
            if data == _DONE:
                return
            yield _part(data)
    except msgspec.DecodeError as wrong:
        raise Unanswered(f"no chat answer: {wrong}"[:200], kind=Failing.MALFORMED) from None


def _given(gathered: _Gathered) -> Given:
    if gathered.finish in ("length", "content_filter"):
        raise Unanswered(f"it broke off: {gathered.finish}", kind=Failing.MALFORMED)
    if gathered.finish is None:
        raise Unanswered("the answer broke off", kind=Failing.OUTAGE)
    text, calls = "".join(gathered.text), tuple(_wanted(call) for call in gathered.calls.values())
    asked = next((call for call in calls if call.tool == TRANSFER), None)
    if asked is not None:
        return Given(text=text, person_because=str(asked.arguments.get("reason") or "The agent asks for a person."))
    if not text.strip() and not calls:
        raise Unanswered("an empty answer", kind=Failing.MALFORMED)
    return Given(text=text, calls=calls, confidence=_confidence(gathered.probabilities))


def _wanted(call: _Calling) -> Wanted:
    return Wanted(name=call.id or call.name, tool=call.name, arguments=_arguments(call.arguments))


def _arguments(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unanswered("a call's arguments are no JSON object", kind=Failing.MALFORMED)
    return found


def _confidence(logprobs: list[float]) -> Confidence | None:
    """The geometric mean of the tokens' probabilities."""
    if not logprobs:
        return None
    value = math.exp(sum(logprobs) / len(logprobs))
    return Confidence(value=round(min(1.0, max(0.0, value)), 4), origin=ConfidenceOrigin.LOG_PROBABILITIES)
