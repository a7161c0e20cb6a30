"""The application over a small organisation at work, spoken to by its people and its agent, each with a key."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse

from handrail_server.api.app import Edge, application
from handrail_server.api.authentication import caller_of
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.routing.person import Role
from handrail_server.flows.keys import issue_key
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.flows.given import QUEUES, SHOP, World, a_world

Json = dict[str, object]
OTHER = OrgId("other")


@dataclass(slots=True, kw_only=True)
class Office:
    """People by their first name; `shop` is the agent, `stranger` administers another organisation."""

    http: httpx2.AsyncClient
    app: Starlette
    world: World
    keys: dict[str, str] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)

    async def hire(self, name: str, *queues: str, role: Role = Role.REP) -> str:
        """Somebody with a key; their id."""
        hired = await self.world.hire(name, *queues, roles=(role,), online=False)
        await self.key(name, hired)
        return hired.actor.id

    async def key(self, name: str, caller: Caller) -> None:
        self.callers[name] = caller
        self.keys[name] = (await issue_key(self.world.house, caller, None)).token

    def headers(self, who: str, **more: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.keys[who]}", **{k.replace("_", "-"): v for k, v in more.items()}}

    async def get(self, path: str, who: str, **params: object) -> httpx2.Response:
        query = {name: str(value) for name, value in params.items()}
        return await self.http.get(f"/v1{path}", params=query, headers=self.headers(who))

    async def post(self, path: str, who: str, body: Json | None = None, **headers: str) -> httpx2.Response:
        return await self.http.post(f"/v1{path}", json=body, headers=self.headers(who, **headers))

    async def delete(self, path: str, who: str) -> httpx2.Response:
        return await self.http.delete(f"/v1{path}", headers=self.headers(who))

    async def read(self, path: str, who: str, **params: object) -> Json:
        """The answer, which must be 200."""
        return answer(await self.get(path, who, **params))

    async def do(self, path: str, who: str, body: Json | None = None, **headers: str) -> Json:
        """As `read`, for a verb."""
        return answer(await self.post(path, who, body, **headers))

    async def a_case(self, text: str = "I want to speak to a human, please.") -> str:
        """The customer asks for a person; the case's id."""
        case = (await self.world.customer(text)).case
        assert case is not None
        return case

    async def place(self) -> None:
        """Give every fact its number, and sign."""
        scribe = LedgerScribe(self.world.house, Signer(b"s" * 32), name="test")
        while await scribe.place_once():
            pass
        await scribe.sign(self.world.org)

    async def listen(
        self, path: str, who: str, headers: Mapping[str, str] | None = None
    ) -> AsyncGenerator[bytes, None]:
        """A stream's chunks, as the server writes them. The in-process client would wait for its end."""
        sent = self.headers(who) | dict(headers or {})
        route, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": f"/v1{route}",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
            "path_params": {},
            "app": self.app,
        }
        request = Request(scope)
        each = next(e for e in ENDPOINTS if e.path == f"/v1{route}" and e.method == "GET")
        response = await each.run(request, self.world.house, await caller_of(request, self.world.house))
        assert isinstance(response, StreamingResponse)
        async for chunk in response.body_iterator:
            assert isinstance(chunk, bytes)
            for piece in chunk.removesuffix(b"\n\n").split(b"\n\n"):
                yield piece + b"\n\n"


@asynccontextmanager
async def an_office() -> AsyncIterator[Office]:
    """Rita and Sam are reps of the queue `general`, Uma of none; Vera supervises, Paul approves, Otto audits."""
    world = await a_world()
    edge = Edge(house=world.house, metrics=Metrics(), limiter=Limiter(per_second=10_000, burst=10_000))
    app = application(edge, ENDPOINTS)
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://handrail") as http:
        office = Office(http=http, app=app, world=world)
        await office.hire("rita", "general")
        await office.hire("sam", "general")
        await office.hire("uma")
        await office.hire("vera", *QUEUES, role=Role.SUPERVISOR)
        await office.hire("paul", "approvals", "compliance", role=Role.APPROVER)
        await office.hire("otto", role=Role.AUDITOR)
        await office.key("ada", world.admin)
        office.keys["shop"] = (await issue_key(world.house, world.admin, SHOP)).token
        founding = Founding(name="Other", administrator="Olga", email="olga@other.example")
        founded = await found_organisation(world.house, founding, org=OTHER)
        await office.key("stranger", Caller(org=OTHER, actor=person(founded.administrator, Authenticated.API_KEY)))
        yield office


def answer(response: httpx2.Response) -> Json:
    """The answer of a request that must have worked."""
    assert response.status_code == 200, response.text
    read = response.json()
    assert isinstance(read, dict)
    return read


def problem(response: httpx2.Response, status: int) -> Json:
    """The problem of a request that must have been refused so."""
    assert response.status_code == status, response.text
    read = json.loads(response.text)
    assert isinstance(read, dict)
    return read


def inner(value: object, *path: str | int) -> Json:
    """An object inside an answer."""
    found = part(value, *path)
    assert isinstance(found, dict)
    return found


def rows(value: object, *path: str | int) -> list[Json]:
    """A list of objects inside an answer."""
    found = part(value, *path)
    assert isinstance(found, list)
    return found


def part(value: object, *path: str | int) -> object:
    """Anything inside an answer."""
    for step in path:
        if isinstance(step, int):
            assert isinstance(value, list)
            value = value[step]
        else:
            assert isinstance(value, dict)
            value = value[step]
    return value


def events(chunk: bytes) -> tuple[str, Json] | None:
    """The id and data of an event; None for a comment."""
    lines = dict(line.split(": ", 1) for line in chunk.decode().strip().split("\n") if not line.startswith(":"))
    return (lines["id"], json.loads(lines["data"])) if lines else None
