"""`handrail learn fit` and its neighbours: what is missing is said, and what does not exist is refused."""

import shutil
from pathlib import Path

from typer.testing import CliRunner

from handrail_server.cli.app import app
from server.tests.cli.conftest import Replayed


def test_too_few_labels_are_said_with_what_it_takes(command: CliRunner, replayed: Replayed, tmp_path: Path) -> None:
    data = shutil.copytree(replayed.data, tmp_path / "data")
    fitted = command.invoke(app, ["learn", "fit", "--data", str(data)])
    assert fitted.exit_code == 1
    assert "There are 0 labelled turns; it takes 100" in " ".join(fitted.output.split())
    confidence = command.invoke(app, ["learn", "fit", "confidence", "--data", str(data)])
    assert confidence.exit_code == 1
    assert "it takes 30" in " ".join(confidence.output.split())
    listed = command.invoke(app, ["learn", "versions", "--data", str(data)])
    assert listed.exit_code == 0, listed.output
    assert "Nothing was fitted" in listed.output
    refused = command.invoke(app, ["learn", "adopt", "1", "--data", str(data)])
    assert refused.exit_code == 1
    assert "There is no version 1 here." in refused.output
