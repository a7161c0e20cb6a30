"""What only SQLite promises: one process, groups that fail alone, a full disk, facts that never change."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handrail_server.adapters.store.rows import FactRow, SubjectRow, TurnRow
from handrail_server.adapters.store.sqlite.connection import reading
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.adapters.store.write import Guard, Write
from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.writing import VersionConflict
from server.tests.contracts.samples import ORG, conversation, conversation_subject
from server.tests.contracts.stores import Store, store_over


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    engine = SqliteEngine(tmp_path / "handrail.db")
    await engine.migrate()
    yield engine
    await engine.close()


def write(name: str, version: int = 1, *, turns: tuple[TurnRow, ...] = (), state: str = "{}") -> Write:
    fact = FactRow("o", "case", name, version, f"{name}-{version}", "V", 1, "{}", None, None, b"h")
    return Write(
        at=1,
        guards=(Guard("o", "case", name, version - 1),),
        subjects=(SubjectRow("o", "case", name, version, b"h", state),),
        facts=(fact,),
        turns=turns,
    )


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = reading(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


async def test_of_a_group_only_the_guilty_fails(engine: SqliteEngine, tmp_path: Path) -> None:
    """A row that the database refuses, though the checks passed, fails alone; its group is stored."""
    broken = write("broken", turns=(TurnRow("o", "c", "no number", "t", "d", "said", "{}"),))  # type: ignore[arg-type]
    lone = write("lone", state="\ud800")
    work = [engine.commit(one) for one in (write("a"), broken, write("b"), lone, write("c"))]
    answers = await asyncio.gather(*work, return_exceptions=True)
    assert [type(answer).__name__ for answer in answers] == [
        "NoneType",
        "IntegrityError",
        "NoneType",
        "UnicodeEncodeError",
        "NoneType",
    ]
    assert rows(tmp_path / "handrail.db", "SELECT id FROM subjects ORDER BY id") == [("a",), ("b",), ("c",)]
    assert rows(tmp_path / "handrail.db", "SELECT count(*) FROM facts") == [(3,)]


async def test_writes_of_one_group_see_each_other(engine: SqliteEngine) -> None:
    work = [engine.commit(one) for one in (write("a"), write("a", 2), write("a", 2), write("a"), write("a", 3))]
    answers = await asyncio.gather(*work, return_exceptions=True)
    assert [type(answer) for answer in answers] == [
        type(None),
        type(None),
        VersionConflict,
        VersionConflict,
        type(None),
    ]


async def test_a_group_of_many_is_stored_whole(engine: SqliteEngine, tmp_path: Path) -> None:
    await asyncio.gather(*(engine.commit(write(f"s{number}")) for number in range(1_000)))
    assert rows(tmp_path / "handrail.db", "SELECT count(*) FROM subjects") == [(1_000,)]


async def test_a_full_disk_refuses_loses_nothing_and_recovers(engine: SqliteEngine, tmp_path: Path) -> None:
    path = tmp_path / "handrail.db"
    await engine.commit(write("before"))
    await limit_pages(engine, 1)
    big = "x" * 2_000_000
    answers = await asyncio.gather(
        *(engine.commit(write(f"big{number}", state=big)) for number in range(3)), return_exceptions=True
    )
    for answer in answers:
        assert isinstance(answer, Unavailable)
        assert "disk is full" in answer.message
    assert rows(path, "SELECT id FROM subjects") == [("before",)]
    await limit_pages(engine, 1_000_000)
    await engine.commit(write("big0", state=big))
    await engine.commit(write("before", 2))
    assert rows(path, "SELECT id, version FROM subjects ORDER BY id") == [("before", 2), ("big0", 1)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


async def limit_pages(engine: SqliteEngine, pages: int) -> None:
    """Stand in for a full disk: SQLite answers both with the same error."""

    def limit(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
        return connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    await engine._writer.do(limit)


async def test_a_second_server_on_the_file_is_refused_by_name(engine: SqliteEngine, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=f"in use by process {os.getpid()} on "):
        SqliteEngine(tmp_path / "handrail.db")


HOLDER = """
import pathlib, sys
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
engine = SqliteEngine(pathlib.Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_the_lock_goes_with_its_process_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "handrail.db"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        with pytest.raises(Unavailable, match=f"process {child.pid} "):
            SqliteEngine(path)
        child.kill()
    engine = SqliteEngine(path)
    asyncio.run(engine.close())


async def test_a_file_that_is_no_database_is_refused_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "handrail.db"
    path.write_bytes(b"this is not a database, but it is long enough to look like one" * 100)
    for _ in range(2):
        with pytest.raises(Unavailable, match="cannot be opened"):
            SqliteEngine(path)


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "handrail.db")
    await engine.migrate()
    last = asyncio.create_task(engine.commit(write("a")))
    await asyncio.sleep(0)
    await engine.close()
    await last
    with pytest.raises(Unavailable, match="closed"):
        await engine.commit(write("b"))
    assert not (tmp_path / "handrail.db-wal").exists()
    assert rows(tmp_path / "handrail.db", "SELECT id FROM subjects") == [("a",)]


