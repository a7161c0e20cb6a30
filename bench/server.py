"""The server that the benches ask: the real application over a fresh organisation, and floors beside it.

`/floor/empty` reads and checks the same turn and answers. `/floor/commit` also keeps it, durably: one insert in a
transaction of its own, as a plain writer does. `/floor/grouped` keeps it through the store's writer, which lets those
who wait share a transaction. All run in one process, on one event loop, with the turns that they are compared with.

    python -m bench.server DATA CONVERSATIONS ENDED [DATABASE]

prints one line of JSON when it answers, and ends when its standard input does. So many conversations are open then, and
so many have ended.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.filling import fill
from bench.talk import customers
from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.sqlite.connection import writing
from handrail_server.api.app import Handler
from handrail_server.api.bodies import decode, read
from handrail_server.api.wire.conversations import Turn
from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.cli.looping import run
from handrail_server.config import Config
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import AgentId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.keys import issue_key
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.house.house import House
from handrail_server.main import build, open_house

ORG = OrgId("bench")
SHOP = AgentId("shop")
UNLIMITED = 1e9

_encode = msgspec.json.encode
_TURN = msgspec.json.Decoder(Turn)


class Small(msgspec.Struct):
    """What the floors answer."""

    id: str
    author: str


Keep = Callable[[str, str], Awaitable[object]]
"""Keeps a turn's text under its id and returns when it is durable."""


def floors(plain: Keep, grouped: Keep) -> tuple[Route, ...]:
    """The least that an endpoint of this stack can do with a turn, without a commit and with one."""

    async def empty(request: Request) -> Response:
        turn = decode(await read(request), _TURN)
        return Response(_encode(Small(turn.id, turn.author)), media_type="application/json")

    def keeping(keep: Keep) -> Handler:
        async def commit(request: Request) -> Response:
            body = await read(request)
            turn = decode(body, _TURN)
            await keep(turn.id, body.decode())
            return Response(_encode(Small(turn.id, turn.author)), media_type="application/json")

        return commit

    handlers = (("empty", empty), ("commit", keeping(plain)), ("grouped", keeping(grouped)))
    return tuple(Route(f"/floor/{name}", handler, methods=["POST"]) for name, handler in handlers)


def through_the_store(engine: Engine) -> Keep:
    """One insert by the store's own writer; on PostgreSQL in a transaction of its own."""

    async def keep(name: str, text: str) -> object:
        return await engine.run(queries.KEEP_DOCUMENT, org=ORG, digest=name, text=text)

    return keep


@contextmanager
def by_a_plain_writer(file: Path) -> Iterator[Keep]:
    """One insert at a time, each synced, by a thread with a connection of its own to a file beside the store's."""
    connection = writing(file)
    connection.execute("CREATE TABLE turns (org TEXT, id TEXT, turn TEXT, PRIMARY KEY (org, id))")
    with ThreadPoolExecutor(max_workers=1) as thread:

        async def keep(name: str, text: str) -> object:
            insert = partial(connection.execute, "INSERT INTO turns VALUES (?, ?, ?)", (ORG, name, text))
            return await asyncio.get_running_loop().run_in_executor(thread, insert)

        yield keep
    connection.close()


async def seeded(house: House) -> tuple[str, str]:
    """An organisation with the default policy, a thousand customers and one agent; the agent's key, and Ada's."""
    founding = Founding(name="Bench", administrator="Ada Admin", email="ada@bench.example")
    founded = await found_organisation(house, founding, org=ORG)
    ada = Caller(org=ORG, actor=person(founded.administrator, Authenticated.API_KEY))
    await put_agent(house, ada, Agent(id=SHOP, name="Shop", policy_object="default", created_at=At(0)))
    await house.imports.bring_in(ORG, "customers", customers(), dry_run=False)
    return (await issue_key(house, ada, SHOP)).token, (await issue_key(house, ada, None)).token


async def serve(config: Config, *, conversations: int, ended: int) -> None:
    """Serve until the parent goes away."""
    async with open_house(config) as opened:
        token, ada = await seeded(opened.house)
        await fill(opened.house, opened.engine, ORG, SHOP, count=conversations, ended=ended)
        app = build(config, opened)
        grouped = through_the_store(opened.engine)
        with by_a_plain_writer(config.data / "floor.db") as plain, bound(config.host, 0) as listener:
            app.routes[:0] = floors(grouped if config.database else plain, grouped)  # first: nothing is tried before
            async with listening(app, listener):
                print(json.dumps({"port": port_of(listener), "token": token, "ada": ada}), flush=True)
                await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    data, database = Path(sys.argv[1]), sys.argv[4] if len(sys.argv) > 4 else None
    config = Config(data=data, database=database, requests_per_second=UNLIMITED, burst=int(UNLIMITED))
    run(serve(config, conversations=int(sys.argv[2]), ended=int(sys.argv[3])))


if __name__ == "__main__":
    main()
