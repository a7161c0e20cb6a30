"""The ledger, exported and verified by command."""

import asyncio
import shutil
from pathlib import Path

from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of
from handrail_server.main import open_house
from server.tests.cli.conftest import Replayed
from server.tests.ledger.sample import ORG, SIGNER
from server.tests.ledger.test_dossier import a_dossier


def exported(command: CliRunner, data: Path, target: Path, *more: str) -> str:
    found = command.invoke(app, ["audit", "export", str(target), "--data", str(data), *more])
    assert found.exit_code == 0, found.output
    return found.output


def test_an_export_holds_and_a_flipped_byte_is_found(command: CliRunner, replayed: Replayed, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    key = exported(command, replayed.data, ledger).rsplit(" ", 1)[-1].strip()
    assert command.invoke(app, ["audit", "verify", str(ledger), "--public-key", key]).exit_code == 0
    text = ledger.read_bytes()
    place = text.index(b"DecisionMade")
    ledger.write_bytes(text[:place] + b"d" + text[place + 1 :])
    assert command.invoke(app, ["audit", "verify", str(ledger)]).exit_code == 1


def test_heads_alone_hold_as_well(command: CliRunner, replayed: Replayed, tmp_path: Path) -> None:
    ledger = tmp_path / "heads.jsonl"
    exported(command, replayed.data, ledger, "--heads-only")
    assert b"talk to a real person" not in ledger.read_bytes()
    assert command.invoke(app, ["audit", "verify", str(ledger)]).exit_code == 0


def test_a_ledger_is_exported_while_a_server_has_the_store(
    command: CliRunner, replayed: Replayed, tmp_path: Path
) -> None:
    data = shutil.copytree(replayed.data, tmp_path / "data")

    async def meanwhile() -> str:
        async with open_house(config_of(data)):
            return await asyncio.to_thread(exported, command, data, tmp_path / "ledger.jsonl")

    assert "entries" in run(meanwhile())
    assert command.invoke(app, ["audit", "verify", str(tmp_path / "ledger.jsonl")]).exit_code == 0


def test_an_export_never_overwrites_a_file(command: CliRunner, replayed: Replayed, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    exported(command, replayed.data, ledger)
    again = command.invoke(app, ["audit", "export", str(ledger), "--data", str(replayed.data)])
    assert again.exit_code == 1
    assert "exists already" in again.output


def test_an_organisation_that_is_not_there_is_named(command: CliRunner, replayed: Replayed, tmp_path: Path) -> None:
    arguments = ["audit", "export", str(tmp_path / "x"), "--data", str(replayed.data), "--org", "nobody"]
    found = command.invoke(app, arguments)
    assert (found.exit_code, "There is no organisation `nobody`" in found.output) == (1, True)


def test_a_dossier_is_verified_as_an_export_is(command: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(a_dossier())
    key = tmp_path / "key"
    key.write_text(SIGNER.public_key(ORG) + "\n", encoding="utf-8")
    held = command.invoke(app, ["audit", "verify", str(file), "--public-key", str(key)])
    assert held.exit_code == 0
    assert "The words of this dossier are sealed by handrail/acme." in held.output
    file.write_bytes(a_dossier().replace(b"Case requested", b"Case requestet"))
    broken = command.invoke(app, ["audit", "verify", str(file)])
    assert broken.exit_code == 1
    assert "BROKEN" in broken.output
    assert command.invoke(app, ["audit", "verify", str(tmp_path / "none.json")]).exit_code == 1
