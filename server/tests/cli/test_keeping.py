"""Migrations, backups, explanations, imports, policies: each by its command."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handrail_server.cli.app import app
from server.tests.cli.conftest import Replayed


@pytest.fixture
def data(replayed: Replayed, tmp_path: Path) -> Path:
    return shutil.copytree(replayed.data, tmp_path / "data")


def test_migrations_are_applied_once(command: CliRunner, tmp_path: Path) -> None:
    arguments = ["migrate", "--data", str(tmp_path / "new")]
    assert "0001_tables" in command.invoke(app, arguments).output
    assert "Nothing to apply" in command.invoke(app, arguments).output


def test_a_backup_put_back_has_the_same_ledger(command: CliRunner, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    found = command.invoke(app, ["backup", str(copy), "--data", str(data)])
    assert found.exit_code == 0, found.output
    assert "master.key" in found.output
    elsewhere = tmp_path / "elsewhere"
    assert command.invoke(app, ["restore", str(copy), "--data", str(elsewhere)]).exit_code == 0
    shutil.copy2(data / "master.key", elsewhere / "master.key")
    exports = []
    for number, place in enumerate((data, elsewhere)):
        target = tmp_path / f"{number}.jsonl"
        assert command.invoke(app, ["audit", "export", str(target), "--data", str(place)]).exit_code == 0
        exports.append(target.read_bytes().splitlines()[1:])
    assert exports[0] == exports[1]


def test_a_store_is_replaced_only_when_said_so(command: CliRunner, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    command.invoke(app, ["backup", str(copy), "--data", str(data)])
    refused = command.invoke(app, ["restore", str(copy), "--data", str(data)])
    assert (refused.exit_code, "There is a store" in refused.output) == (1, True)
    assert command.invoke(app, ["restore", str(copy), "--data", str(data), "--replace"]).exit_code == 0


def test_a_decision_is_explained_and_made_again(command: CliRunner, data: Path, replayed: Replayed) -> None:
    escalations = replayed.result["escalations"]
    assert isinstance(escalations, list)
    found = command.invoke(app, ["explain", escalations[0]["decision"], "--data", str(data)])
    assert found.exit_code == 0, found.output
    assert "explicit_request → hand_over" in found.output
    assert "noticed explicit_request" in found.output
    assert "the same decision" in found.output
    assert command.invoke(app, ["explain", "decision_none", "--data", str(data)]).exit_code == 1


def test_people_are_imported_all_or_none(command: CliRunner, data: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    arguments = ["import", "people", str(people), "--data", str(data)]
    people.write_text("name,email,roles\nAna,ana@example.com,rep\nBo,not-an-address,captain\n", encoding="utf-8")
    refused = command.invoke(app, arguments)
    assert refused.exit_code == 1
    assert "Line 3" in refused.output
    assert "Nothing was imported" in refused.output
    people.write_text("name,email,roles\nAna,ana@example.com,rep\n", encoding="utf-8")
    assert "1 new, 0 changed, 0 unchanged; would be imported" in command.invoke(app, [*arguments, "--dry-run"]).output
    assert "1 new, 0 changed, 0 unchanged; imported" in command.invoke(app, arguments).output
    assert "0 new, 0 changed, 1 unchanged; imported" in command.invoke(app, arguments).output


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("queues", {"id": "returns", "name": "Returns"}),
        ("skills", {"name": "returns"}),
        ("customers", {"id": "ada", "name": "Ada"}),
    ],
)
def test_queues_skills_and_customers_are_imported(
    command: CliRunner, data: Path, tmp_path: Path, kind: str, row: dict[str, str]
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found = command.invoke(app, ["import", kind, str(file), "--data", str(data)])
    assert found.exit_code == 0, found.output
    assert f"{kind}: 1 new" in found.output


def test_what_cannot_be_imported_is_said(command: CliRunner, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    assert command.invoke(app, ["import", "ghosts", str(file), "--data", str(data)]).exit_code == 1
    assert command.invoke(app, ["import", "people", str(tmp_path / "none.csv"), "--data", str(data)]).exit_code == 1


def test_a_policy_is_checked_with_line_and_column(command: CliRunner, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(command.invoke(app, ["policy", "default"]).output, encoding="utf-8")
    assert command.invoke(app, ["policy", "check", str(policy)]).exit_code == 0
    policy.write_text(policy.read_text("utf-8") + "colour: red\n", encoding="utf-8")
    found = command.invoke(app, ["policy", "check", str(policy)])
    assert found.exit_code == 1
    line = len(policy.read_text("utf-8").splitlines())
    assert f"{policy}:{line}:1: error:" in found.output.replace("\n", "")


def test_nothing_cannot_be_backed_up(command: CliRunner, tmp_path: Path) -> None:
    found = command.invoke(app, ["backup", str(tmp_path / "x.db"), "--data", str(tmp_path / "nothing")])
    assert (found.exit_code, "There is no store" in found.output) == (1, True)
