"""The master key's file."""

import stat
from pathlib import Path

import pytest

from handrail_server.adapters.store.master_key import master_key
from handrail_server.core.basics.errors import Unavailable


def test_it_is_made_once_for_the_servers_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "master.key"
    made = master_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert master_key(path).id == made.id
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"short")
    with pytest.raises(Unavailable, match="no master key"):
        master_key(path)
