"""Fernbrook on a real socket of this machine, and its people and agents as HTTP clients."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx2
from structlog.testing import capture_logs

from handrail import AsyncHandrail, Delivery
from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.config import Config
from handrail_server.demo.keys import DemoKeys, demo_keys
from handrail_server.demo.seed import seed
from handrail_server.house.house import House
from handrail_server.main import Opened, build, open_house

PATIENCE = 15.0
"""Seconds after which something that should happen has not happened."""

T = TypeVar("T")
Json = Mapping[str, object]


class Refused(AssertionError):
    """The server said no; `status` and `problem` say how."""

    def __init__(self, response: httpx2.Response) -> None:
        asked = f"{response.request.method} {response.request.url.path}"
        super().__init__(f"{asked}: {response.status_code} {response.text}")
        self.status = response.status_code
        self.text = response.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A person at work: plain HTTP with their key."""

    name: str
    client: httpx2.AsyncClient

    async def get(self, path: str, **query: str | int) -> dict[str, object]:
        return _json(await self.client.get(path, params=query or None))

    async def text(self, path: str, **query: str | int) -> str:
        response = await self.client.get(path, params=query or None)
        if response.is_error:
            raise Refused(response)
        return response.text

    async def post(self, path: str, body: Json | None = None) -> dict[str, object]:
        return _json(await self.client.post(path, json=body))

    async def delete(self, path: str) -> dict[str, object]:
        return _json(await self.client.delete(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fernbrook:
    """The running demo."""

    url: str
    data: Path
    keys: DemoKeys
    opened: Opened
    logs: list[MutableMapping[str, object]]
    closing: AsyncExitStack = field(repr=False)

    @property
    def house(self) -> House:
        return self.opened.house

    async def agent(self, name: str) -> AsyncHandrail:
        """The agent's application, with the SDK."""
        rail = AsyncHandrail(self.url, self.keys.agents[name], on_unreachable="hold", timeout=10)
        return await self.closing.enter_async_context(rail)

    async def person(self, name: str) -> Desk:
        headers = {"Authorization": f"Bearer {self.keys.people[name]}"}
        client = httpx2.AsyncClient(base_url=self.url, headers=headers, timeout=30)
        return Desk(name=name, client=await self.closing.enter_async_context(client))

    async def until(self, look: Callable[[], Awaitable[T | None]]) -> T:
        """What `look` finds, as soon as it finds something; every commit is a reason to look again."""
        async with asyncio.timeout(PATIENCE):
            while (found := await look()) is None:
                await self.house.bell.wait("facts", seconds=0.1)
            return found


@asynccontextmanager
async def fernbrook(
    data: Path, *, database: str | None = None, slack_webhook: str | None = None, webhook_allow: tuple[str, ...] = ()
) -> AsyncIterator[Fernbrook]:
    """The demo organisation behind a real HTTP server, with the worker's loops."""
    with bound("127.0.0.1", 0) as listener, capture_logs() as logs:
        config = Config(data=data, database=database, port=port_of(listener), webhook_allow=webhook_allow)
        async with AsyncExitStack() as closing:
            opened = await closing.enter_async_context(open_house(config))
            await seed(opened.house, slack_webhook=slack_webhook)
            keys = await demo_keys(opened.house, data, url=config.url)
            await closing.enter_async_context(listening(build(config, opened), listener))
            yield Fernbrook(url=config.url, data=data, keys=keys, opened=opened, logs=logs, closing=closing)


async def delivered(rail: AsyncHandrail, conversation: str, *, until: Callable[[Delivery], bool]) -> list[Delivery]:
    """The deliveries of a conversation, acknowledged one by one, up to the first that `until` waits for."""
    found: list[Delivery] = []
    async with asyncio.timeout(PATIENCE):
        async for each in rail.deliveries():
            if each.conversation != conversation:
                continue
            found.append(each)
            if until(each):
                await rail.acknowledge(each.id)
                return found
    raise AssertionError("the deliveries ended")


def _json(response: httpx2.Response) -> dict[str, object]:
    if response.is_error:
        raise Refused(response)
    found = response.json()
    assert isinstance(found, dict)
    return found
