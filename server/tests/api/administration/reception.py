"""The application over a house in memory, as people meet it: Ada administers, Rob is a rep, Otto works elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2

from handrail_server.api.app import Edge, application
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, OrgId, PersonId
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.invite_person import invite_person
from handrail_server.flows.keys import issue_key
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.house.house import House
from server.tests.house import ACME, VirtualClock, a_founded_house, a_house

OTHER = OrgId("other")
ADA = PersonId("person_0001")
PASSWORD = "correct horse battery"


@dataclass(slots=True, kw_only=True)
class Office:
    """The edge, and everybody's key by name."""

    http: httpx2.AsyncClient
    house: House
    clock: VirtualClock
    ids: dict[str, PersonId] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    async def ask(
        self, method: str, path: str, body: object = None, *, by: str | None = "ada", token: str | None = None
    ) -> httpx2.Response:
        """A request with somebody's key, or with a token, or with nothing."""
        key = token if token is not None else self.keys[by] if by is not None else None
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        self.http.cookies.clear()
        if body is None:
            return await self.http.request(method, path, headers=headers)
        return await self.http.request(method, path, headers=headers, json=body)

    def caller(self, name: str, org: OrgId = ACME) -> Caller:
        return Caller(org=org, actor=person(self.ids[name], Authenticated.API_KEY))

    async def invite(self, name: str, *roles: Role, org: OrgId = ACME, by: str = "ada") -> str:
        """Somebody new; the token of their invitation."""
        invited = await invite_person(
            self.house,
            self.caller(by, org),
            Person(
                id=PersonId(""),
                name=name.title(),
                email=f"{name}@{org}.example",
                roles=roles,
                status_since=self.clock.now(),
            ),
        )
        self.ids[name] = invited.person
        return invited.token

    async def key(self, name: str, org: OrgId = ACME) -> str:
        """A key of their own."""
        self.keys[name] = (await issue_key(self.house, self.caller(name, org), None)).token
        return self.keys[name]

    async def facts(self, kind: SubjectKind, name: str, org: OrgId = ACME) -> list[str]:
        """The verbs of a subject's facts, in order."""
        history = await self.house.library.history(org, Subject(kind=kind, id=name))
        return [head.verb for head, _ in history]

    async def person_facts(self, name: str) -> list[str]:
        return await self.facts(SubjectKind.PERSON, self.ids[name])


@asynccontextmanager
async def an_edge(house: House, clock: VirtualClock, *, loopback: bool = False) -> AsyncIterator[Office]:
    """The application over any house."""
    limiter = Limiter(per_second=10_000, burst=10_000)
    edge = Edge(house=house, metrics=Metrics(), limiter=limiter, loopback=loopback)
    transport = httpx2.ASGITransport(app=application(edge, ENDPOINTS))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
        yield Office(http=http, house=house, clock=clock)


@asynccontextmanager
async def an_office() -> AsyncIterator[Office]:
    """Two organisations, `acme` with Ada and Rob, `other` with Otto; in each an agent `shop`."""
    clock = VirtualClock()
    house = await a_founded_house(clock=clock)
    elsewhere = Founding(name="Other", administrator="Otto", email="otto@other.example")
    founded = await found_organisation(house, elsewhere, org=OTHER)
    async with an_edge(house, clock) as office:
        office.ids |= {"ada": ADA, "otto": founded.administrator}
        await office.invite("rob", Role.REP)
        for name, org in (("ada", ACME), ("rob", ACME), ("otto", OTHER)):
            await office.key(name, org)
        for name, org in (("ada", ACME), ("otto", OTHER)):
            shop = Agent(id=AgentId("shop"), name="Shop", policy_object="shop", created_at=clock.now())
            await put_agent(house, office.caller(name, org), shop)
        yield office


@asynccontextmanager
async def an_empty_office(*, loopback: bool = False) -> AsyncIterator[Office]:
    """A server that nobody has set up."""
    clock = VirtualClock()
    async with an_edge(await a_house(clock=clock), clock, loopback=loopback) as office:
        yield office


def problem_of(response: httpx2.Response) -> tuple[int, str, str | None]:
    """Status, detail and field of a refusal."""
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json", response.text
    return response.status_code, body["detail"], body["field"]
