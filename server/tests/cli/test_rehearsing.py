"""`handrail rehearse`: what a policy would have done, the same that a server does, beside another policy."""

import io
import json
import os
import signal
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handrail_server.adapters.engine.processes import Processes
from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.reader import default_policy
from handrail_server.cli.app import app
from handrail_server.cli.laboratory import fates as fates_module
from handrail_server.cli.laboratory.differences import Differences
from handrail_server.cli.laboratory.fates import fates
from handrail_server.cli.laboratory.sums import Sums, nothing
from handrail_server.cli.replay.parts import PART, Part, parted
from handrail_server.core.policy.edits import Set
from server.tests.cli.conftest import Replayed
from server.tests.cli.sample import SAMPLE, agent, customer, written

UNSURE: dict[str, object] = {
    "id": "unsure",
    "needed": False,
    "turns": [
        customer("When does it come?", at="2026-11-02T10:05:00Z"),
        agent("On Monday, I think.", at="2026-11-02T10:06:00Z", confidence=0.6),
    ],
}
WRONG: dict[str, object] = {
    "id": "wrong",
    "needed": True,
    "needed_turn": 1,
    "turns": [
        customer("Is it dutiable?", at="2026-11-03T10:58:00Z"),
        agent("No.", at="2026-11-03T10:59:00Z", confidence=0.9),
        customer("Are you certain of that?", at="2026-11-03T11:00:00Z"),
        agent("Fairly.", at="2026-11-03T11:01:00Z", confidence=0.3),
    ],
}


@pytest.fixture
def default(tmp_path: Path) -> Path:
    file = tmp_path / "default.yaml"
    file.write_text(default_policy(), encoding="utf-8")
    return file


@pytest.fixture
def bolder(tmp_path: Path) -> Path:
    """Asks a person where the confidence is below 0.5 only."""
    file = tmp_path / "bolder.yaml"
    edit = Set(path=("organisation", "thresholds", "low_confidence", "at"), value=Decimal("0.5"))
    file.write_text(edit_text(default_policy(), edit), encoding="utf-8")
    return file


def rehearsed(command: CliRunner, tmp_path: Path, policy: Path, talks: Path, *options: str) -> dict[str, object]:
    target = tmp_path / "figures.json"
    chosen = ["rehearse", str(policy), "--on", str(talks), "--json", str(target), "--processes", "1"]
    found = command.invoke(app, [*chosen, *options])
    assert found.exit_code == 0, found.output
    answer = json.loads(target.read_text("utf-8"))
    assert isinstance(answer, dict)
    return answer


def sides(found: dict[str, object]) -> list[dict[str, object]]:
    answer = found["sides"]
    assert isinstance(answer, list)
    return answer


def test_it_comes_to_what_the_server_does(
    command: CliRunner, tmp_path: Path, default: Path, replayed: Replayed
) -> None:
    (side,) = sides(rehearsed(command, tmp_path, default, written(tmp_path / "sample.jsonl")))
    scores = side["scores"]
    assert isinstance(scores, dict)
    assert side["escalated"] == replayed.result["escalated"]
    for figure in ("labelled", "needed", "precision", "recall", "needless_per_100", "lateness_turns"):
        assert scores[figure] == replayed.result[figure]


def test_two_policies_stand_side_by_side(command: CliRunner, tmp_path: Path, default: Path, bolder: Path) -> None:
    talks = written(tmp_path / "talks.jsonl", [*SAMPLE, UNSURE, WRONG])
    found = rehearsed(command, tmp_path, bolder, talks, "--against", str(default))
    after, before = sides(found)
    assert (before["escalated"], after["escalated"]) == (4, 3)
    assert (before["cost"], after["cost"]) == ("60", "45")
    differences = found["differences"]
    assert isinstance(differences, list)
    (one,) = differences
    assert (one["conversation"], one["needed"], one["after"]) == ("unsure", False, None)
    assert (one["before"]["turn"], one["before"]["reasons"]) == (1, ["low_confidence"])


def test_a_person_who_comes_late_is_counted_as_late(command: CliRunner, tmp_path: Path, default: Path) -> None:
    (side,) = sides(rehearsed(command, tmp_path, default, written(tmp_path / "t.jsonl", [WRONG])))
    scores = side["scores"]
    assert isinstance(scores, dict)
    assert (scores["recall"], scores["lateness_turns"]) == (1.0, 2.0)


