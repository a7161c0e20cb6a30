"""Servers as processes: the first start, the demo, a port that is taken."""

import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from handrail_server.cli.app import app

COMMAND = (sys.executable, "-c", "from handrail_server.cli import main; main()")


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The process and what it printed up to its last line of greeting."""
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if re.search(r"set-up'? -H|audit verify|^http://\S+$", line):
                break
        try:
            yield process, lines
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
        assert process.returncode == 0


def address(lines: list[str]) -> str:
    found = re.search(r"http://[\d.]+:\d+", "\n".join(lines))
    assert found is not None
    return found.group()


def test_the_first_start_prints_a_link_that_makes_the_organisation_once(tmp_path: Path) -> None:
    with started("serve", "--data", str(tmp_path / "data"), "--port", "0") as (_, lines):
        url = address(lines)
        (link,) = [line.strip() for line in lines if "/set-up#" in line]
        body = {
            "token": link.partition("#")[2],
            "organisation": "Acme",
            "name": "Ada",
            "email": "ada@example.com",
            "password": "correct horse battery",
        }
        assert httpx2.post(f"{url}/v1/set-up", json=body).status_code < 300
        assert httpx2.post(f"{url}/v1/set-up", json=body).status_code >= 400
    with started("demo", "--data", str(tmp_path / "other"), "--port", "0", "--quiet") as (_, lines):
        assert lines == [address(lines)]


def test_the_demos_next_steps_work_when_pasted(tmp_path: Path) -> None:
    with started("demo", "--data", str(tmp_path / "data"), "--port", "0") as (_, lines):
        steps = [shlex.split(line) for line in lines if line.strip().startswith("curl ")]
        answers = [subprocess.run(step, check=True, capture_output=True, text=True).stdout for step in steps]
    assert '"verdict":"hand_over"' in answers[0]
    assert '"explicit_request"' in answers[1]
    assert '"hello"' in answers[2]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        found = subprocess.run(
            [*COMMAND, "serve", "--data", str(tmp_path), "--port", port], check=False, capture_output=True, text=True
        )
    assert found.returncode == 1
    assert f"{port} cannot be listened on" in found.stderr


def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with started("demo", "--data", str(tmp_path / "data"), "--port", "0", "--quiet"):
        arguments = [*COMMAND, "serve", "--data", str(tmp_path / "data"), "--port", "0"]
        found = subprocess.run(arguments, check=False, capture_output=True, text=True)
    assert found.returncode == 1
    assert "is in use by process" in found.stderr


@pytest.mark.parametrize(
    "name", ["serve", "demo", "replay", "import", "explain", "migrate", "backup", "restore", "doctor"]
)
def test_every_command_explains_itself(command: CliRunner, name: str) -> None:
    found = command.invoke(app, [name, "--help"])
    assert found.exit_code == 0
    assert "Usage" in found.output
