"""`handrail learn build`: the same sets give the same bytes, and what is missing is named."""

import json
import shutil
from pathlib import Path

from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.facts import CaseLabel
from handrail_server.core.learning.labels import label_case as label
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.commits import decided
from handrail_server.house.opened_book import opened_book
from handrail_server.house.write import Write
from handrail_server.main import open_house
from server.tests.cli.conftest import Replayed

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


def test_labels_are_exported_as_lines_that_judge_learns_from(
    command: CliRunner, replayed: Replayed, tmp_path: Path
) -> None:
    data, target = shutil.copytree(replayed.data, tmp_path / "data"), tmp_path / "labels.jsonl"
    run(_label_all(data))
    exported = command.invoke(app, ["learn", "export", str(target), "--data", str(data)])
    assert exported.exit_code == 0, exported.output
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert rows
    assert {row["escalate"] for row in rows} == {0}
    assert all(row["text"] for row in rows)
    assert f"{len(rows)} labelled turns" in exported.output
    again = command.invoke(app, ["learn", "export", str(target), "--data", str(data)])
    assert again.exit_code == 1
    assert "exists already" in again.output


async def _label_all(data: Path) -> None:
    """Somebody calls every escalation avoidable."""
    async with open_house(config_of(data)) as opened:
        house = opened.house
        (org,) = await house.library.organisations()
        by = person(PersonId("rita"), Authenticated.SESSION)

        async def attempt(write: Write) -> None:
            for row in (await opened_book(house, org)).book.cases.values():
                found = await house.journal.load(org, Case, row.id)
                talk = await house.journal.load(org, Conversation, row.conversation)
                write.change(found, label(found.state, CaseLabel.AVOIDABLE, by=by, at=write.at), key=talk.state.key)

        await decided(house, org, attempt)
