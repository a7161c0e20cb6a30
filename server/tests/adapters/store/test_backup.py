"""Backup and restore: consistent while the server writes, refused where they would destroy something."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from handrail_server.adapters.store.sqlite.backup import back_up, restore
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.basics.errors import Conflict, NotFound, Unavailable
from handrail_server.core.turns.conversation import Conversation
from server.tests.contracts.samples import ORG, conversation, conversation_subject
from server.tests.contracts.stores import Store, store_over


async def opened(path: Path, *, first: int = 1) -> tuple[SqliteEngine, Store]:
    engine = SqliteEngine(path)
    await engine.migrate()
    return engine, store_over(engine, first=first)


async def create(store: Store, names: range) -> None:
    await asyncio.gather(
        *(store.create(conversation_subject(f"c{number}"), conversation(f"c{number}")) for number in names)
    )


async def test_a_backup_taken_while_the_server_writes_is_whole(tmp_path: Path) -> None:
    engine, store = await opened(tmp_path / "handrail.db")
    await create(store, range(50))
    writing = asyncio.create_task(create(store, range(50, 400)))
    await asyncio.to_thread(back_up, tmp_path / "handrail.db", tmp_path / "backup.db")
    await writing
    await engine.close()
    restore(tmp_path / "backup.db", tmp_path / "elsewhere" / "handrail.db")
    engine, store = await opened(tmp_path / "elsewhere" / "handrail.db")
    for number in range(50):
        assert await store.journal.find(ORG, Conversation, f"c{number}") is not None
    waiting = sum(len(commit) for _, commit in await store.scribe.unplaced(limit=1_000))
    await engine.close()
    connection = sqlite3.connect(tmp_path / "elsewhere" / "handrail.db")
    assert connection.execute("SELECT count(*) FROM facts").fetchall() == [(waiting,)]
    connection.close()


async def test_a_restore_replaces_the_store_only_when_told_to(tmp_path: Path) -> None:
    path, backup = tmp_path / "handrail.db", tmp_path / "backup.db"
    engine, store = await opened(path)
    await create(store, range(1))
    await asyncio.to_thread(back_up, path, backup)
    await create(store, range(1, 3))
    with pytest.raises(Unavailable, match="in use"):
        restore(backup, path, replace=True)
    await engine.close()
    with pytest.raises(Conflict, match="There is a store"):
        restore(backup, path)
    restore(backup, path, replace=True)
    engine, store = await opened(path, first=100)
    assert await store.journal.find(ORG, Conversation, "c0") is not None
    assert await store.journal.find(ORG, Conversation, "c1") is None
    await create(store, range(1, 2))
    await engine.close()


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "handrail.db", tmp_path / "backup.db"
    with pytest.raises(NotFound):
        back_up(source, target)
    sqlite3.connect(source).close()
    target.write_text("precious")
    with pytest.raises(Conflict):
        back_up(source, target)
    assert target.read_text() == "precious"


def test_a_damaged_backup_is_refused_and_the_store_stays(tmp_path: Path) -> None:
    path, backup = tmp_path / "handrail.db", tmp_path / "backup.db"
    path.write_bytes(b"the store")
    backup.write_bytes(b"not a database" * 1_000)
    with pytest.raises(Unavailable, match="cannot be copied"):
        restore(backup, path, replace=True)
    assert path.read_bytes() == b"the store"
    with pytest.raises(NotFound):
        restore(tmp_path / "nothing", path)
