"""Handrail as one side of a takeover race: server processes of their own, spoken to over HTTP only."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from time import perf_counter
from zlib import crc32

import httpx2

from handrail_server.config import Config
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import AgentId, PersonId, QueueId
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.turns.agent import Agent as Registered
from handrail_server.core.turns.responder import Responder, ResponderKind
from handrail_server.demo.keys import demo_keys
from handrail_server.demo.places import GENERAL, ORG
from handrail_server.demo.seed import administrator, seed
from handrail_server.flows.invite_person import invite_person
from handrail_server.flows.keys import issue_key
from handrail_server.flows.register_agent import put_agent
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.main import open_house
from server.tests.acceptance.serving import serving
from server.tests.acceptance.takeover_race import Sent

OWEN = "owen.byrne"
PEOPLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Where the data is, and the keys of those who race."""

    data: Path
    database: str | None
    agent: str
    people: tuple[str, ...]


async def prepare(data: Path, database: str | None, asked_at: str, *, seconds: int = 20) -> Prepared:
    """Fernbrook with supervisors enough, its shop's agent asked at `asked_at` and given so many seconds."""
    async with open_house(Config(data=data, database=database, worker=False)) as opened:
        house = opened.house
        await seed(house)
        keys = await demo_keys(house, data, url="http://127.0.0.1")
        ines = Caller(org=ORG, actor=person(await administrator(house), Authenticated.API_KEY))
        people = [await _supervisor(house, ines, number) for number in range(PEOPLE)]
        shop = (await house.journal.load(ORG, Registered, "shop")).state
        asked = Responder(kind=ResponderKind.WEBHOOK, address=asked_at, seconds=seconds)
        wanted = Registered(
            id=AgentId("shop"),
            name=shop.name,
            owner=shop.owner,
            policy_object=shop.policy_object,
            responder=asked,
            created_at=shop.created_at,
        )
        await put_agent(house, ines, wanted)
        return Prepared(data=data, database=database, agent=keys.agents["shop"], people=tuple(people))


async def _supervisor(house: House, ines: Caller, number: int) -> str:
    invited = Person(
        id=PersonId("new"),
        name=f"Racer {number}",
        email=f"racer-{number}@fernbrook.example",
        roles=(Role.SUPERVISOR,),
        queues=(QueueId(GENERAL),),
        capacity=100,
        status_since=house.clock.now(),
    )
    hired = (await invite_person(house, ines, invited)).person
    return (await issue_key(house, Caller(org=ORG, actor=person(hired, Authenticated.API_KEY)), None)).token


@dataclass(slots=True, kw_only=True)
class Raced:
    """The servers, and everybody's connection to them."""

    servers: list[httpx2.AsyncClient]
    prepared: Prepared
    turn: Iterator[int] = field(default_factory=lambda: cycle(range(10_000)))
    who: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    async def hear(self, talk: str, message: str, text: str) -> None:
        body = {"id": message, "text": text, "customer": OWEN}
        await self._post(f"/v1/conversations/{talk}/customer-messages", body, self.prepared.agent)

    async def take_over(self, talk: str, word: str, text: str | None) -> bool:
        key = self.who.setdefault(talk, self.prepared.people[crc32(talk.encode()) % PEOPLE])
        if text is not None:
            return await self._post(f"/v1/conversations/{talk}/messages", {"id": word, "text": text}, key)
        return await self._post(f"/v1/conversations/{talk}/takeover", None, key)

    async def speak(self, talk: str, word: str, text: str) -> bool:
        return await self._post(f"/v1/conversations/{talk}/messages", {"id": word, "text": text}, self.who[talk])

    async def hand_back(self, talk: str) -> None:
        body = {"note": f"{talk} was looked at.", "disposition": "looked_at"}
        await self._post(f"/v1/conversations/{talk}/hand-back", body, self.who[talk])

    async def fetch(self) -> list[Sent]:
        """One listener: what it is given began to be sent after it asked."""
        began, server = perf_counter(), self._server()
        response = await server.get("/v1/deliveries", params={"wait": 0}, headers=_bearer(self.prepared.agent))
        response.raise_for_status()
        found = response.json()["deliveries"]
        await asyncio.gather(*(self._acknowledge(each["id"]) for each in found))
        new = [each for each in found if each["id"] not in self.seen]
        self.seen.update(each["id"] for each in new)
        return [
            Sent(talk=each["conversation"], author=each["author"], text=each["text"], began=began)
            for each in new
            if each["kind"] == "words"
        ]

    async def _acknowledge(self, delivery: str) -> None:
        await self._post(f"/v1/deliveries/{delivery}/acknowledgement", None, self.prepared.agent)

    async def _post(self, path: str, body: object, key: str) -> bool:
        """Whoever is told that others were faster tries again, as a client does."""
        refused = ""
        for _ in range(10):
            response = await self._server().post(path, json=body, headers=_bearer(key))
            if not response.is_error:
                return True
            refused = f"{path}: {response.status_code} {response.text}"
            if response.status_code not in (409, 429, 503):
                break
            await asyncio.sleep(0.1)
        raise AssertionError(refused)

    def _server(self) -> httpx2.AsyncClient:
        return self.servers[next(self.turn) % len(self.servers)]


@asynccontextmanager
async def raced(prepared: Prepared, *, processes: int) -> AsyncIterator[Raced]:
    """So many server processes over the same store."""
    async with AsyncExitStack() as closing:
        servers = []
        for _ in range(processes):
            server = await closing.enter_async_context(serving(prepared.data, prepared.database))
            limits = httpx2.Limits(max_connections=256, keepalive_expiry=1)
            client = httpx2.AsyncClient(base_url=server.url, timeout=60, limits=limits)
            servers.append(await closing.enter_async_context(client))
        yield Raced(servers=servers, prepared=prepared)


def _bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}
