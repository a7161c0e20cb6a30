"""kill −9 in the middle of a replay loses no acknowledged turn and no case, and the ledger holds."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, opened_to_read
from handrail_server.core.basics.ids import ConversationId, OrgId, TurnId
from handrail_server.core.cases.case import Case
from server.tests.cli.sample import agent, customer, written

Line = dict[str, str]


def conversations(count: int) -> list[dict[str, object]]:
    """Long enough that a kill finds all of them under way; every third needs a person."""
    return [
        {
            "id": f"c{number}",
            "turns": [
                customer("I want to talk to a person." if number % 3 == 0 else "Where is my parcel?"),
                *(
                    agent(f"It is at stop {stop}.") if stop % 2 else customer(f"And at {stop}?")
                    for stop in range(1, 20)
                ),
            ],
        }
        for number in range(count)
    ]


def killed(folder: Path, count: int, after: int) -> list[Line]:
    """Replay in a process of its own, kill it once so many turns were taken, and give those lines."""
    file, taken = written(folder / "sample.jsonl", conversations(count)), folder / "taken.jsonl"
    taken.touch()
    command = [sys.executable, "-c", "from handrail_server.cli import main; main()"]
    options = ["replay", str(file), "--data", str(folder / "data"), "--acknowledged", str(taken)]
    with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as replaying:
        deadline = time.monotonic() + 120
        with taken.open(encoding="utf-8") as lines:
            seen = 0
            while seen < after and replaying.poll() is None and time.monotonic() < deadline:
                seen += len(lines.readlines())
        replaying.send_signal(signal.SIGKILL)
        assert replaying.wait() == -signal.SIGKILL
    return list(whole_lines(taken))


def whole_lines(path: Path) -> Iterator[Line]:
    """The kill may have cut the last line short."""
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            yield json.loads(line)


async def lost(data: Path, taken: list[Line]) -> tuple[list[Line], OrgId]:
    """What was acknowledged and is not there."""
    async with opened_to_read(config_of(data)) as opened:
        house = opened.house
        (org,) = await house.library.organisations()
        missing = []
        for line in taken:
            turn = await house.library.turn(org, ConversationId(line["conversation"]), TurnId(line["turn"]))
            case = await house.journal.find(org, Case, line["case"]) if line["case"] else None
            if turn is None or turn.judged is None or (line["case"] and case is None):
                missing.append(line)
        return missing, org


def check(folder: Path, taken: list[Line]) -> None:
    missing, org = run(lost(folder / "data", taken))
    assert missing == []
    ledger = folder / "ledger.jsonl"
    exported = CliRunner().invoke(app, ["audit", "export", str(ledger), "--data", str(folder / "data"), "--org", org])
    assert exported.exit_code == 0, exported.output
    assert CliRunner().invoke(app, ["audit", "verify", str(ledger)]).exit_code == 0


def test_a_kill_in_the_middle_of_a_replay_loses_nothing_acknowledged(tmp_path: Path) -> None:
    taken = killed(tmp_path, count=60, after=300)
    assert any(line["case"] for line in taken)
    check(tmp_path, taken)


@pytest.mark.prove
@pytest.mark.parametrize("after", [1, 50, 700, 2_000, 5_000, 9_000])
def test_whenever_the_kill_comes_nothing_acknowledged_is_lost(tmp_path: Path, after: int) -> None:
    check(tmp_path, killed(tmp_path, count=600, after=after))
