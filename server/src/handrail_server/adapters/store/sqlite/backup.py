"""Copies of the whole store, consistent while the server runs.

The master key is not in it: a copy of the store and a copy of `master.key` belong in two different places, since
whoever has both can read everything, and whoever lost the key can read no body again.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from handrail_server.adapters.store.sqlite.file_lock import FileLock
from handrail_server.core.basics.errors import Conflict, NotFound, Unavailable


def back_up(database: Path, target: Path) -> None:
    """Copy the store as of now to `target`, which appears whole or not at all; the server may go on writing."""
    if not database.exists():
        raise NotFound(f"There is no store at {database}.")
    if target.exists():
        raise Conflict(f"{target} exists already.", fix="Name a file that does not exist.")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        _copy(database, partial)
        partial.replace(target)
        _sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def restore(backup: Path, database: Path, *, replace: bool = False) -> None:
    """Put a backup in the store's place; raises `Unavailable` while a server runs, `Conflict` unless `replace`."""
    if not backup.exists():
        raise NotFound(f"There is no backup at {backup}.")
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(database)
    try:
        if database.exists() and not replace:
            raise Conflict(f"There is a store at {database}.", fix="Say that it is to be replaced.")
        partial = database.with_name(database.name + ".partial")
        partial.unlink(missing_ok=True)
        _copy(backup, partial)
        for log in ("-wal", "-shm"):
            database.with_name(database.name + log).unlink(missing_ok=True)
        partial.replace(database)
        _sync(database.parent)
    finally:
        lock.release()


def _copy(source: Path, target: Path) -> None:
    with closing(_reading(source)) as old, closing(sqlite3.connect(target)) as new:
        try:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            ((verdict,),) = new.execute("PRAGMA integrity_check(1)").fetchall()
        except sqlite3.Error as error:
            raise Unavailable(f"{source} cannot be copied: {error}.") from None
    if verdict != "ok":
        raise Unavailable(f"{source} is damaged: {verdict}.", fix="Use another backup.")
    target.chmod(0o600)
    _sync(target)


def _reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems refuse to sync a folder
            os.fsync(file)
    finally:
        os.close(file)
