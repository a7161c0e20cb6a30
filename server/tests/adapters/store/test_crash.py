"""What was acknowledged survives kill −9, whenever it strikes."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from handrail_server.adapters.store.sqlite.connection import reading
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.turns.conversation import Conversation
from server.tests.adapters.store.crash_writer import CALLERS
from server.tests.contracts.samples import ORG
from server.tests.contracts.stores import Store, store_over


def killed_run(path: Path, run: int, lines: int) -> Counter[str]:
    """The last acknowledged turn of each conversation when a server was killed after some lines."""
    command = [sys.executable, "-m", "server.tests.adapters.store.crash_writer", str(path), str(run)]
    acknowledged: Counter[str] = Counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(lines):
            note(acknowledged, child.stdout.readline())
        child.kill()
        for line in child.stdout:
            note(acknowledged, line)
    return acknowledged


def note(acknowledged: Counter[str], line: str) -> None:
    if line.endswith("\n"):  # the kill may cut the last one short
        name, number = line.split()
        acknowledged[name] = max(acknowledged[name], int(number))


async def check(store: Store, acknowledged: Counter[str]) -> None:
    for name in (f"c{caller}" for caller in range(CALLERS)):
        found = await store.journal.find(ORG, Conversation, name)
        if found is None:
            assert not acknowledged[name]
            continue
        assert found.version > acknowledged[name]
        assert found.state.turns == found.version - 1
        turns = await store.library.turns(ORG, ConversationId(name), limit=100_000)
        assert [stored.turn.number for stored in turns] == list(range(1, found.version))
        await check_chain(store, found.version, found.tip, name)


async def check_chain(store: Store, version: int, tip: bytes, name: str) -> None:
    found = await store.journal.load(ORG, Conversation, name)
    history = await store.library.history(ORG, found.subject, limit=100_000)
    assert [head.version for head, _ in history] == list(range(1, version + 1))
    assert all(body == {"text": "hello"} for _, body in history)
    assert history[-1][0].hash == tip.hex()


def check_rows(path: Path) -> None:
    """Facts are chained, and outbox and unplaced have what their commits gave them."""
    connection = reading(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tips: dict[str, str] = {}
        for name, head, digest in connection.execute("SELECT id, head, hash FROM facts ORDER BY id, version"):
            assert json.loads(head)["prev"] == tips.get(name, bytes(32).hex())
            tips[name] = digest.hex()
        ((facts,),) = connection.execute("SELECT count(*) FROM facts").fetchall()
        ((parcels,),) = connection.execute("SELECT count(*) FROM outbox").fetchall()
        ((unplaced,),) = connection.execute("SELECT count(*) FROM unplaced").fetchall()
        assert unplaced == facts == parcels + len(tips)
    finally:
        connection.close()


async def prove(path: Path, runs: int, most: int) -> None:
    random = Random(3)
    acknowledged: Counter[str] = Counter()
    for run in range(1, runs + 1):
        acknowledged |= killed_run(path, run, random.randint(1, most))
        check_rows(path)
        engine = SqliteEngine(path)
        await check(store_over(engine), acknowledged)
        await engine.close()
    assert acknowledged.total() > runs


async def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    await prove(tmp_path / "handrail.db", runs=2, most=200)


@pytest.mark.prove
async def test_what_was_acknowledged_survives_many_kills(tmp_path: Path) -> None:
    await prove(tmp_path / "handrail.db", runs=25, most=2_000)
