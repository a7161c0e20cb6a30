"""Migrations are applied once, in order, and never change afterwards."""

import sqlite3
from pathlib import Path

import pytest

from handrail_server.adapters.store.migrations import Migration, migrations, pending
from handrail_server.adapters.store.sqlite.engine import HERE, SqliteEngine
from handrail_server.adapters.store.sqlite.migrate import apply
from handrail_server.core.basics.errors import Unavailable

FIRST = Migration(name="0001_first", sql="CREATE TABLE a (x);")
SECOND = Migration(
    name="0002_second",
    sql="CREATE TABLE b (x);\nCREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n  INSERT INTO b VALUES (1);\nEND;\n",
)


def test_only_what_is_pending_is_applied() -> None:
    connection = sqlite3.connect(":memory:")
    assert apply([FIRST], connection) == [("0001_first",)]
    assert apply([FIRST, SECOND], connection) == [("0002_second",)]
    assert apply([FIRST, SECOND], connection) == []
    connection.execute("INSERT INTO a VALUES (1)")
    assert connection.execute("SELECT x FROM b").fetchall() == [(1,)]
    connection.close()


def test_an_applied_migration_that_reads_differently_is_refused() -> None:
    with pytest.raises(Unavailable, match="0001_first"):
        pending([FIRST], {"0001_first": SECOND.checksum})


def test_a_store_of_a_newer_version_is_refused() -> None:
    with pytest.raises(Unavailable, match="0002_second"):
        pending([FIRST], {"0001_first": FIRST.checksum, "0002_second": SECOND.checksum})


def test_migrations_are_numbered_without_gaps() -> None:
    names = [migration.name for migration in migrations(HERE / "migrations")]
    assert [int(name.split("_")[0]) for name in names] == list(range(1, len(names) + 1))


async def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "handrail.db")
    assert len(await engine.migrate()) == len(migrations(HERE / "migrations"))
    assert await engine.migrate() == ()
    await engine.close()
