"""A receiver of Slack's incoming webhooks on loopback, which keeps what it was sent."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from handrail_server.cli.listening import bound, listening, port_of


@dataclass(slots=True)
class SlackChannel:
    """What was posted."""

    url: str
    posted: "asyncio.Queue[dict[str, object]]" = field(default_factory=asyncio.Queue)

    async def receive(self, request: Request) -> PlainTextResponse:
        self.posted.put_nowait(json.loads(await request.body()))
        return PlainTextResponse("ok")


@asynccontextmanager
async def slack_channel() -> AsyncIterator[SlackChannel]:
    """A channel that listens."""
    with bound("127.0.0.1", 0) as listener:
        channel = SlackChannel(f"http://127.0.0.1:{port_of(listener)}/services/T1")
        app = Starlette(routes=[Route("/services/T1", channel.receive, methods=["POST"])])
        async with listening(app, listener):
            yield channel
