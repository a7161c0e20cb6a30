"""What can be seen without opening the store: rights, key, disk, clock, log."""

import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from handrail_server.cli.doctor.finding import Finding, bad, doubtful, good
from handrail_server.cli.opening import DATABASE, KEY
from handrail_server.ledger.cipher import KEY_BYTES

_GB: Final = 2**30
_LEAST_FREE: Final = _GB // 4
_COMFORTABLE: Final = 2 * _GB
_LONGEST_LOG: Final = 256 * 2**20
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_BEFORE_THIS_WAS_WRITTEN: Final = 1_767_225_600
"""The beginning of 2026: a clock before it has lost its battery."""


def machine(data: Path, *, sqlite: bool) -> Iterator[Finding]:
    """All of it."""
    if not data.is_dir():
        yield bad("data directory", f"{data} is not there.", "Start the server once, or name it with --data.")
        return
    yield _rights(data)
    yield _key(data / KEY)
    yield _disk(data)
    yield _clock()
    if sqlite:
        yield _log(data / f"{DATABASE}-wal")


def _rights(data: Path) -> Finding:
    exposed = [
        path.name
        for path in (data / KEY, data / DATABASE, data / "demo-keys.json")
        if path.exists() and path.stat().st_mode & _OTHERS and data.stat().st_mode & _OTHERS
    ]
    if exposed:
        return doubtful("rights", f"Others on this machine may read {', '.join(exposed)}.", f"chmod 700 {data}")
    return good("rights", "Only the server's user reads the data.")


def _key(key: Path) -> Finding:
    if not key.exists():
        return bad("master key", f"{key} is not there: no body can be read.", "Put the key back from its own backup.")
    if key.stat().st_size != KEY_BYTES:
        return bad("master key", f"{key} is no key.", "Put the key back from its own backup.")
    return good("master key", "There. Keep a copy in another place than the store's.")


def _disk(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    text = f"{free / _GB:.1f} GB free."
    if free < _LEAST_FREE:
        return bad("disk", text, "Make room: on a full disk every turn is refused.")
    return doubtful("disk", text, "Make room soon.") if free < _COMFORTABLE else good("disk", text)


def _clock() -> Finding:
    if time.time() < _BEFORE_THIS_WAS_WRITTEN:
        return bad("clock", "The clock shows a time before 2026.", "Set it; run an NTP client.")
    return good("clock", time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()))


def _log(log: Path) -> Finding:
    size = log.stat().st_size if log.exists() else 0
    text = f"The write-ahead log has {size / 2**20:.0f} MB."
    if size > _LONGEST_LOG:
        return doubtful("log", text, "Something reads for very long; a restart of the server copies the log back.")
    return good("log", text)
