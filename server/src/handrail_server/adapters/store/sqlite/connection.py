"""How the file is opened: one connection writes and checkpoints, all others only read.

Before SQLite 3.51.3 a checkpoint by one connection while another resets the log can lose a committed page; with a
single writing connection it cannot happen.
"""

import sqlite3
from pathlib import Path

_CACHE_KIB = 65_536
_CHECKPOINT_PAGES = 16_000
"""Hot pages are copied back once for many commits; the log stays near 64 MB. Whoever commits when it is due waits, so
it is rare: with 8 clients p99 was 18 to 21 ms at 4,000 pages and 11 to 18 ms at 16,000, with a tenth more turns."""
_STATEMENTS = 512


def writing(path: Path) -> sqlite3.Connection:
    """The connection that writes: what it commits is on the disk when it returns."""
    return _open(
        path,
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}",
    )


def reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; each statement sees what was committed before it."""
    return _open(path, "PRAGMA query_only = ON")


def _open(path: Path, *settings: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS, timeout=10
    )
    try:
        for setting in (f"PRAGMA cache_size = -{_CACHE_KIB}", "PRAGMA temp_store = MEMORY", *settings):
            connection.execute(setting)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
