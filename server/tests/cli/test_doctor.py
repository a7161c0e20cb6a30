"""What the doctor finds."""

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.cli.doctor.finding import Grade
from handrail_server.cli.doctor.machine import machine
from server.tests.cli.conftest import Replayed


@pytest.fixture
def data(replayed: Replayed, tmp_path: Path) -> Path:
    copy = shutil.copytree(replayed.data, tmp_path / "data")
    copy.chmod(0o700)
    return copy


def grades(data: Path) -> dict[str, Grade]:
    return {finding.name: finding.grade for finding in machine(data, sqlite=True)}


def test_a_sound_installation_is_told_to_be_so(command: CliRunner, data: Path) -> None:
    found = command.invoke(app, ["doctor", "--data", str(data)])
    assert found.exit_code == 0, found.output
    for words in (
        "master key",
        "write-ahead log",
        "tables are up to date",
        "holds",
        "None was blind",
        "There are none",
    ):
        assert words in found.output


def test_queues_that_nobody_works_are_named(command: CliRunner, data: Path) -> None:
    found = command.invoke(app, ["doctor", "--data", str(data)])
    assert "Nobody works" in found.output


def test_a_missing_key_and_a_damaged_one_are_bad(data: Path) -> None:
    (data / "master.key").write_bytes(b"short")
    assert grades(data)["master key"] is Grade.BAD
    (data / "master.key").unlink()
    assert grades(data)["master key"] is Grade.BAD


def test_what_others_may_read_is_named(data: Path) -> None:
    assert grades(data)["rights"] is Grade.GOOD
    data.chmod(0o755)
    (data / "master.key").chmod(0o644)
    assert grades(data)["rights"] is Grade.DOUBTFUL


def test_a_long_log_is_doubtful(data: Path) -> None:
    with (data / "handrail.db-wal").open("wb") as log:
        os.truncate(log.fileno(), 300 * 2**20)
    assert grades(data)["log"] is Grade.DOUBTFUL


def test_another_key_than_the_stores_is_found(command: CliRunner, data: Path) -> None:
    (data / "master.key").write_bytes(b"x" * 32)
    found = command.invoke(app, ["doctor", "--data", str(data)])
    assert found.exit_code == 1
    assert "does not hold" in found.output


def test_nothing_at_all_is_bad(command: CliRunner, tmp_path: Path) -> None:
    assert command.invoke(app, ["doctor", "--data", str(tmp_path / "nothing")]).exit_code == 1
