"""Agents of each kind, real servers on loopback among them, that do what a test tells them."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from handrail import webhooks
from handrail_server.adapters.identity.vault import SealedVault
from handrail_server.adapters.identity.webhook_secrets import DerivedWebhookSecrets
from handrail_server.adapters.notify.guard import Guard
from handrail_server.adapters.notify.signature import signed
from handrail_server.adapters.responding.chat import ChatResponder
from handrail_server.adapters.responding.posting import Poster
from handrail_server.adapters.responding.python import PythonResponder
from handrail_server.adapters.responding.webhook import WebhookResponder
from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, ConversationId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import Responder, ResponderKind
from handrail_server.ports.responding import Ask, Given, Line, Responders, Unanswered, Wanted
from handrail_server.ports.tools import Tool

ORG, SHOP = OrgId("acme"), AgentId("shop")
VAULT, SECRETS = SealedVault(b"v" * 32), DerivedWebhookSecrets(b"w" * 32)
KEY = "sk-not-a-real-key"
TOOL = Tool(
    name="look_up_order",
    called="Look up",
    description="An order.",
    parameters={"type": "object", "properties": {"order": {"type": "string"}}},
)
NOW = At(1_800_000_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What an agent does when it is asked."""

    text: str = ""
    tool: str | None = None
    arguments: dict[str, object] = field(default_factory=dict)
    person_because: str | None = None
    fails: Failing | None = None


@dataclass(slots=True, kw_only=True)
class Subject:
    """A responder of some kind, and the agent behind it."""

    responders: Responders
    settings: Responder
    doing: Doing = field(default_factory=Doing)
    heard: list[str] = field(default_factory=list)
    """What the agent was sent, as text."""

    async def ask(self, doing: Doing, ask: Ask | None = None) -> Given:
        self.doing = doing
        return await self.responders.answer(ask or an_ask(), self.settings)


def an_ask() -> Ask:
    return Ask(
        org=ORG,
        agent=SHOP,
        called="Shop",
        conversation=ConversationId("c1"),
        round=1,
        attempt=1,
        customer=None,
        profile=None,
        channel="chat",
        language="en",
        lines=(Line(author=ActorKind.CUSTOMER, text="Where is FB-1?", at=NOW),),
        unanswered=1,
        steps=(),
        tools=(TOOL,),
        now=NOW,
    )


@asynccontextmanager
async def python_agent() -> AsyncIterator[Subject]:
    """A callable in this process."""
    subject: Subject

    async def called(ask: Ask) -> Given:
        subject.heard.append(repr(ask))
        doing = subject.doing
        match doing.fails:
            case Failing.TIMEOUT:
                raise Unanswered("slow", kind=Failing.TIMEOUT)
            case Failing.OUTAGE:
                raise ConnectionError("down")
            case Failing.REFUSED:
                raise Unanswered("no", kind=Failing.REFUSED, permanent=True)
            case Failing.MALFORMED:
                return "words"  # type: ignore[return-value]
            case _:
                wanted = (Wanted(name="1", tool=doing.tool, arguments=doing.arguments),) if doing.tool else ()
                return Given(text=doing.text, calls=wanted, person_because=doing.person_because)

    subject = Subject(
        responders=PythonResponder({"mine": called}), settings=Responder(kind=ResponderKind.PYTHON, name="mine")
    )
    yield subject


@asynccontextmanager
async def webhook_agent() -> AsyncIterator[Subject]:
    """An application that checks the signature and answers."""

    def answers(subject: Subject, body: bytes) -> Response:
        del body
        doing = subject.doing
        calls = [{"id": "1", "tool": doing.tool, "arguments": doing.arguments}] if doing.tool else []
        return JSONResponse({"text": doing.text, "calls": calls, "person_because": doing.person_because})

    async with _serving(answers, ResponderKind.WEBHOOK, "/answer") as subject:
        yield subject


@asynccontextmanager
async def streaming_agent() -> AsyncIterator[Subject]:
    """A chat endpoint that streams, its calls in pieces."""

    def answers(subject: Subject, body: bytes) -> Response:
        assert json.loads(body)["stream"] is True
        return StreamingResponse(_stream(subject.doing), media_type="text/event-stream")

    async with _serving(answers, ResponderKind.CHAT, "/v1/chat/completions") as subject:
        yield subject


