"""A server process that asks for a second opinion and is killed meanwhile: `python -m … DATABASE ADDRESS`."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import httpx2

from handrail_server.adapters.notify.guard import Guard
from handrail_server.adapters.responding.posting import Poster
from handrail_server.adapters.responding.second_opinion import ChatOpinion
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.signals.opinion.settings import Asking, OpinionSettings
from handrail_server.flows.set_opinion import set_opinion
from handrail_server.house.house import House
from handrail_server.worker.alarm import Alarm
from server.tests.flows.given import a_world
from server.tests.worker.judging_model import KEY, publish

TEXT = "I am sure that you are doing your very best with my lamp."


def asking(house: House, client: httpx2.AsyncClient) -> House:
    """The house with a model that is really asked."""
    return replace(house, opinion=ChatOpinion(Poster(client, Guard(["127.0.0.1"])), house.vault))


async def main(database: Path, address: str) -> None:
    """Hear a customer, ask for the opinion, and wait for an answer that does not come."""
    engine = SqliteEngine(database)
    await engine.migrate()
    world = await a_world(engine=engine)
    async with httpx2.AsyncClient() as client:
        world.house = asking(world.house, client)
        await publish(world)
        chosen = OpinionSettings(on=True, address=address, model="small", key=KEY, asking=Asking.SAMPLE, seconds=60)
        await set_opinion(world.house, world.admin, chosen)
        await world.customer(TEXT)
        alarm = Alarm(world.house, lateness=lambda _: None)
        while await alarm.ring_once():
            pass
        await alarm.opinions.rest()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
