"""Applies migrations inside the writer's transaction: after a crash a store is of the old shape or of the new one."""

import sqlite3
from collections.abc import Iterator, Sequence

from handrail_server.adapters.store.migrations import Migration, pending

_TABLE = """
CREATE TABLE IF NOT EXISTS migrations (
    name TEXT NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000)
) STRICT
"""


def apply(known: Sequence[Migration], connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Apply what is pending and answer the names."""
    connection.execute(_TABLE)
    applied: dict[str, str] = dict(connection.execute("SELECT name, checksum FROM migrations"))
    coming = pending(known, applied)
    for migration in coming:
        for statement in _statements(migration.sql):
            connection.execute(statement)
        row = (migration.name, migration.checksum)
        connection.execute("INSERT INTO migrations (name, checksum) VALUES (?, ?)", row)
    return [(migration.name,) for migration in coming]


def _statements(script: str) -> Iterator[str]:
    """The script's statements; a trigger's own semicolons do not end it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
