"""One replay that several tests look at."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handrail_server.cli.app import app
from server.tests.cli.sample import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """Where the data lies, and what was printed and written."""

    data: Path
    shown: str
    result: dict[str, object]


@pytest.fixture
def command() -> CliRunner:
    return CliRunner()


@pytest.fixture(scope="session")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    folder = tmp_path_factory.mktemp("replayed")
    file, data, target = written(folder / "sample.jsonl"), folder / "data", folder / "result.json"
    found = CliRunner().invoke(app, ["replay", str(file), "--data", str(data), "--json", str(target)])
    assert found.exit_code == 0, found.output
    return Replayed(data=data, shown=found.output, result=json.loads(target.read_text("utf-8")))
