"""Two server processes over one PostgreSQL: the customer is on one, the rep on the other, and both hear everything."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import httpx2
import pytest

from handrail_server.config import Config
from handrail_server.demo.keys import demo_keys
from handrail_server.demo.seed import seed
from handrail_server.main import open_house
from server.tests.acceptance.chatting import Chatting, chatting, elsewhere
from server.tests.acceptance.running import PATIENCE, Json
from server.tests.acceptance.serving import serving

pytestmark = pytest.mark.postgres

SOON = 2.5
"""Seconds; whoever were not told by the other process would hear of it at the next look, five seconds later."""


@dataclass(slots=True, kw_only=True)
class Rep:
    """A person's console: its requests, and the live stream it follows."""

    client: httpx2.AsyncClient
    heard: list[Json] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, path: str, body: Json | None = None) -> Json:
        response = await self.client.post(path, json=body)
        assert not response.is_error, response.text
        found = response.json()
        assert isinstance(found, dict)
        return found

    async def hears(self, conversation: str, verb: str, *, after: int = 0, **wanted: object) -> None:
        """Wait until the stream brings such a fact of the conversation."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self.news.clear()
                for each in self.heard[after:]:
                    subject, data = each["subject"], each["data"]
                    assert isinstance(subject, dict)
                    assert isinstance(data, dict)
                    if (subject["id"], each["fact"]) == (conversation, verb) and wanted.items() <= data.items():
                        return
                await self.news.wait()

    async def listen(self) -> None:
        """Follow the live stream until cancelled."""
        async with self.client.stream("GET", "/v1/stream") as response:
            name = ""
            async for line in response.aiter_lines():
                self.began.set()
                kind, _, rest = line.partition(": ")
                if kind == "event":
                    name = rest
                elif kind == "data" and name == "fact":
                    self.heard.append(json.loads(rest))
                    self.news.set()


@asynccontextmanager
async def following(*listening: Awaitable[None]) -> AsyncIterator[None]:
    """Follow these live streams for as long as the context is open."""
    tasks = [asyncio.ensure_future(each) for each in listening]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_customer_and_rep_on_two_servers_hear_one_another(tmp_path: Path, postgres_dsn: str) -> None:
    async with open_house(Config(data=tmp_path, database=postgres_dsn, worker=False)) as opened:
        await seed(opened.house)
        keys = await demo_keys(opened.house, tmp_path, url="http://127.0.0.1")
    async with AsyncExitStack() as closing:
        one = await closing.enter_async_context(serving(tmp_path, postgres_dsn))
        two = await closing.enter_async_context(serving(tmp_path, postgres_dsn))
        ann = await closing.enter_async_context(chatting(one.url))
        headers = {"authorization": f"Bearer {keys.people['tomasz.wilk']}"}
        tomasz = Rep(client=httpx2.AsyncClient(base_url=two.url, headers=headers, timeout=30))
        await closing.enter_async_context(tomasz.client)
        await closing.enter_async_context(following(ann.listen(), tomasz.listen()))
        await ann.is_told("state", speaker="agent")
        await tomasz.began.wait()
        await _talk(ann, tomasz)
        async with elsewhere(ann, two.url) as moved:
            assert await moved.history() == await ann.history(), "it is one conversation, whoever is asked"


async def _talk(ann: Chatting, tomasz: Rep) -> None:
    """From the customer's first word to the agent's having it again, each step heard on the other server."""
    talk = f"/v1/conversations/{ann.conversation}"
    began = perf_counter()
    await ann.says("How long do I have to send something back?")
    await tomasz.hears(ann.conversation, "TurnObserved", author="customer")
    assert perf_counter() - began < SOON
    await ann.is_told("message", author="agent")
    await tomasz.hears(ann.conversation, "TurnObserved", author="agent")

    began = perf_counter()
    await tomasz.post(f"{talk}/takeover")
    await ann.is_told("state", speaker="person", name="Tomasz")
    assert perf_counter() - began < SOON
    began = perf_counter()
    await tomasz.post(f"{talk}/messages", {"id": "w1", "text": "Thirty days. Shall I send you a label?"})
    await ann.is_told("message", author="person", text="Thirty days. Shall I send you a label?")
    assert perf_counter() - began < SOON

    heard = len(tomasz.heard)
    began = perf_counter()
    await ann.says("Yes, please.")
    await tomasz.hears(ann.conversation, "TurnObserved", after=heard, author="customer")
    assert perf_counter() - began < SOON
    ann.told.clear()
    await tomasz.post(f"{talk}/hand-back", {"note": "A label was promised.", "disposition": "label_sent"})
    await ann.is_told("state", speaker="agent")
