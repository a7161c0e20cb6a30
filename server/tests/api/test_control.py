"""What a person does with a conversation, by request."""

import pytest

from server.tests.api.office import Office, inner, problem

TALK = "/conversations/c1"


@pytest.fixture(autouse=True)
async def spoken(office: Office) -> None:
    await office.world.customer("Where is my parcel?", named="ann")


async def test_a_takeover_moves_the_floor_and_the_agents_draft_is_stale(office: Office) -> None:
    taken = await office.do(f"{TALK}/takeover", "vera")
    assert inner(taken, "floor") == {"holder": "person", "id": office.callers["vera"].actor.id, "epoch": 2}
    late = await office.post(f"{TALK}/proposals", "shop", {"id": "d1", "text": "It is here.", "floor": 1})
    assert problem(late, 409)["reason"] == "stale_epoch"


async def test_a_rep_who_may_not_take_over_is_refused(office: Office) -> None:
    assert "`take_over`" in str(problem(await office.post(f"{TALK}/takeover", "rita"), 403)["detail"])
    said = await office.post(f"{TALK}/messages", "rita", {"id": "m1", "text": "Hello"})
    assert "`take_over`" in str(problem(said, 403)["detail"])


async def test_a_message_sent_again_is_said_once_and_its_id_is_not_for_other_words(office: Office) -> None:
    first = await office.post(f"{TALK}/messages", "vera", {"id": "m1", "text": "Hello, I am Vera."})
    again = await office.post(f"{TALK}/messages", "vera", {"id": "m1", "text": "Hello, I am Vera."})
    assert first.content == again.content
    other = await office.post(f"{TALK}/messages", "vera", {"id": "m1", "text": "Something else."})
    assert problem(other, 409)["reason"] == "id_reused"


async def test_a_colleague_joins_without_taking_the_floor(office: Office) -> None:
    await office.do(f"{TALK}/takeover", "vera")
    joined = await office.post(f"{TALK}/messages", "rita", {"id": "m2", "text": "Hi", "join": True})
    assert "`join`" in str(problem(joined, 403)["detail"])


async def test_the_agent_is_whispered_to_paused_held_and_let_go(office: Office) -> None:
    await office.do(f"{TALK}/whispers", "vera", {"text": "Offer free shipping."})
    await office.do(f"{TALK}/reply-hold", "vera")
    held = await office.post(f"{TALK}/proposals", "shop", {"id": "d1", "text": "It is on its way.", "floor": 1})
    assert held.json()["verdict"] == "hold"
    assert held.json()["whispers"] == ["Offer free shipping."]
    assert (await office.delete(f"{TALK}/reply-hold", "vera")).status_code == 200
    paused = await office.do(f"{TALK}/pause", "vera")
    assert inner(paused, "floor")["holder"] == "nobody"
    resumed = await office.delete(f"{TALK}/pause", "vera")
    assert resumed.json()["floor"]["holder"] == "agent"


async def test_a_person_is_whispered_to_only_where_one_has_the_floor(office: Office) -> None:
    body = {"text": "Careful.", "to": "person"}
    assert problem(await office.post(f"{TALK}/whispers", "vera", {**body}), 409)["reason"] == "move_refused"
    await office.do(f"{TALK}/takeover", "vera")
    await office.do(f"{TALK}/whispers", "vera", {**body})


async def test_a_conversation_is_handed_back_through_its_open_case(office: Office) -> None:
    path = f"{TALK}/hand-back"
    assert problem(await office.post(path, "vera", {"note": "Done."}), 404)["field"] == "conversation"
    await office.do(f"{TALK}/takeover", "vera")
    assert inner(await office.do(path, "vera", {"note": "Parcel found."}), "floor")["holder"] == "agent"


async def test_notes_stay_among_colleagues_and_flags_open_reviews(office: Office) -> None:
    assert (await office.do(f"{TALK}/notes", "rita", {"id": "n1", "text": "Third time."}))["turn"] is None
    assert inner(await office.do(f"{TALK}/flag", "rita"), "case")["kind"] == "review"


async def test_a_conversation_closes_when_its_cases_are_over(office: Office) -> None:
    await office.do(f"{TALK}/takeover", "vera")
    assert problem(await office.post(f"{TALK}/close", "vera"), 409)["reason"] == "move_refused"
    await office.do(f"{TALK}/hand-back", "vera", {"note": "Done."})
    assert inner(await office.do(f"{TALK}/close", "vera"), "floor")["holder"] == "nobody"


async def test_identity_is_joined_by_a_verified_key_and_never_moved(office: Office) -> None:
    named = {"customer": "bob", "verified_by": "login"}
    assert problem(await office.post(f"{TALK}/identity", "rita", {**named}), 409)["field"] == "customer"
    assert "`reply`" in str(problem(await office.post(f"{TALK}/identity", "otto", {**named}), 403)["detail"])
    same = await office.do(f"{TALK}/identity", "shop", {"customer": "ann", "verified_by": "login"})
    assert same["customer"] == "ann"
    assert problem(await office.post(f"{TALK}/identity", "rita", {**named, "verified_by": "hearsay"}), 422)


async def test_no_control_is_an_agents_and_none_reaches_another_organisation(office: Office) -> None:
    bodies: dict[str, dict[str, object] | None] = {
        "messages": {"id": "m", "text": "x"},
        "notes": {"id": "n", "text": "x"},
        "takeover": None,
        "whispers": {"text": "x"},
        "pause": None,
        "reply-hold": None,
        "flag": None,
        "close": None,
        "hand-back": {"note": "x"},
    }
    for verb, body in bodies.items():
        expected = 404 if verb == "hand-back" else 403
        problem(await office.post(f"{TALK}/{verb}", "shop", body), expected)
        assert problem(await office.post(f"{TALK}/{verb}", "stranger", body), 404)["reason"] == "not_found", verb
