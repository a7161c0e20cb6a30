"""What files of recorded conversations may look like, and what is said of those that do not."""

import json
from pathlib import Path

import pytest

from handrail_server.cli.replay.files import recorded
from handrail_server.cli.replay.recording import Label, ToolUse
from handrail_server.core.basics.errors import HandrailError
from server.tests.cli.sample import ASKS, agent, customer, written


def test_tool_calls_come_with_the_agents_next_words(tmp_path: Path) -> None:
    (found,) = recorded(written(tmp_path / "a.jsonl", [ASKS]))
    assert [(said.index, said.author) for said in found.turns] == [
        (0, "customer"),
        (3, "agent"),
        (4, "customer"),
        (5, "agent"),
    ]
    assert found.turns[1].tools == (
        ToolUse(name="find_parcel", arguments={"order": "4711"}, result={"status": "on its way"}),
    )


def test_an_error_as_result_is_a_failed_call(tmp_path: Path) -> None:
    turns = [
        customer("Hi"),
        {"role": "tool_call", "name": "look", "args": "not json"},
        {"role": "tool_result", "name": "look", "text": "Error: no such order"},
        {"role": "tool_result", "name": "unannounced", "text": "fine"},
        agent("Hm."),
    ]
    (found,) = recorded(written(tmp_path / "a.jsonl", [{"id": "a", "turns": turns}]))
    assert found.turns[1].tools == (
        ToolUse(name="look", arguments="not json", result="Error: no such order", failed=True),
        ToolUse(name="unannounced", arguments={}, result="fine"),
    )


def test_other_names_of_roles_and_fields_are_understood(tmp_path: Path) -> None:
    messages = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello"},
    ]
    (found,) = recorded(written(tmp_path / "a.jsonl", [{"messages": messages}]))
    assert found.id == "line-1"
    assert [(said.author, said.text) for said in found.turns] == [("customer", "Hi"), ("agent", "Hello")]


@pytest.mark.parametrize(
    ("labels", "turns", "expected"),
    [
        ({"needed": True, "needed_turn": 2}, [customer("a")], Label(needed=True, said=True, turn=2)),
        ({"gold_transfer": False, "agent_transfer_turn": 7}, [customer("a")], Label(needed=False, said=False)),
        ({"gold_transfer": True, "agent_transfer_turn": 7}, [customer("a")], Label(needed=True, said=True, turn=7)),
        ({}, [customer("a", handoff=0), agent("b", handoff=1)], Label(needed=True, said=True, turn=1)),
        ({}, [customer("a", label3=0), agent("b"), customer("c", label3=0)], Label(needed=True, said=True, turn=2)),
        ({}, [customer("a", label3=0), agent("b"), customer("c", label3=1)], Label(needed=False, said=False)),
        (
            {"gold_transfer": False, "customer_asked_human_turn": 4},
            [customer("a")],
            Label(needed=True, said=False, turn=4),
        ),
        ({"customer_asked_human_turn": 4}, [customer("a")], Label(needed=True, said=None, turn=4)),
        ({"needed": False, "customer_asked_human_turn": None}, [customer("a")], Label(needed=False, said=False)),
        ({}, [customer("a")], None),
    ],
)
def test_labels(tmp_path: Path, labels: dict[str, object], turns: list[object], expected: Label | None) -> None:
    (found,) = recorded(written(tmp_path / "a.jsonl", [{"id": "a", "turns": turns, **labels}]))
    assert found.label == expected


def test_a_csv_is_read_by_its_column_map(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_text(
        "chat,who,words,when,needed\n"
        "7,user,Hello,2026-01-05T08:00:00Z,no\n"
        '8,user,"I want a person, now",,yes\n'
        "7,bot,Hi,2026-01-05 08:00:05,no\n",
        encoding="utf-8",
    )
    first, second = recorded(path, "conversation=chat, role=who, text=words, at=when")
    assert [(said.author, said.text, said.at) for said in first.turns] == [
        ("customer", "Hello", 1_767_600_000_000),
        ("agent", "Hi", 1_767_600_005_000),
    ]
    assert first.is_timed
    assert first.label == Label(needed=False, said=False)
    assert second.label == Label(needed=True, said=True, turn=0)
    assert not second.is_timed


def test_one_turn_a_line_without_a_role_is_the_customers(tmp_path: Path) -> None:
    rows = [{"conv": "a", "text": "Hello"}, {"conv": "a", "text": "Anybody?"}]
    (found,) = recorded(written(tmp_path / "a.jsonl", rows), "conversation=conv")
    assert [said.author for said in found.turns] == ["customer", "customer"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Line 1 is not JSON"),
        ("[]", "Line 1 is no JSON object"),
        ('\n{"id": "a"}', "Line 2 has no list `turns`"),
        (json.dumps({"turns": [{"role": "ghost", "text": "Boo"}]}), "Line 1, turn 0: nobody is called `ghost`"),
        (json.dumps({"turns": [{"role": "agent", "text": " "}]}), "no conversation with words"),
        (json.dumps({"turns": [{"role": "agent", "text": "a", "at": "yesterday"}]}), "`yesterday` is no time"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HandrailError, match=said):
        recorded(path)


def test_a_map_names_known_fields_and_the_conversations_column_must_be_there(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [{"text": "Hello"}])
    with pytest.raises(HandrailError, match="maps no field"):
        recorded(path, "colour=red")
    with pytest.raises(HandrailError, match="Line 1 has nothing in the column `conversation`"):
        recorded(path, "text=text")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(HandrailError, match="data not found"):
        recorded(tmp_path / "nowhere.jsonl")
