"""The control of the takeover race: a gateway as most are. It reads who has the floor, stores the reply, and sends it.

Nothing is wrong with it that a reading of its code would show at once. All is on a real socket, and what it stores is
on the disk.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from handrail_server.cli.listening import bound, listening, port_of
from server.tests.acceptance.takeover_race import Agent, Sent


@dataclass(slots=True, kw_only=True)
class ReadThenSend:
    """The control as one side of a race: its own server, its channel, and its people."""

    agent: Agent
    client: httpx2.AsyncClient
    kept: Path
    url: str = ""
    people: set[str] = field(default_factory=set)
    """Conversations that a person has."""
    turns: dict[str, list[dict[str, str]]] = field(default_factory=dict)
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
            await asyncio.to_thread(self._store, answer["text"])  # … and here, a takeover comes
            await self._post("channel", {"talk": talk, "author": "agent", "text": answer["text"]})

    def _store(self, text: str) -> None:
        with self.kept.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(file.fileno())

    async def on_floor(self, request: Request) -> JSONResponse:
        return JSONResponse({"holder": "person" if request.path_params["talk"] in self.people else "agent"})

    async def _post(self, path: str, body: dict[str, object]) -> None:
        (await self.client.post(f"{self.url}/{path}", json={**body, "began": perf_counter()})).raise_for_status()


@asynccontextmanager
async def read_then_send(agent: Agent, data: Path) -> AsyncIterator[ReadThenSend]:
    """The control on a socket of this machine."""
    async with AsyncExitStack() as closing:
        listener = closing.enter_context(bound("127.0.0.1", 0))
        client = await closing.enter_async_context(httpx2.AsyncClient(timeout=30))
        side = ReadThenSend(
            agent=agent, client=client, kept=data / "replies.txt", url=f"http://127.0.0.1:{port_of(listener)}"
        )
        routes = [
            Route("/message", side.on_message, methods=["POST"]),
            Route("/takeover", side.on_takeover, methods=["POST"]),
            Route("/hand-back", side.on_hand_back, methods=["POST"]),
            Route("/channel", side.on_channel, methods=["POST"]),
            Route("/floor/{talk}", side.on_floor),
        ]
        await closing.enter_async_context(listening(Starlette(routes=routes), listener))
        yield side
        await asyncio.gather(*side.making, return_exceptions=True)
