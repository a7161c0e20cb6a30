"""One server to a file: SQLite's own lock starves all but one of several writers, so the second is refused at once."""

import fcntl
import json
import os
import socket
from pathlib import Path

from handrail_server.core.basics.errors import Unavailable


class FileLock:
    """Holds the database's lock file. The system lets go of it when the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        """Take the lock, or raise `Unavailable` naming who has it."""
        self._path = database.with_name(database.name + ".lock")
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = _holder(self._path)
            os.close(self._file)
            raise Unavailable(
                f"{database} is in use by {holder}.",
                fix="Stop that server first, or use PostgreSQL for several processes.",
            ) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode(), 0)

    def release(self) -> None:
        """Let another process have it; the file stays, since removing it would let two hold two files of one name."""
        os.close(self._file)


def _holder(path: Path) -> str:
    try:
        found = json.loads(path.read_text())
        return f"process {found['pid']} on {found['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
