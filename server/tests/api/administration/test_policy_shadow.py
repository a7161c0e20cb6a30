"""A draft decides in the shadow: each decision beside the one that was made, and nothing comes of it."""

from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.api.administration.reception import Office, problem_of
from server.tests.api.administration.test_policy import document, draft

SHADOW = "/v1/policy/versions/{}/shadow"


async def stricter(office: Office) -> int:
    """A draft that holds every answer of which the agent is not wholly sure."""
    edit = {"path": ["organisation", "thresholds", "low_confidence", "at"], "set": 0.99}
    body = {"document": await document(office), "edits": [edit], "scope": ["organisation"]}
    changed = (await office.ask("POST", "/v1/policy/edits", body)).json()
    return await draft(office, str(changed["document"]))


async def said(office: Office, key: str, conversation: str, *, confidence: float = 0.9) -> list[str]:
    """The verdicts on a customer's turn, and on the draft that answers it."""
    turn = {"id": "t1", "author": "customer", "text": "When does my parcel arrive?"}
    path = f"/v1/conversations/{conversation}"
    heard = (await office.ask("POST", f"{path}/turns", turn, token=key)).json()
    answer = {
        "id": "t2", "text": "On Monday.", "floor": heard["floor"]["epoch"],
        "confidence": {"value": confidence, "origin": "model"},
    }  # fmt: skip
    drafted = (await office.ask("POST", f"{path}/proposals", answer, token=key)).json()
    return [heard["verdict"], drafted["verdict"]]


async def shadow(office: Office, version: int) -> dict[str, object]:
    """What is told of it, with all facts in their places."""
    scribe = LedgerScribe(office.house, Signer(b"s" * 32), name="test")
    while await scribe.place_once():
        pass
    answer = (await office.ask("GET", SHADOW.format(version))).json()
    assert isinstance(answer, dict)
    return answer


async def test_what_a_draft_would_decide_is_recorded_and_not_done(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    version = await stricter(office)
    path = SHADOW.format(version)
    assert (await shadow(office, version))["decisions"] == 0
    assert await said(office, key, "before") == ["proceed", "proceed"]
    life = (await office.ask("POST", path)).json()
    assert (life["shadow"], life["published"]) == (version, 1)
    assert await said(office, key, "beside") == ["proceed", "proceed"]
    assert await said(office, key, "certain", confidence=0.995) == ["proceed", "proceed"]
    found = await shadow(office, version)
    assert (found["conversations"], found["decisions"], found["changed"]) == (2, 4, 1)
    examples = found["examples"]
    assert isinstance(examples, list)
    (example,) = examples
    assert (example["conversation"], example["made"], example["shadow"]) == ("beside", "proceed", "hold")
    assert example["reasons"] == ["low_confidence"]
    assert (await office.ask("GET", "/v1/cases")).json()["cases"] == []
    assert (await office.ask("DELETE", path)).json()["shadow"] is None
    await said(office, key, "after")
    assert (await shadow(office, version))["decisions"] == 4


async def test_the_shadow_takes_the_right_to_publish_and_a_draft(office: Office) -> None:
    version = await stricter(office)
    assert problem_of(await office.ask("POST", SHADOW.format(version), by="rob"))[0] == 403
    assert problem_of(await office.ask("POST", SHADOW.format(1)))[0] == 409
    assert problem_of(await office.ask("POST", SHADOW.format(99)))[0] == 404
    assert problem_of(await office.ask("GET", SHADOW.format("x")))[0] == 404


async def test_a_published_version_leaves_the_shadow(office: Office) -> None:
    version = await stricter(office)
    await office.ask("POST", SHADOW.format(version))
    life = (await office.ask("POST", f"/v1/policy/versions/{version}/publication")).json()
    assert (life["published"], life["shadow"]) == (version, None)


async def test_a_call_is_decided_in_the_shadow_too(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    edit = {"path": ["organisation", "actions", "look_up"], "set": {"ask": "always"}}
    body = {"document": await document(office), "edits": [edit], "scope": ["organisation"]}
    changed = (await office.ask("POST", "/v1/policy/edits", body)).json()
    version = await draft(office, str(changed["document"]))
    turn = {"id": "t1", "author": "customer", "text": "When does my parcel arrive?"}
    heard = (await office.ask("POST", "/v1/conversations/c1/turns", turn, token=key)).json()
    await office.ask("POST", SHADOW.format(version))
    call = {"call_id": "a1", "tool": "look_up", "arguments": {"order": "4711"}, "floor": heard["floor"]["epoch"]}
    acted = (await office.ask("POST", "/v1/conversations/c1/actions", call, token=key)).json()
    assert acted["verdict"] == "proceed"
    examples = (await shadow(office, version))["examples"]
    assert isinstance(examples, list)
    (example,) = examples
    assert (example["made"], example["shadow"], example["reasons"]) == ("proceed", "ask_first", ["asks_first"])
