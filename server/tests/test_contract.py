"""The contract is what the code says."""

import json
from pathlib import Path

from handrail_server.contract import all_facts, documents, main


def test_a_written_contract_is_current_until_it_is_touched(tmp_path: Path) -> None:
    folder = ["--folder", str(tmp_path)]
    assert main(["--check", *folder]) == 1
    assert main(folder) == 0
    assert main(["--check", *folder]) == 0
    (tmp_path / "openapi.json").write_text("{}", encoding="utf-8")
    assert main(["--check", *folder]) == 1


def test_every_room_declares_facts_and_each_stands_in_the_schema() -> None:
    schema = json.loads(documents()["facts.schema.json"])
    names = [fact.__name__ for fact in all_facts()]
    assert len(names) == len(set(names)) > 80
    assert {"ConversationOpened", "DecisionMade", "CaseRequested", "PolicyPublished"} <= set(names)
    assert {each["properties"]["fact"]["const"] for each in schema["oneOf"]} == set(names)


def test_requests_and_answers_stand_in_the_openapi_document() -> None:
    document = json.loads(documents()["openapi.json"])
    assert document["openapi"].startswith("3.1")
    assert "/v1/conversations/{conversation}/turns" in document["paths"]
