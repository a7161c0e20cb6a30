"""The same request again has no other effect and the same answer, by its own id or by an Idempotency-Key (law 6)."""

import asyncio
from typing import Final

import httpx2
import pytest

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import DAY
from server.tests.api.office import Office, answer, problem, rows
from server.tests.api.requests import Json, body_of, path_of

KEYED: Final = [each for each in ENDPOINTS if each.keyed]
WHO: Final = {"complete": "shop", "fail": "shop", "take_lease": "shop", "rate": "shop", "renew_key": "rita"}
ADMINISTRATION: Final = ("new_key", "invite_somebody", "invite_again", "offer_reset", "draft_version")
HEALTH: Final = "My health insurance denied my claim for diabetes treatment; I dispute the bill."
SECRET: Final = ("new_key", "renew_key", "invite_somebody", "invite_again", "offer_reset")
DONE: Final = {
    *SECRET, "claim", "consult", "flag", "hold_replies", "identify", "label_case", "pause", "rate", "reassign",
    "take_lease", "complete", "fail", "take_over", "transfer", "unseal", "whisper", "withdraw",
    "resolve", "hand_back", "hand_back_conversation", "extend_wrap_up", "close",
}  # fmt: skip
"""What the small scenes below let happen; each must have happened, so that its repetition is tested."""


def _who(each: Endpoint) -> str:
    return WHO.get(each.name) or ("ada" if each.name in ADMINISTRATION else "vera")


async def _scene(office: Office, name: str) -> Json | None:
    """Let the request be possible; what to send instead of the usual body."""
    if name in ("pause", "hold_replies", "whisper"):
        await office.world.customer("Hello?")
        return None
    if name in ("take_lease", "complete", "fail"):
        await office.world.customer("Hello?")
        act: Json = {"call_id": "k1", "tool": "look_up", "arguments": {}, "floor": 1}
        asked = await office.do("/conversations/c1/actions", "shop", act)
        sent: Json = {"digest": asked["digest"]}
        if name == "take_lease":
            return sent
        leased = await office.do("/actions/action_0001/lease", "shop", sent)
        return (
            {"lease": leased["lease"], "result": 1} if name == "complete" else {"lease": leased["lease"], "error": "x"}
        )
    await office.a_case(HEALTH) if name == "unseal" else await office.a_case()
    if name in ("consult", "resolve", "hand_back", "hand_back_conversation", "extend_wrap_up", "close"):
        await office.do("/cases/case_0001/claim", "vera")
    if name in ("extend_wrap_up", "close"):
        await office.do("/cases/case_0001/resolution", "vera", {"outcome": "resolved"})
    if name == "close":
        await office.delete("/cases/case_0001/wrap-up", "vera")
    return None


async def _facts(office: Office) -> int:
    await office.place()
    return await office.world.house.library.last_number(office.world.org)


async def _ask(office: Office, each: Endpoint, body: Json | None, key: str) -> httpx2.Response:
    return await office.post(path_of(each).removeprefix("/v1"), _who(each), body, Idempotency_Key=key)


@pytest.mark.parametrize("each", KEYED, ids=lambda each: each.name)
async def test_a_key_makes_any_post_happen_once(office: Office, each: Endpoint) -> None:
    body = await _scene(office, each.name) or body_of(each)
    first = await _ask(office, each, body, "key-1")
    assert first.status_code < 500
    assert (each.name in DONE) <= (first.status_code == 200), first.text
    facts = await _facts(office)
    again = await _ask(office, each, body, "key-1")
    assert await _facts(office) == facts
    if first.status_code != 200:
        assert again.status_code == first.status_code, "a refusal is no effect, and is not recorded"
        return
    assert again.headers["idempotency-replayed"] == "true"
    if each.name in SECRET:
        assert problem(again, 409)["field"] == "Idempotency-Key"
    else:
        assert again.content == first.content
    if body is not None and each.name != "take_lease":
        other = await _ask(office, each, _altered(each.name, body), "key-1")
        assert problem(other, 409)["reason"] == "id_reused"
        assert await _facts(office) == facts


def _altered(name: str, body: Json) -> Json:
    """Another body that is as valid."""
    altered: dict[str, Json] = {
        "label_case": {"label": "late"},
        "rate": {"kind": "csat", "score": 1},
        "transfer": {"queue": "compliance"},
        "resolve": {"outcome": "unresolved"},
        "extend_wrap_up": {"seconds": 90},
        "complete": {**body, "result": 2},
        "identify": {**body, "customer": "cust_2"},
        "new_key": {"agent": "shop", "note": "another"},
        "renew_key": {"overlap_seconds": 1},
        "invite_somebody": {**body, "name": "Eva"},
        "unseal": {"purpose": "audit"},
        "open_personal": {"purpose": "audit"},
        "withdraw": {"reason": "solved"},
        "reassign": {**body, "why": "Because."},
        "consult": {**body, "question": "Shall we?"},
        "whisper": {"text": "Slowly."},
        "fail": {**body, "error": "y"},
        "draft_version": {"document": "format: 2"},
    }
    return altered.get(name) or {**body, "note": "Other words."}