async def test_a_caller_who_leaves_does_not_disturb_the_others(engine: SqliteEngine) -> None:
    leaving = asyncio.create_task(engine.commit(write("a")))
    staying = asyncio.create_task(engine.commit(write("b")))
    await asyncio.sleep(0)
    leaving.cancel()
    await staying
    with pytest.raises(VersionConflict):
        await engine.commit(write("a"))


@pytest.mark.parametrize("statement", ["UPDATE facts SET verb = 'x'", "DELETE FROM facts", "DELETE FROM ledger"])
async def test_facts_and_places_never_change(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "handrail.db"
    engine = SqliteEngine(path)
    await engine.migrate()
    store: Store = store_over(engine)
    await store.create(conversation_subject(), conversation())
    ((_, entries),) = await store.scribe.unplaced(limit=1)
    await store.scribe.place(ORG, size=0, entries=entries, frontier=(bytes(32),))
    await engine.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(statement)
    connection.close()


async def test_readers_cannot_write(engine: SqliteEngine, tmp_path: Path) -> None:
    connection = reading(tmp_path / "handrail.db")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM subjects")
    connection.close()


async def test_a_point_read_sees_what_was_just_acknowledged(engine: SqliteEngine) -> None:
    store = store_over(engine)
    for number in range(50):
        name = f"c{number}"
        await store.create(conversation_subject(name), conversation(name))
        assert (await store.journal.load(ORG, Conversation, name)).version == 1


PLANS = {
    "cases_in_state": "cases_in_order",
    "cases_of_queue": "cases_of_queue",
    "claim_deadlines": "deadlines_by_time",
    "open_conversations": "conversations_open",
    "conversations": "conversations_by_activity",
    "unacknowledged": "outbox_sent",
    "stale_parcels": "outbox_guarded",
    "dead_parcels": "outbox_dead",
    "subject": "sqlite_autoindex_subjects_1",
    "turns": "sqlite_autoindex_turns_1",
}


@pytest.mark.parametrize("name", sorted(PLANS))
async def test_what_runs_all_the_time_reads_no_whole_table(engine: SqliteEngine, tmp_path: Path, name: str) -> None:
    """Cost must not grow with what is stored (law 8): the plan searches the index meant for it, and sorts nothing."""
    connection = reading(tmp_path / "handrail.db")
    try:
        sql = engine._statements[name][-1].sql
        values = dict.fromkeys(("now", "lease_until", "limit", "org", "kind", "name", "state", "queue", "kinds"), 1)
        values |= dict.fromkeys(("rank", "secondary_rank", "target_accept_at", "requested_at", "before"), 1)
        values |= dict.fromkeys(("active_at", "agent", "is_open", "conversation", "after", "destination"), 1)
        plan = " | ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values))
    finally:
        connection.close()
    assert PLANS[name] in plan
    assert "TEMP B-TREE" not in plan
