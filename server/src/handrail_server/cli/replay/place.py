"""Where a replay plays: a server of its own on a free port, in an organisation of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.cli.replay.clock import RecordedClock, Time
from handrail_server.config import Config
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import AgentId, OrgId
from handrail_server.core.basics.time import SECOND
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.keys import issue_key
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.house.house import House
from handrail_server.main import build, open_house

AGENT: Final = AgentId("recorded")
_UNLIMITED: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A server to play against. `time` where the recorded time is the server's."""

    url: str
    key: str
    org: OrgId | None = None
    time: Time | None = None
    prefix: str = ""
    """Before each conversation's id, where other runs have been there already."""


@asynccontextmanager
async def own_place(data: Path, *, policy: str | None, clock: RecordedClock | None) -> AsyncIterator[Place]:
    """A server over `data` for as long as the context is open. Each run has a new organisation, so it starts clean."""
    config = Config(
        data=data, database=None, host="127.0.0.1", port=0, requests_per_second=_UNLIMITED, burst=_UNLIMITED
    )
    async with open_house(config) as real:
        opened = real if clock is None else replace(real, house=replace(real.house, clock=clock))
        org, key = await _organisation(opened.house, policy)
        time = Time(opened.house, clock) if clock else None
        with bound(config.host, 0) as listener:
            async with listening(build(config, opened), listener):
                yield Place(url=f"http://{config.host}:{port_of(listener)}", key=key, org=org, time=time)


def prefix_of_now() -> str:
    """A prefix for conversation ids on a server that others use: the same file can be played there again."""
    return datetime.now(UTC).strftime("replay-%Y%m%dT%H%M%S-")


async def _organisation(house: House, policy: str | None) -> tuple[OrgId, str]:
    """An organisation with the policy's queues, one agent, and nobody but the administrator that it must have."""
    called = f"Replay of {datetime.fromtimestamp(house.clock.now() / SECOND, UTC):%Y-%m-%d %H:%M}"
    founding = Founding(name=called, administrator="Nobody", email="nobody@replay.invalid", policy=policy)
    founded = await found_organisation(house, founding)
    caller = Caller(org=founded.org, actor=person(founded.administrator, Authenticated.INTERNAL))
    agent = Agent(id=AGENT, name="Recorded agent", policy_object=AGENT, created_at=house.clock.now())
    await put_agent(house, caller, agent)
    issued = await issue_key(house, caller, AGENT, note="replay")
    return founded.org, issued.token
