"""The master key's file: 32 random bytes that only the server's user may read."""

import os
from pathlib import Path

from handrail_server.core.basics.errors import Unavailable
from handrail_server.ledger.cipher import KEY_BYTES, MasterKey, new_secret


def master_key(path: Path) -> MasterKey:
    """The key in the file, made on first use; raises `Unavailable` where the file is not one."""
    if not path.exists():
        _make(path)
    secret = path.read_bytes()
    if len(secret) != KEY_BYTES:
        raise Unavailable(f"{path} is no master key.", fix="Put the right file there; without it no body can be read.")
    return MasterKey(secret)


def _make(path: Path) -> None:
    """Write the key under another name first, so that a crash leaves a whole key or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unready = path.with_name(path.name + ".partial")
    unready.unlink(missing_ok=True)
    file = os.open(unready, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, new_secret())
        os.fsync(file)
    finally:
        os.close(file)
    unready.rename(path)
