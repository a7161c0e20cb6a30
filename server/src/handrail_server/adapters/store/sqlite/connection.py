"""How the file is opened: one connection writes and checkpoints, all others only read.

Before SQLite 3.51.3 a checkpoint by one connection while another resets the log can lose a committed page; with a
single writing connection it cannot happen.
"""

import sqlite3
from pathlib import Path

_CACHE_KIB = 65_536
_CHECKPOINT_PAGES = 4_000
"""Hot pages are copied back once for many commits; the log stays near 16 MB."""
_STATEMENTS = 512


def writing(path: Path) -> sqlite3.Connection:
    """The connection that writes: what it commits is on the disk when it returns."""
    connection = _open(path, query_only=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; each statement sees what was committed before it."""
    return _open(path, query_only=True)


def _open(path: Path, *, query_only: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS, timeout=10
    )
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    if query_only:
        connection.execute("PRAGMA query_only = ON")
    return connection
