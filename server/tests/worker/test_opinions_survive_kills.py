"""A server that is killed while it asks for a second opinion: the next one asks again, and it is given once."""

import asyncio
import json
import signal
import sys
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handrail_server.adapters.ground.ids import SortedIds
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.turns.conversation import Conversation
from handrail_server.worker.alarm import Alarm
from server.tests.house import ACME, VirtualClock, a_house
from server.tests.worker.judging_model import says
from server.tests.worker.killed_while_judging import asking


async def test_what_a_killed_server_was_asking_is_asked_again_by_the_next(tmp_path: Path) -> None:
    heard: list[bytes] = []
    first = asyncio.Event()
    answer = says(judged_upset=(0.9, ["doing your very best"]))

    async def receive(request: Request) -> Response:
        heard.append(await request.body())
        if len(heard) == 1:
            first.set()
            await asyncio.Event().wait()
        return answer(json.loads(heard[-1]))

    app = Starlette(routes=[Route("/v1/chat/completions", receive, methods=["POST"])])
    with bound("127.0.0.1", 0) as listener:
        async with listening(app, listener), httpx2.AsyncClient() as client:
            database = tmp_path / "handrail.db"
            await _killed(database, f"http://127.0.0.1:{port_of(listener)}/v1", first)
            await _next_server(database, client)
    assert len(heard) == 2


async def _killed(database: Path, address: str, asked: asyncio.Event) -> None:
    """The first server, killed once its request is on the way."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.tests.worker.killed_while_judging", str(database), address
    )
    try:
        async with asyncio.timeout(120):
            await asked.wait()
    finally:
        server.send_signal(signal.SIGKILL)
        await server.wait()


async def _next_server(database: Path, client: httpx2.AsyncClient) -> None:
    clock = VirtualClock()
    clock.wait(200)  # its lease has run out
    engine = SqliteEngine(database)
    try:
        house = await a_house(engine, clock=clock, ids=SortedIds())
        alarm = Alarm(asking(house, client), lateness=lambda _: None)
        while await alarm.ring_once():
            await alarm.opinions.rest()
        talk = (await house.journal.load(ACME, Conversation, "c1")).state
        history = await house.library.history(ACME, Subject(kind=SubjectKind.CONVERSATION, id="c1"))
    finally:
        await engine.close()
    assert talk.open_case is not None
    assert [head.data["error"] for head, _ in history if head.verb == "OpinionGiven"] == [None]
