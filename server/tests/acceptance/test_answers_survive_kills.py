"""kill −9 while an answer is being made: it is made again or lands with a person, nothing is said twice.

The server is a process of its own and the customer a widget over HTTP. What the answer's maker held was a lease, and
the lease is a deadline: whichever process looks next when it has run out takes the answer up.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.config import Config
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.turns.action import ActionState
from handrail_server.demo.places import ORG
from handrail_server.main import open_house
from server.tests.acceptance.chatting import chatting, elsewhere, vouched
from server.tests.acceptance.raced_server import prepare
from server.tests.acceptance.serving import serving

SECONDS = 1
"""The agent's time for one answer; its maker's lease is five longer."""
LONGEST = 30.0
WORDS = "Linen is washed at 40 degrees."
SURE = {"value": 0.97, "origin": "model"}
CREDIT = {"id": "1", "tool": "give_credit", "arguments": {"amount": "5.00", "currency": "EUR"}}


@dataclass(slots=True)
class Hanging:
    """An agent whose application hangs once `hangs_at` requests have come, until it is told to go on."""

    hangs_at: int
    calls_first: bool
    asked: list[dict[str, object]] = field(default_factory=list)
    hung: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    broken: bool = False

    async def answer(self, request: Request) -> JSONResponse:
        body = json.loads(await request.body())
        self.asked.append(body)
        if self.broken:
            return JSONResponse({}, status_code=500)
        if len(self.asked) >= self.hangs_at and not self.goes_on.is_set():
            self.hung.set()
            await self.goes_on.wait()  # whoever asked is dead by then
        if self.calls_first and not body["steps"]:
            return JSONResponse({"calls": [CREDIT]})
        return JSONResponse({"text": WORDS, "confidence": SURE, "sources": [{"id": "kb", "text": WORDS}]})


@asynccontextmanager
async def hanging(agent: Hanging) -> AsyncIterator[str]:
    """The agent on a socket of this machine: where it is asked."""
    with bound("127.0.0.1", 0) as listener:
        async with listening(Starlette(routes=[Route("/answer", agent.answer, methods=["POST"])]), listener):
            yield f"http://127.0.0.1:{port_of(listener)}/answer"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.prove])])
def database(request: pytest.FixtureRequest) -> str | None:
    """Where the store is: on SQLite nothing is named."""
    if request.param == "sqlite":
        return None
    dsn = request.getfixturevalue("postgres_dsn")
    assert isinstance(dsn, str)
    return dsn


async def test_killed_while_the_agent_is_asked_the_answer_is_made_again_and_said_once(
    tmp_path: Path, database: str | None
) -> None:
    agent = Hanging(hangs_at=1, calls_first=False)
    async with hanging(agent) as url:
        await prepare(tmp_path, database, url, seconds=SECONDS)
        async with serving(tmp_path, database) as server, chatting(server.url) as ann:
            await ann.says("How do I wash linen?")
            await asyncio.wait_for(agent.hung.wait(), LONGEST)
            await server.kill()
        agent.goes_on.set()
        async with serving(tmp_path, database) as server, elsewhere(ann, server.url) as ann:
            await ann.reads("agent", WORDS, seconds=LONGEST)
            assert [text for author, text in await ann.history() if author == "agent"] == [WORDS]
    assert len(agent.asked) == 2
    assert await _said(tmp_path, database, ann.conversation) == [WORDS]


async def test_killed_after_a_call_the_answer_goes_on_and_the_call_is_not_made_again(
    tmp_path: Path, database: str | None
) -> None:
    agent = Hanging(hangs_at=2, calls_first=True)
    async with hanging(agent) as url:
        await prepare(tmp_path, database, url, seconds=SECONDS)
        async with open_house(Config(data=tmp_path, database=database, worker=False)) as opened:
            owen = await vouched(opened.house, "owen.byrne")
        async with serving(tmp_path, database) as server, chatting(server.url, customer_token=owen) as ann:
            await ann.says("My lamp came late. Do I get something back?")
            await asyncio.wait_for(agent.hung.wait(), LONGEST)
            await server.kill()
        agent.goes_on.set()
        async with serving(tmp_path, database) as server, elsewhere(ann, server.url) as ann:
            await ann.reads("agent", WORDS, seconds=LONGEST)
    assert [len(_steps(each)) for each in agent.asked] == [0, 1, 1], "the step was committed, and is gone on with"
    async with open_house(Config(data=tmp_path, database=database, worker=False)) as opened:
        (action,) = await opened.house.library.actions(ORG, ConversationId(ann.conversation))
        history = await opened.house.library.history(ORG, Subject(kind=SubjectKind.ACTION, id=action.id))
    assert action.state is ActionState.COMPLETED
    assert [head.verb for head, _ in history].count("ActionLeased") == 1
    assert await _said(tmp_path, database, ann.conversation) == [WORDS]


async def test_killed_and_the_agent_gone_as_well_a_person_is_asked_and_the_customer_told(
    tmp_path: Path, database: str | None
) -> None:
    agent = Hanging(hangs_at=1, calls_first=False)
    async with hanging(agent) as url:
        keys = await prepare(tmp_path, database, url, seconds=SECONDS)
        async with serving(tmp_path, database) as server, chatting(server.url) as ann:
            await ann.says("How do I wash linen?")
            await asyncio.wait_for(agent.hung.wait(), LONGEST)
            await server.kill()
        agent.broken = True
        agent.goes_on.set()
        async with serving(tmp_path, database) as server, elsewhere(ann, server.url) as ann:
            await ann.reads("system", "colleague", seconds=LONGEST)
            response = await ann.client.get(
                "/v1/cases",
                params={"conversation": ann.conversation},
                headers={"authorization": f"Bearer {keys.people[0]}"},
            )
    (case,) = response.json()["cases"]
    assert "agent_error" in {reason["code"] for reason in case["reasons"]}
    assert await _said(tmp_path, database, ann.conversation) == []


def _steps(asked: dict[str, object]) -> list[object]:
    steps = asked["steps"]
    assert isinstance(steps, list)
    return steps


async def _said(data: Path, database: str | None, conversation: str) -> list[str]:
    """What the agent said, as the transcript has it."""
    async with open_house(Config(data=data, database=database, worker=False)) as opened:
        turns = await opened.house.library.turns(ORG, ConversationId(conversation))
    return [each.turn.text for each in turns if each.turn.author.kind == "agent" and each.status == "said"]
