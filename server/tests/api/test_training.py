"""The training set over HTTP: labels with the words they are about, personal data taken out, to be learnt from."""

import json
from itertools import count, islice
from pathlib import Path

from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.learning.labels import drawn
from server.tests.api.office import Json, Office, problem

DRAWN = [name for n in islice(count(), 500) if drawn(ConversationId(name := f"talk-{n}"))]
ANGRY = "This is outrageous, call me on +1 415 555 0134 or I want to speak to a human"
CALM = "I would rather speak to a human, if somebody has time"


async def _says(office: Office, talk: str, *texts: str) -> object:
    case: object = None
    for number, text in enumerate(texts):
        said: Json = {"id": f"m{number}", "author": "customer", "text": text, "channel": "chat"}
        case = (await office.do(f"/conversations/{talk}/turns", "shop", said))["case"]
    return case


async def _rows(office: Office) -> list[Json]:
    await office.place()
    response = await office.get("/training-set", "vera")
    assert response.status_code == 200
    return [json.loads(line) for line in response.text.splitlines()]


async def test_a_labelled_escalation_teaches_by_the_turn_that_led_to_it(office: Office) -> None:
    case = await _says(office, "c1", "Hello, where is it?", ANGRY)
    await office.do(f"/cases/{case}/labels", "rita", {"label": "needed"})
    other = await _says(office, "c2", CALM)
    await office.do(f"/cases/{other}/labels", "rita", {"label": "avoidable"})
    await _says(office, "c3", "A human, please, I want to speak to one.")
    first, second = await _rows(office)
    assert (first["text"], first["escalate"], first["turn"]) == (ANGRY.replace("+1 415 555 0134", "[phone]"), 1, 2)
    assert (second["text"], second["escalate"], second["origin"]) == (CALM, 0, "label")
    problem(await office.get("/training-set", "rita"), 403)


async def test_a_judged_sample_teaches_that_nobody_was_needed(office: Office) -> None:
    await _says(office, DRAWN[0], "When do you open?", "And on Sundays?")
    await _says(office, DRAWN[1], "It broke.", "It broke again.")
    for name, needed in ((DRAWN[0], False), (DRAWN[1], True)):
        await office.place()
        await office.do(f"/conversations/{name}/sample-judgement", "vera", {"needed_a_person": needed})
    told = {(row["text"], row["escalate"], row["origin"]) for row in await _rows(office)}
    assert told == {
        ("When do you open?", 0, "sample"),
        ("And on Sundays?", 0, "sample"),
        ("It broke again.", 1, "sample"),
    }


async def test_the_measuring_command_learns_from_it(office: Office, tmp_path: Path) -> None:
    for number in range(8):
        label, text = ("needed", f"{ANGRY} {number}") if number % 2 else ("avoidable", f"{CALM} {number}")
        case = await _says(office, f"c{number}", text)
        await office.do(f"/cases/{case}/labels", "rita", {"label": label})
    file = tmp_path / "training.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in await _rows(office)), encoding="utf-8")
    judged = CliRunner().invoke(
        app, ["judge", "--task", "escalation", "--test", str(file), "--train", str(file), "--json"]
    )
    assert judged.exit_code == 0, judged.output
    assert json.loads(judged.output)["n"] == 8
