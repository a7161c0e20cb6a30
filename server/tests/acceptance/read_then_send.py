"""The control of the takeover race: a gateway as most are. It reads who has the floor, puts the reply into its outbox,
and a worker sends what lies there.

Nothing is wrong with it that a reading of its code would show at once, and all of it is on a real socket.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from handrail_server.cli.listening import bound, listening, port_of
from server.tests.acceptance.takeover_race import Agent, Sent

LOOKS_EVERY = 0.05


@dataclass(slots=True, kw_only=True)
class ReadThenSend:
    """The control as one side of a race: its own server, its channel, and its people."""

    agent: Agent
    client: httpx2.AsyncClient
    url: str = ""
    people: set[str] = field(default_factory=set)
    """Conversations that a person has."""
    turns: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    outbox: "asyncio.Queue[dict[str, object]]" = field(default_factory=asyncio.Queue)
    channel: list[Sent] = field(default_factory=list)
    making: set[asyncio.Task[None]] = field(default_factory=set)

    async def hear(self, talk: str, message: str, text: str) -> None:
        await self._post("message", {"talk": talk, "id": message, "text": text})

    async def take_over(self, talk: str, word: str, text: str | None) -> bool:
        await self._post("takeover", {"talk": talk})
        return text is None or await self.speak(talk, word, text)

    async def speak(self, talk: str, word: str, text: str) -> bool:
        await self._post("channel", {"talk": talk, "author": "person", "text": text, "id": word})
        return True

    async def hand_back(self, talk: str) -> None:
        await self._post("hand-back", {"talk": talk})

    async def fetch(self) -> list[Sent]:
        found, self.channel = self.channel, []
        return found

    async def on_message(self, request: Request) -> JSONResponse:
        body = await request.json()
        turns = self.turns.setdefault(body["talk"], [])
        turns.append({"author": "customer", "text": body["text"]})
        task = asyncio.create_task(self._answer(body["talk"]))
        self.making.add(task)
        task.add_done_callback(self.making.discard)
        return JSONResponse({})

    async def on_takeover(self, request: Request) -> JSONResponse:
        self.people.add((await request.json())["talk"])
        return JSONResponse({})

    async def on_hand_back(self, request: Request) -> JSONResponse:
        self.people.discard((await request.json())["talk"])
        return JSONResponse({})

    async def on_channel(self, request: Request) -> JSONResponse:
        body = await request.json()
        self.channel.append(Sent(talk=body["talk"], author=body["author"], text=body["text"], began=body["began"]))
        return JSONResponse({})

    async def _answer(self, talk: str) -> None:
        asked = {"conversation": talk, "turns": self.turns[talk], "steps": [{}]}
        answer = (await self.client.post(self.agent.url, json=asked)).json()
        holder = (await self.client.get(f"{self.url}/floor/{talk}")).json()["holder"]
        if holder == "agent":
            self.outbox.put_nowait(
                {"talk": talk, "author": "agent", "text": answer["text"]}
            )  # … and then somebody comes

    async def send(self) -> None:
        """The worker: it looks every so often, and nothing tells it that the floor has moved."""
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            while not self.outbox.empty():
                await self._post("channel", self.outbox.get_nowait())

    async def on_floor(self, request: Request) -> JSONResponse:
        return JSONResponse({"holder": "person" if request.path_params["talk"] in self.people else "agent"})

    async def _post(self, path: str, body: dict[str, object]) -> None:
        (await self.client.post(f"{self.url}/{path}", json={**body, "began": perf_counter()})).raise_for_status()


@asynccontextmanager
async def read_then_send(agent: Agent) -> AsyncIterator[ReadThenSend]:
    """The control on a socket of this machine."""
    async with AsyncExitStack() as closing:
        listener = closing.enter_context(bound("127.0.0.1", 0))
        client = await closing.enter_async_context(
            httpx2.AsyncClient(timeout=30, limits=httpx2.Limits(keepalive_expiry=1))
        )
        side = ReadThenSend(agent=agent, client=client, url=f"http://127.0.0.1:{port_of(listener)}")
        routes = [
            Route("/message", side.on_message, methods=["POST"]),
            Route("/takeover", side.on_takeover, methods=["POST"]),
            Route("/hand-back", side.on_hand_back, methods=["POST"]),
            Route("/channel", side.on_channel, methods=["POST"]),
            Route("/floor/{talk}", side.on_floor),
        ]
        await closing.enter_async_context(listening(Starlette(routes=routes), listener))
        worker = asyncio.create_task(side.send())
        yield side
        worker.cancel()
        await asyncio.gather(*side.making, worker, return_exceptions=True)
