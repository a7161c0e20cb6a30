"""`handrail learn build`: the same sets give the same bytes, and what is missing is named."""

import json
from pathlib import Path

from typer.testing import CliRunner

from handrail_server.cli.app import app

CROSS = ("this is disgusting", "I hate this", "so rude and useless", "this is awful")
CALM = ("where is my lamp", "what a lovely day", "is it open", "thank you all")


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def sets(folder: Path) -> Path:
    """The five sets in small, of our own words."""
    folder.mkdir()
    feelings = [(text, ["anger"], True) for text in CROSS] + [(text, ["joy"], False) for text in CALM]
    write(
        folder / "goemotions.dev.jsonl",
        [{"text": text, "emotions": emotions, "negative": negative} for text, emotions, negative in feelings * 3],
    )
    write(folder / "car_rental_feedback.jsonl", [{"text": text, "satisfied": 0} for text in CROSS])
    write(
        folder / "banking77.train.jsonl",
        [{"text": "my card was stolen", "intent": "stolen", "flag": "fraud"}, {"text": "hi", "intent": "hello"}],
    )
    for name in ("multidogo.dev.jsonl", "clinc150.train_val.jsonl"):
        write(folder / name, [{"text": text, "intent": "any"} for text in CALM])
    return folder


def test_the_same_sets_give_the_same_bytes(command: CliRunner, tmp_path: Path) -> None:
    data = sets(tmp_path / "data")
    for target in ("one", "other"):
        built = command.invoke(app, ["learn", "build", "--data", str(data), "--target", str(tmp_path / target)])
        assert built.exit_code == 0, built.output
    for name in ("needs_person.json", "displeased.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_a_missing_set_is_named(command: CliRunner, tmp_path: Path) -> None:
    refused = command.invoke(app, ["learn", "build", "--data", str(tmp_path), "--target", str(tmp_path / "out")])
    assert refused.exit_code == 1
    assert "goemotions.dev.jsonl" in refused.output