def test_the_hours_tell_how_many_people_are_busy(command: CliRunner, tmp_path: Path, default: Path) -> None:
    rows = [UNSURE, UNSURE | {"id": "unsure-2"}, WRONG]
    (side,) = sides(rehearsed(command, tmp_path, default, written(tmp_path / "t.jsonl", rows), "--minutes", "15"))
    load = side["load"]
    assert isinstance(load, dict)
    assert (load["busiest"], load["people"], load["hours"]) == (2, 0.5, 26)
    assert load["mean"] == pytest.approx(3 / 26)
    assert (load["of_day"][10], load["of_day"][11], sum(load["of_day"])) == (1.0, 0.5, 1.5)
    assert side["hours"] == 0.75


def test_processes_come_to_the_same_as_one(command: CliRunner, tmp_path: Path, default: Path, bolder: Path) -> None:
    rows = [{**row, "id": f"{row['id']}-{number}"} for number in range(60) for row in (*SAMPLE, UNSURE, WRONG)]
    talks = written(tmp_path / "talks.jsonl", rows)
    one = rehearsed(command, tmp_path, bolder, talks, "--against", str(default))
    two = rehearsed(command, tmp_path, bolder, talks, "--against", str(default), "--processes", "2")
    assert one | {"seconds": 0} == two | {"seconds": 0}
    assert one["conversations"] == 300
    after, before = sides(one)
    assert (after["escalated"], before["escalated"]) == (180, 240)
    differences = one["differences"]
    assert isinstance(differences, list)
    assert [each["conversation"] for each in differences] == [f"unsure-{number}" for number in range(60)]


def test_a_file_that_is_missing_or_says_nothing_is_refused(command: CliRunner, tmp_path: Path, default: Path) -> None:
    for file, said in (
        (tmp_path / "none.jsonl", "data not found"),
        (written(tmp_path / "e.jsonl", []), "no conversation"),
    ):
        found = command.invoke(app, ["rehearse", str(default), "--on", str(file)])
        assert found.exit_code == 1
        assert said in found.stderr


def test_a_policy_with_errors_is_refused(command: CliRunner, tmp_path: Path, default: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: handrail/1\nname: [", encoding="utf-8")
    options = ["--on", str(written(tmp_path / "t.jsonl")), "--against", str(broken)]
    found = command.invoke(app, ["rehearse", str(default), *options])
    assert found.exit_code == 1
    assert "handrail policy check" in found.stderr


def fared(talks: Path, texts: list[str], *, size: int = PART, processes: int = 1) -> tuple[Sums, list[str]]:
    differences = Differences(io.StringIO())
    with parted(talks, size=size) as parts:
        sums = fates(Processes(processes), texts, parts, differences)
    assert sums.conversations == 40
    return sums, list(differences.lines())


@pytest.fixture
def forty(tmp_path: Path) -> Path:
    rows = [{**row, "id": f"{row['id']}-{number}"} for number in range(8) for row in (WRONG, *SAMPLE, UNSURE)]
    return written(tmp_path / "talks.jsonl", rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(size=st.integers(1, 6_000))
def test_however_the_work_is_shared_out_it_comes_to_the_same(
    forty: Path, default: Path, bolder: Path, size: int
) -> None:
    texts = [file.read_text("utf-8") for file in (bolder, default)]
    assert fared(forty, texts, size=size) == fared(forty, texts)


def test_three_processes_on_small_parts_come_to_the_same(forty: Path, default: Path, bolder: Path) -> None:
    """Once: each process that is not forked imports everything, which takes seconds."""
    texts = [file.read_text("utf-8") for file in (bolder, default)]
    assert fared(forty, texts, size=900, processes=3) == fared(forty, texts)


def test_a_killed_process_leaves_no_figures(
    command: CliRunner, tmp_path: Path, default: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks = written(tmp_path / "talks.jsonl", [{**WRONG, "id": str(number)} for number in range(50)])
    target = tmp_path / "figures.json"
    monkeypatch.setattr(fates_module, "begin", _killed_at_once)
    options = ["--on", str(talks), "--processes", "2", "--json", str(target)]
    found = command.invoke(app, ["rehearse", str(default), *options])
    assert found.exit_code == 1
    assert "ended in the middle of its work, so there is no result" in found.stderr
    assert found.stdout == ""
    assert not target.exists()


def _killed_at_once(_texts: tuple[str, ...]) -> Callable[[Part], Sums]:
    def summed(_part: Part) -> Sums:
        os.kill(os.getpid(), signal.SIGKILL)
        return nothing(1)

    return summed
