"""Replays through the real HTTP API."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, opened_to_read
from handrail_server.cli.replay.files import recorded
from handrail_server.cli.replay.place import Place, own_place
from handrail_server.cli.replay.played import Played
from handrail_server.cli.replay.player import Player
from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.time import HOUR
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.reading import CaseFilter
from server.tests.cli.conftest import Replayed
from server.tests.cli.sample import ASKS, CALM, SUES, agent, customer, written

BEGAN = 1_767_600_000_000


def test_the_result_says_what_would_have_reached_a_person_and_why(replayed: Replayed) -> None:
    result = replayed.result
    assert (result["conversations"], result["turns"], result["escalated"]) == (3, 9, 2)
    escalations = result["escalations"]
    assert isinstance(escalations, list)
    assert [(each["conversation"], each["turn"], each["author"]) for each in escalations] == [
        ("asks", 4, "customer"),
        ("sues", 0, "customer"),
    ]
    assert "explicit_request" in escalations[0]["reasons"]
    assert "legal_threat" in escalations[1]["reasons"]
    evidence = [each for each in escalations[0]["evidence"] if each["reason"] == "explicit_request"]
    assert evidence[0]["turn"] == 4
    assert "person" in evidence[0]["text"]
    assert result["refused"] == []


def test_the_result_has_speed_and_scores(replayed: Replayed) -> None:
    result = replayed.result
    assert (result["precision"], result["recall"], result["needless_per_100"]) == (1.0, 1.0, 0.0)
    assert result["lateness_turns"] == 0.0
    for name in ("turns_per_second", "p50_ms", "p99_ms", "seconds"):
        value = result[name]
        assert isinstance(value, float)
        assert value > 0


def test_the_table_shows_it_in_one_look(replayed: Replayed) -> None:
    for words in ("conversations", "escalated conversations", "turns per second", "precision"):
        assert words in replayed.shown


def test_each_escalation_has_its_case_and_nobody_was_notified(replayed: Replayed) -> None:
    async def look() -> tuple[int, int, int]:
        org = OrgId(str(replayed.result["organisation"]))
        async with opened_to_read(config_of(replayed.data)) as opened:
            cases = await opened.house.library.cases(org, CaseFilter())
            people = await opened.house.library.people(org)
            dead = await opened.house.outbox.dead(org)
        return len(cases.items), len(people), len(dead.items)

    assert run(look()) == (2, 1, 0)


def test_a_second_run_starts_clean(command: CliRunner, tmp_path: Path) -> None:
    file = written(tmp_path / "sample.jsonl", [SUES])
    results = []
    for name in ("one", "two"):
        arguments = ["replay", str(file), "--data", str(tmp_path / "data"), "--json", str(tmp_path / name)]
        assert command.invoke(app, arguments).exit_code == 0
        results.append(json.loads((tmp_path / name).read_text("utf-8")))
    assert results[0]["organisation"] != results[1]["organisation"]
    assert [each["escalated"] for each in results] == [1, 1]
    one, two = ([each["reasons"] for each in result["escalations"]] for result in results)
    assert one == two


def test_a_policy_of_ones_own_is_judged_by(command: CliRunner, tmp_path: Path) -> None:
    shown = command.invoke(app, ["policy", "default"]).output
    policy = tmp_path / "policy.yaml"
    policy.write_text(shown.replace("name: Default", "name: Ours", 1), encoding="utf-8")
    file = written(tmp_path / "sample.jsonl", [CALM])
    assert command.invoke(app, ["replay", str(file), "--policy", str(policy)]).exit_code == 0
    policy.write_text("name: [", encoding="utf-8")
    refused = command.invoke(app, ["replay", str(file), "--policy", str(policy)])
    assert refused.exit_code == 1
    assert "This is not YAML" in refused.output


def test_where_the_file_has_times_they_are_the_servers(tmp_path: Path) -> None:
    """The conversations overlap; the case of the first is queued, waits, and lands, all in recorded time."""
    first = [customer("I want to talk to a person.", at=BEGAN / 1000), agent("Sure.", at=BEGAN / 1000 + 1)]
    later = [customer("Where is my parcel?", at=(BEGAN + 12 * HOUR) / 1000)]
    rows: list[dict[str, object]] = [{"id": "late", "turns": later}, {"id": "first", "turns": first}]
    file = written(tmp_path / "timed.jsonl", rows)
    result = tmp_path / "result.json"
    arguments = ["replay", str(file), "--data", str(tmp_path / "data"), "--json", str(result)]
    found = CliRunner().invoke(app, arguments)
    assert found.exit_code == 0, found.output
    org = OrgId(json.loads(result.read_text("utf-8"))["organisation"])

    async def look() -> tuple[int, int, bool]:
        async with opened_to_read(config_of(tmp_path / "data")) as opened:
            cases = await opened.house.library.cases(org, CaseFilter())
            (case,) = cases.items
            late = await opened.house.journal.load(org, Conversation, ConversationId("late"))
            return case.requested_at, late.state.opened_at, case.promised_for is not None or case.exhausted

    requested_at, opened_at, moved_on = run(look())
    assert (requested_at, opened_at) == (BEGAN, BEGAN + 12 * HOUR)
    assert moved_on


def test_a_running_server_can_be_played_against_again_and_again(tmp_path: Path) -> None:
    conversations = recorded(written(tmp_path / "sample.jsonl", [ASKS, CALM]))

    async def twice() -> list[Played]:
        async with own_place(tmp_path / "data", policy=None, clock=None) as place:
            played = []
            for run_name in ("one-", "two-"):
                there = Place(url=place.url, key=place.key, prefix=run_name)
                played.append(await Player(conversations, there, step=lambda: None).play(2))
            return played

    one, two = run(twice())
    assert [len(each.escalations) for each in (one, two)] == [1, 1]
    assert one.turns == two.turns == 7


def test_a_wrong_key_is_said_at_once(tmp_path: Path, command: CliRunner) -> None:
    file = written(tmp_path / "sample.jsonl", [CALM])

    async def refused() -> str:
        async with own_place(tmp_path / "data", policy=None, clock=None) as place:
            wrong = Place(url=place.url, key="hra_wrong")
            with pytest.raises(Exception, match="refuses the key"):
                await Player(recorded(file), wrong, step=lambda: None).play(1)
            return "said"

    assert run(refused()) == "said"
    assert command.invoke(app, ["replay", str(file), "--url", "http://127.0.0.1:1"]).exit_code == 1


def test_a_turn_that_the_server_refuses_is_told_and_the_rest_goes_on(tmp_path: Path, command: CliRunner) -> None:
    bad: dict[str, object] = {"id": "bad", "turns": [customer("a\0b"), agent("Hello.")]}
    result = tmp_path / "result.json"
    found = command.invoke(app, ["replay", str(written(tmp_path / "s.jsonl", [bad, CALM])), "--json", str(result)])
    assert found.exit_code == 0
    refusals = json.loads(result.read_text("utf-8"))["refused"]
    assert [(each["conversation"], each["turn"]) for each in refusals] == [("bad", 0)]
    assert "Refused (4" in found.output
