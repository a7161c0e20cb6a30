"""What bad input gets: a clear error that names the field and the fix, and nothing is lost or changed."""

import pytest

from handrail_server.core.basics.ids import ConversationId
from server.tests.api.turn_client import Json, a_shop
from server.tests.house import ACME

TURN: Json = {"id": "t1", "author": "customer", "text": "Where is my parcel?"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**TURN, "colour": "red"}, "colour"),
        ({**TURN, "text": 7}, "text"),
        ({"author": "customer", "text": "x"}, "id"),
        ({**TURN, "author": "robot"}, "author"),
        ({**TURN, "text": ""}, "text"),
        ({**TURN, "id": "a b"}, "id"),
        ({**TURN, "confidence": {"value": 1.5}}, "confidence.value"),
        ({**TURN, "said_at": "yesterday"}, "said_at"),
        ({**TURN, "sources": [{"id": "d1", "page": 3}]}, "sources[0].page"),
    ],
)
async def test_a_field_that_is_wrong_is_named_with_its_fix(body: Json, field: str) -> None:
    async with a_shop() as shop:
        refused = await shop.post("/v1/conversations/c1/turns", body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["reason"], problem["field"]) == ("invalid", field)
    assert problem["fix"]


@pytest.mark.parametrize("text", ["a\\u0000b", "\\ud800", "\\udc00 x"])
async def test_what_no_store_can_keep_is_refused_where_it_stands(text: str) -> None:
    async with a_shop() as shop:
        body = f'{{"id":"t1","author":"customer","text":"{text}"}}'.encode()
        refused = await shop.post("/v1/conversations/c1/turns", body)
    assert refused.status_code == 422
    assert refused.json()["field"] in ("$.text", "$", "text")


async def test_a_pair_of_surrogates_is_one_character() -> None:
    async with a_shop() as shop:
        heard = await shop.post(
            "/v1/conversations/c1/turns", b'{"id":"t1","author":"customer","text":"\\ud83d\\ude00"}'
        )
    assert heard.status_code == 200


async def test_ten_megabytes_are_refused_before_they_are_read() -> None:
    async with a_shop() as shop:
        refused = await shop.turn(text="x" * 10_000_000)
    assert refused.status_code == 413
    assert refused.json()["reason"] == "too_large"


async def test_a_text_beyond_the_limit_is_refused_not_cut() -> None:
    async with a_shop() as shop:
        refused = await shop.turn(text="x" * 100_001)
    assert (refused.status_code, refused.json()["field"]) == (422, "text")


async def test_json_that_is_nested_too_deep_is_refused() -> None:
    async with a_shop() as shop:
        deep = b'{"id":"t1","author":"customer","text":"x","tool_calls":' + b"[" * 5_000 + b"]" * 5_000 + b"}"
        refused = await shop.post("/v1/conversations/c1/turns", deep)
    assert refused.status_code == 422
    assert "deep" in refused.json()["detail"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"id":1e999999}', b"[]", b"null"])
async def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    async with a_shop() as shop:
        refused = await shop.post("/v1/conversations/c1/turns", body)
    assert refused.status_code == 422


async def test_a_clock_in_the_future_is_not_believed() -> None:
    async with a_shop() as shop:
        await shop.turn(said_at="2090-01-01T00:00:00Z")
        (stored,) = await shop.house.library.turns(ACME, ConversationId("c1"))
    assert stored.turn.said_at == stored.turn.received_at == shop.clock.now()


async def test_the_same_turn_again_gets_the_recorded_answer() -> None:
    async with a_shop() as shop:
        first, again = await shop.turn(), await shop.turn()
        turns = await shop.house.library.turns(ACME, ConversationId("c1"))
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    assert len(turns) == 1


async def test_the_same_turn_id_with_other_words_is_a_conflict() -> None:
    async with a_shop() as shop:
        await shop.turn()
        refused = await shop.turn(text="Something else")
        turns = await shop.house.library.turns(ACME, ConversationId("c1"))
    assert (refused.status_code, refused.json()["reason"]) == (409, "id_reused")
    assert [stored.turn.text for stored in turns] == ["Where is my parcel?"]


async def test_turns_out_of_order_are_taken_and_marked() -> None:
    async with a_shop() as shop:
        await shop.turn("t2", seq=2)
        late = await shop.turn("t1", seq=1)
    assert late.status_code == 200
    assert late.json()["lines"] == ["out of order"]


async def test_a_stale_floor_is_refused_and_the_same_draft_again_gets_the_same_refusal() -> None:
    async with a_shop() as shop:
        await shop.turn(text="I want to talk to a human being, please.")
        draft: Json = {"id": "d1", "text": "We open at nine.", "floor": 1}
        first = await shop.post("/v1/conversations/c1/proposals", draft)
        again = await shop.post("/v1/conversations/c1/proposals", draft)
    assert (first.status_code, first.json()["reason"], first.json()["field"]) == (409, "stale_epoch", "floor")
    assert {**again.json(), "request_id": None} == {**first.json(), "request_id": None}


async def test_another_organisations_conversation_does_not_exist() -> None:
    async with a_shop() as shop:
        await shop.turn()
        draft: Json = {"id": "d1", "text": "Hello.", "floor": 1}
        refused = await shop.post("/v1/conversations/c1/proposals", draft, key="other")
        act: Json = {"call_id": "x", "tool": "refund", "arguments": {}, "floor": 1}
        asked = await shop.post("/v1/conversations/c1/actions", act)
        looked = await shop.http.get(
            f"/v1/actions/{asked.json()['action']}", headers={"authorization": f"Bearer {shop.keys['other']}"}
        )
    assert (refused.status_code, refused.json()["reason"]) == (404, "not_found")
    assert asked.status_code == 200
    assert looked.status_code == 404


@pytest.mark.parametrize("header", [None, "Bearer nonsense", "Basic abc", "Bearer "])
async def test_without_a_valid_key_nothing_is_taken(header: str | None) -> None:
    async with a_shop() as shop:
        headers = {} if header is None else {"authorization": header}
        refused = await shop.http.post("/v1/conversations/c1/turns", json=TURN, headers=headers)
    assert (refused.status_code, refused.json()["reason"]) == (401, "unauthenticated")


async def test_an_action_with_money_as_a_float_is_taken_as_the_decimal_it_shows() -> None:
    async with a_shop() as shop:
        await shop.turn()
        act: Json = {"call_id": "x", "tool": "issue_refund", "arguments": {"amount": 12.5}, "floor": 1}
        asked = await shop.post("/v1/conversations/c1/actions", act)
        twin = await shop.post("/v1/conversations/c1/actions", {**act, "call_id": "y", "arguments": {"amount": "12.5"}})
    assert asked.json()["digest"] == twin.json()["digest"]


async def test_an_unknown_path_and_a_wrong_method_are_problems_too() -> None:
    async with a_shop() as shop:
        missing = await shop.http.get("/v1/nothing")
        wrong = await shop.http.delete("/v1/conversations/c1/turns")
    assert {missing.status_code, wrong.status_code} == {404}
    assert missing.json()["reason"] == "not_found"


async def test_whoever_asks_too_fast_is_told_to_wait() -> None:
    async with a_shop(burst=3) as shop:
        answers = [await shop.turn(f"t{number}") for number in range(5)]
        shop.clock.wait(1)
        answers.append(await shop.turn("t9"))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429, 200]
    assert answers[4].headers["retry-after"] == "1"