async def test_a_key_is_forgotten_after_a_day(office: Office) -> None:
    case = await office.a_case()
    claim = f"/cases/{case}/claim"
    await office.do(claim, "rita", Idempotency_Key="k")
    office.world.clock.wait(DAY / 1_000 - 1)
    assert (await office.post(claim, "rita", Idempotency_Key="k")).headers["idempotency-replayed"] == "true"
    office.world.clock.wait(2)
    judged_anew = await office.post(claim, "rita", Idempotency_Key="k")
    assert "idempotency-replayed" not in judged_anew.headers
    assert problem(judged_anew, 409)["reason"] == "move_refused"


async def test_an_own_id_is_never_forgotten(office: Office) -> None:
    turn: Json = {"id": "t1", "author": "customer", "text": "Hello?"}
    first = await office.post("/conversations/c1/turns", "shop", turn)
    office.world.clock.wait(30 * DAY / 1_000)
    again = await office.post("/conversations/c1/turns", "shop", turn)
    assert (again.status_code, again.content) == (200, first.content)


@pytest.mark.parametrize(
    ("path", "who", "body", "other"),
    [
        ("turns", "shop", {"id": "x", "author": "customer", "text": "a"}, {"text": "b"}),
        ("proposals", "shop", {"id": "x", "text": "We open at nine.", "floor": 1}, {"text": "At ten."}),
        ("actions", "shop", {"call_id": "x", "tool": "look_up", "arguments": {}, "floor": 1}, {"arguments": {"a": 1}}),
        ("hand-over", "shop", {"id": "x", "reason": "cannot", "floor": 1}, {"reason": "will not"}),
        ("messages", "vera", {"id": "x", "text": "Hello!"}, {"text": "Good morning!"}),
        ("notes", "vera", {"id": "x", "text": "Kind."}, {"text": "Unkind."}),
    ],
)
async def test_an_own_id_makes_a_request_happen_once(
    office: Office, path: str, who: str, body: Json, other: Json
) -> None:
    await office.world.customer("Hello?")
    first = await office.post(f"/conversations/c1/{path}", who, body)
    answer(first)
    facts = await _facts(office)
    again = await office.post(f"/conversations/c1/{path}", who, body)
    assert (again.content, again.headers["idempotency-replayed"]) == (first.content, "true")
    refused = problem(await office.post(f"/conversations/c1/{path}", who, {**body, **other}), 409)
    assert refused["reason"] == "id_reused"
    assert refused["fix"]
    assert await _facts(office) == facts


async def test_the_same_turn_sent_many_times_at_once_is_heard_once(office: Office) -> None:
    turn: Json = {"id": "t1", "author": "customer", "text": "I want to speak to a human, please."}
    answers = await asyncio.gather(*(office.post("/conversations/c1/turns", "shop", turn) for _ in range(8)))
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1
    said = await office.world.house.library.turns(office.world.org, ConversationId("c1"))
    assert sum(each.turn.id == "t1" for each in said) == 1
    assert len(rows(await office.read("/cases", "vera"), "cases")) == 1


async def test_the_same_key_many_times_at_once_has_one_effect(office: Office) -> None:
    case = await office.a_case()
    claims = (office.post(f"/cases/{case}/claim", "rita", Idempotency_Key="k") for _ in range(8))
    answers = await asyncio.gather(*claims)
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1


async def test_other_words_under_one_id_at_once_are_heard_once(office: Office) -> None:
    turns: list[Json] = [{"id": "t1", "author": "customer", "text": f"Number {number}"} for number in range(6)]
    answers = await asyncio.gather(*(office.post("/conversations/c1/turns", "shop", turn) for turn in turns))
    assert sorted(each.status_code for each in answers) == [200, 409, 409, 409, 409, 409]
    assert len(await office.world.house.library.turns(office.world.org, ConversationId("c1"))) == 1


async def test_an_id_that_another_has_used_is_taken(office: Office) -> None:
    await office.do("/conversations/c1/turns", "shop", {"id": "t1", "author": "customer", "text": "Hello?"})
    refused = await office.post("/conversations/c1/messages", "vera", {"id": "t1", "text": "Hello!"})
    assert problem(refused, 409)["field"]
    assert len(await office.world.house.library.turns(office.world.org, ConversationId("c1"))) == 1


async def test_one_key_means_another_thing_for_another_person_and_another_path(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita", Idempotency_Key="k")
    problem(await office.post(f"/cases/{case}/claim", "sam", Idempotency_Key="k"), 409)
    answer(await office.post(f"/cases/{case}/labels", "rita", {"label": "needed"}, Idempotency_Key="k"))


@pytest.mark.parametrize("key", ["", "x" * 201])
async def test_a_key_that_is_none_is_refused(office: Office, key: str) -> None:
    case = await office.a_case()
    refused = await office.post(f"/cases/{case}/claim", "rita", Idempotency_Key=key)
    assert problem(refused, 422)["field"] == "Idempotency-Key"
