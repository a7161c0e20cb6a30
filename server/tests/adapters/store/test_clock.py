"""Processes whose own clocks differ agree on the store's time."""

import time

from handrail_server.adapters.store.clock import StoreClock
from handrail_server.adapters.store.memory.engine import MemoryEngine
from handrail_server.core.basics.time import HOUR
from server.tests.contracts.stores import postgres_engine

NEAR = 250
"""Milliseconds; a question and its answer on a busy machine."""


def fast() -> int:
    return time.time_ns() + HOUR * 1_000_000


def slow() -> int:
    return time.time_ns() - HOUR * 1_000_000


async def test_clocks_that_are_two_hours_apart_agree_once_they_have_read_the_store(shared_postgres_dsn: str) -> None:
    async with postgres_engine(shared_postgres_dsn) as engine:
        one, other = StoreClock(engine, own=fast), StoreClock(engine, own=slow)
        await one.read()
        await other.read()
        assert abs(one.now() - other.now()) < NEAR


async def test_before_it_has_read_the_store_a_clock_tells_its_own_time() -> None:
    clock = StoreClock(MemoryEngine(), own=lambda: 1_790_000_000_000 * 1_000_000)
    assert clock.now() == 1_790_000_000_000


async def test_time_stands_still_rather_than_going_back() -> None:
    clock = StoreClock(MemoryEngine(), own=fast)
    before = clock.now()
    await clock.read()
    assert clock.now() == before
