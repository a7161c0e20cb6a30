"""Rings between processes."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.store.postgres.bell import PostgresBell
from server.tests.adapters.store.postgres.conftest import Raw

pytestmark = pytest.mark.postgres


@pytest.fixture
async def bells(shared_postgres_dsn: str) -> AsyncIterator[tuple[PostgresBell, PostgresBell]]:
    """Two processes' bells, both listening."""
    both = PostgresBell(shared_postgres_dsn, ProcessBell()), PostgresBell(shared_postgres_dsn, ProcessBell())
    for bell in both:
        await bell.open()
    for here, there in (both, both[::-1]):
        await heard(here, there)
    yield both
    for bell in both:
        await bell.close()


async def heard(ringing: PostgresBell, hearing: PostgresBell) -> None:
    """Ring until it is heard: a bell needs a moment to be open."""
    async with asyncio.timeout(5):
        while True:
            ringing.ring("test")
            if await hearing.wait("test", seconds=0.05):
                return


async def test_a_ring_is_heard_in_another_process(bells: tuple[PostgresBell, PostgresBell]) -> None:
    here, there = bells
    waiting = asyncio.create_task(there.wait("facts", seconds=5))
    await asyncio.sleep(0)
    here.ring("facts")
    assert await waiting


async def test_a_ring_is_heard_here_at_once(bells: tuple[PostgresBell, PostgresBell]) -> None:
    here, _ = bells
    waiting = asyncio.create_task(here.wait("facts", seconds=5))
    await asyncio.sleep(0)
    here.ring("facts")
    await asyncio.sleep(0)
    assert waiting.done()


async def test_many_rings_are_few_notifications(bells: tuple[PostgresBell, PostgresBell], raw: Raw) -> None:
    here, _ = bells
    topics = {f"agent/acme/{number:0100}" for number in range(200)}
    payloads: list[set[str]] = []
    all_heard = asyncio.Event()

    def hear(*heard: object) -> None:
        payloads.append(topics.intersection(json.loads(str(heard[-1]))))
        if set().union(*payloads) == topics:
            all_heard.set()

    connection = await raw()
    await connection.add_listener("handrail", hear)
    for topic in topics:
        here.ring(topic)
    async with asyncio.timeout(5):
        await all_heard.wait()
    assert 1 < sum(map(bool, payloads)) < 10


async def test_a_bell_that_lost_its_connection_listens_again(
    bells: tuple[PostgresBell, PostgresBell], raw: Raw
) -> None:
    connection = await raw()
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'handrail'"
    )
    here, there = bells
    await heard(here, there)


async def test_a_bell_without_a_server_still_rings_here() -> None:
    bell = PostgresBell("postgresql://nobody@127.0.0.1:1/none", ProcessBell())
    await bell.open()
    waiting = asyncio.create_task(bell.wait("facts", seconds=5))
    await asyncio.sleep(0)
    bell.ring("facts")
    assert await waiting
    await bell.close()