@asynccontextmanager
async def whole_agent() -> AsyncIterator[Subject]:
    """A chat endpoint that does not stream."""

    def answers(subject: Subject, body: bytes) -> Response:
        del body
        calls = [{"id": "1", "type": "function", "function": _function(subject.doing)}]
        asks = subject.doing.tool or subject.doing.person_because
        message = {"role": "assistant", "content": subject.doing.text, "tool_calls": calls if asks else None}
        return JSONResponse({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

    async with _serving(answers, ResponderKind.CHAT, "/v1/chat/completions") as subject:
        yield subject


AGENTS = {"python": python_agent, "webhook": webhook_agent, "streaming": streaming_agent, "whole": whole_agent}


def _function(doing: Doing) -> dict[str, str]:
    if doing.person_because:
        return {"name": "transfer_to_person", "arguments": json.dumps({"reason": doing.person_because})}
    return {"name": doing.tool or "", "arguments": json.dumps(doing.arguments)}


async def _stream(doing: Doing) -> AsyncIterator[bytes]:
    function = _function(doing)
    asks = doing.tool or doing.person_because
    deltas: list[dict[str, object]] = [{"content": part} for part in re.findall(r"\S+\s*", doing.text)]
    if asks:
        half = len(function["arguments"]) // 2
        first = {
            "index": 0,
            "id": "1",
            "function": {"name": function["name"], "arguments": function["arguments"][:half]},
        }
        second = {"index": 0, "function": {"arguments": function["arguments"][half:]}}
        deltas += [{"tool_calls": [first]}, {"tool_calls": [second]}]
    for delta in deltas:
        chosen = {"index": 0, "delta": delta, "logprobs": {"content": [{"token": "x", "logprob": -0.1}]}}
        yield f"data: {json.dumps({'choices': [chosen]})}\n\n".encode()
        await asyncio.sleep(0)
    yield f"data: {json.dumps({'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]})}\n\n".encode()
    yield b"data: [DONE]\n\n"


Answers = Callable[[Subject, bytes], Response]


@asynccontextmanager
async def _serving(answers: Answers, kind: ResponderKind, path: str) -> AsyncIterator[Subject]:
    subject: Subject

    async def receive(request: Request) -> Response:
        body = await request.body()
        subject.heard.append(body.decode())
        _check(kind, subject, request, body)
        match subject.doing.fails:
            case Failing.TIMEOUT:
                await asyncio.sleep(1.2)
                return Response(status_code=200)
            case Failing.OUTAGE:
                return Response(status_code=503)
            case Failing.REFUSED:
                return Response(status_code=401)
            case Failing.MALFORMED:
                return Response("<html>hello</html>", media_type="text/html")
            case _:
                return answers(subject, body)

    async with AsyncExitStack() as closing:
        listener = closing.enter_context(bound("127.0.0.1", 0))
        await closing.enter_async_context(
            listening(Starlette(routes=[Route(path, receive, methods=["POST"])]), listener)
        )
        client = await closing.enter_async_context(httpx2.AsyncClient())
        poster = Poster(client, Guard(["127.0.0.1"]))
        base = f"http://127.0.0.1:{port_of(listener)}"
        if kind is ResponderKind.WEBHOOK:
            responders: Responders = WebhookResponder(poster, SECRETS, signed)
            settings = Responder(kind=kind, address=f"{base}{path}", seconds=1)
        else:
            responders = ChatResponder(poster, VAULT)
            sealed = VAULT.seal(ORG, f"responder/{SHOP}", KEY)
            settings = Responder(kind=kind, address=f"{base}/v1", model="small", key=sealed, seconds=1)
        subject = Subject(responders=responders, settings=settings)
        yield subject


def _check(kind: ResponderKind, subject: Subject, request: Request, body: bytes) -> None:
    if kind is ResponderKind.CHAT:
        assert request.headers["authorization"] == f"Bearer {KEY}"
        return
    secret = SECRETS.of(ORG, SHOP, subject.settings.address or "")
    stamp = int(request.headers["webhook-timestamp"])
    assert abs(stamp - NOW / 1_000) < 1
    webhooks.verify(secret, dict(request.headers), body, now=stamp)
