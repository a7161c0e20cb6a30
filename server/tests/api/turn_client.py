"""The application over a house in memory, spoken to as an agent's application does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2

from handrail_server.api.app import Edge, application
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes import actions, conversations
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import AgentId, OrgId, PersonId
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.keys import issue_key
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.house.house import House
from server.tests.house import ACME, VirtualClock, a_founded_house

Json = dict[str, object]
OTHER = OrgId("other")


@dataclass(slots=True, kw_only=True)
class Shop:
    """An agent's application with its key."""

    http: httpx2.AsyncClient
    house: House
    clock: VirtualClock
    keys: dict[str, str] = field(default_factory=dict)

    async def post(self, path: str, body: Json | bytes, *, key: str = "acme", **headers: str) -> httpx2.Response:
        sent = {"authorization": f"Bearer {self.keys[key]}", "content-type": "application/json", **headers}
        if isinstance(body, bytes):
            return await self.http.post(path, content=body, headers=sent)
        return await self.http.post(path, json=body, headers=sent)

    async def turn(self, name: str = "t1", text: str = "Where is my parcel?", **more: object) -> httpx2.Response:
        return await self.post("/v1/conversations/c1/turns", {"id": name, "author": "customer", "text": text, **more})


@asynccontextmanager
async def a_shop(*, burst: int = 10_000) -> AsyncIterator[Shop]:
    """Two organisations, each with an agent `shop` and its key; `acme` and `other`."""
    clock = VirtualClock()
    house = await a_founded_house(clock=clock)
    founded = await found_organisation(
        house, Founding(name="Other", administrator="Otto", email="otto@other.example"), org=OTHER
    )
    keys = {
        "acme": await _key(house, ACME, PersonId("person_0001")),
        "other": await _key(house, OTHER, founded.administrator),
    }
    edge = Edge(house=house, metrics=Metrics(), limiter=Limiter(per_second=burst, burst=burst))
    app = application(edge, (*conversations.ENDPOINTS, *actions.ENDPOINTS))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://handrail") as http:
        yield Shop(http=http, house=house, clock=clock, keys=keys)


async def _key(house: House, org: OrgId, admin: PersonId) -> str:
    caller = Caller(org=org, actor=person(admin, Authenticated.API_KEY))
    await put_agent(
        house,
        caller,
        Agent(id=AgentId("shop"), name="Shop", policy_object="shop", created_at=house.clock.now()),
    )
    return (await issue_key(house, caller, AgentId("shop"))).token
