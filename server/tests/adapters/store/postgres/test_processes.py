"""Two server processes on one database; one is killed in the middle of its commits."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import asyncpg
import pytest

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from server.tests.adapters.store.postgres.process import CONVERSATIONS, LEASE
from server.tests.contracts.samples import ORG
from server.tests.contracts.stores import Store, postgres_engine, store_over
from server.tests.contracts.test_concurrency import check_ledger

pytestmark = pytest.mark.postgres


@contextmanager
def process(dsn: str, number: int) -> Iterator["subprocess.Popen[str]"]:
    """A server process, killed at the end of the block."""
    command = [sys.executable, "-m", "server.tests.adapters.store.postgres.process", dsn, str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def lines(child: "subprocess.Popen[str]", count: int | None = None) -> list[tuple[str, str, int]]:
    """What it printed: so many lines, or all that is left once it was killed (the last one may be cut short)."""
    assert child.stdout is not None
    texts = child.stdout if count is None else (child.stdout.readline() for _ in range(count))
    words = [text.split() for text in texts if text.endswith("\n")]
    return [(word, name, int(number)) for word, name, number in words]


def killed_pair(dsn: str, run: int, before: int, after: int) -> list[tuple[str, str, int]]:
    """Everything that two processes printed when the first was killed and the second went on for a while."""
    with process(dsn, 2 * run) as first, process(dsn, 2 * run + 1) as second:
        printed = lines(first, before) + lines(second, before)
        first.kill()
        printed += lines(first) + lines(second, after)
        second.kill()
        return printed + lines(second)


async def check(store: Store, printed: list[tuple[str, str, int]]) -> None:
    """Nothing acknowledged is lost, nothing is there twice, and each turn has its fact."""
    said = Counter((name, number) for word, name, number in printed if word == "said")
    assert set(said.values()) == {1}
    for name in (f"c{number}" for number in range(CONVERSATIONS)):
        found = await store.journal.find(ORG, Conversation, name)
        turns = await store.library.turns(ORG, ConversationId(name), limit=100_000)
        version = found.version if found else 0
        assert [stored.turn.number for stored in turns] == list(range(1, version))
        assert max((number for of, number in said if of == name), default=0) < max(version, 1)


async def prove(dsn: str, runs: int, most: int) -> None:
    random = Random(5)
    printed: list[tuple[str, str, int]] = []
    for run in range(runs):
        printed += killed_pair(dsn, run + 1, random.randint(20, most), most)
    await everybody_has_left(dsn)
    async with postgres_engine(dsn, emptied=False) as engine:
        store = store_over(engine)
        await check(store, printed)
        await check_leases(dsn, store, printed)
        await check_ledger(store)


async def everybody_has_left(dsn: str) -> None:
    """The server finishes what it was told to do, whoever told it."""
    connection = await asyncpg.connect(dsn)
    async with asyncio.timeout(10):
        while await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ):
            pass
    await connection.close()


async def check_leases(dsn: str, store: Store, printed: list[tuple[str, str, int]]) -> None:
    """Each attempt was given to one process; what a dead one was sending is taken over when its lease runs out."""
    sending = Counter((parcel, attempt) for word, parcel, attempt in printed if word == "sending")
    assert set(sending.values()) == {1}
    connection = await asyncpg.connect(dsn)
    stranded = {name for (name,) in await connection.fetch("SELECT id FROM outbox WHERE state = 'sending'")}
    await connection.close()
    taken: set[str] = set()
    while claimed := (await store.outbox.claim(now=LEASE, lease_until=At(LEASE + 1), limit=100)).sending:
        assert all(parcel.attempts == 2 for parcel in claimed if parcel.id in stranded)
        taken.update(parcel.id for parcel in claimed)
        for parcel in claimed:
            await store.outbox.sent(parcel)
    assert stranded <= taken


async def test_what_two_processes_acknowledged_survives_a_kill(postgres_dsn: str) -> None:
    await prove(postgres_dsn, runs=1, most=150)


@pytest.mark.prove
async def test_what_two_processes_acknowledged_survives_many_kills(postgres_dsn: str) -> None:
    await prove(postgres_dsn, runs=8, most=400)
