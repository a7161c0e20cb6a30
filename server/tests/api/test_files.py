"""Files of customers and people: taken by their bytes, read by who may read the conversation, run by nobody."""

import hashlib
from typing import Final

import httpx2
import pytest

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.files import FILES_LIMIT, SIZE_LIMIT
from handrail_server.flows.sweep_files import KEPT_FOR, sweep_files
from server.tests.api.office import Json, Office, answer, problem, rows
from server.tests.api.visiting import PIXEL, Visitor, a_visitor, a_widget, post

HTML: Final = b"<html><body onload=alert(1)>"


async def _sent(office: Office) -> Visitor:
    """Anna has sent a picture with a message."""
    await a_widget(office)
    anna = await a_visitor(office)
    answer(await anna.upload("f1", PIXEL))
    await anna.say("It arrived like this.", attachments=["f1"])
    return anna


async def _read(office: Office, anna: Visitor, name: str, who: str) -> httpx2.Response:
    return await office.get(f"/conversations/{anna.conversation}/attachments/{name}", who)


async def test_a_file_comes_with_a_message_and_is_what_its_bytes_are(office: Office) -> None:
    anna = await _sent(office)
    (said,) = await anna.heard()
    digest = hashlib.sha256(PIXEL).hexdigest()
    expected = {"id": "f1", "name": "photo.png", "media_type": "image/png", "size": len(PIXEL), "digest": digest}
    assert said["attachments"] == [expected]
    for given in (await anna.ask("GET", "/attachments/f1"), await _read(office, anna, "f1", "vera")):
        assert given.content == PIXEL
        assert given.headers["content-type"] == "image/png"
        assert given.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in given.headers["content-security-policy"]
        assert given.headers["content-disposition"] == "inline; filename*=UTF-8''photo.png"
    (turn,) = rows(await office.read(f"/conversations/{anna.conversation}/turns", "vera"), "turns")
    assert [each["digest"] for each in rows(turn, "attachments")] == [digest]


async def test_markup_is_never_given_as_a_page(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    kept = answer(await anna.upload("f1", HTML, called="holiday.png"))
    assert (kept["media_type"], kept["name"]) == ("text/plain", "holiday.png.txt")
    await anna.say("See this.", attachments=["f1"])
    given = await anna.ask("GET", "/attachments/f1")
    assert given.headers["content-type"].startswith("text/plain")
    assert given.headers["content-disposition"].startswith("attachment;")


async def test_what_is_not_taken_is_refused(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    assert "png" in str(problem(await anna.upload("f1", b"MZ\x90\x00\x03"), 422)["fix"])
    problem(await anna.upload("f1", b""), 422)
    problem(await anna.upload("f1", b"a" * (SIZE_LIMIT + 1)), 413)
    problem(await anna.upload("f 1", PIXEL), 422)
    problem(await anna.ask("GET", "/attachments/f1"), 404)


async def test_the_same_file_again_is_the_same_and_another_under_its_id_is_refused(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    assert answer(await anna.upload("f1", PIXEL)) == answer(await anna.upload("f1", PIXEL))
    assert problem(await anna.upload("f1", PIXEL + b"."), 409)["reason"] == "id_reused"


async def test_nobody_fills_the_disk(office: Office) -> None:
    await a_widget(office)
    anna, bob = await a_visitor(office), await a_visitor(office)
    for number in range(FILES_LIMIT):
        answer(await anna.upload(f"f{number}", PIXEL))
    assert problem(await anna.upload("more", PIXEL), 413)["fix"]
    answer(await anna.upload("f0", PIXEL))
    answer(await bob.upload("f0", PIXEL))


async def test_a_widget_that_takes_no_files_refuses_them(office: Office) -> None:
    await a_widget(office, files=False)
    anna = await a_visitor(office)
    problem(await anna.upload("f1", PIXEL), 403)


async def test_a_customer_reads_their_own_files_only(office: Office) -> None:
    await _sent(office)
    bob = await a_visitor(office)
    problem(await bob.ask("GET", "/attachments/f1"), 404)
    problem(await bob.ask("POST", "/messages", {"id": "m1", "text": "Mine", "attachments": ["f1"]}), 404)


@pytest.mark.parametrize(("who", "status"), [("vera", 200), ("otto", 200), ("rita", 403), ("paul", 403), ("shop", 403)])
async def test_a_person_reads_them_by_right(office: Office, who: str, status: int) -> None:
    anna = await _sent(office)
    assert (await _read(office, anna, "f1", who)).status_code == status


async def test_what_was_sent_with_no_message_is_nobodys_to_read(office: Office) -> None:
    anna = await _sent(office)
    answer(await anna.upload("f2", PIXEL))
    problem(await _read(office, anna, "f2", "vera"), 404)
    problem(await anna.ask("GET", "/attachments/f2"), 404)


async def _put(office: Office, talk: str, name: str, who: str, content: bytes = PIXEL) -> httpx2.Response:
    headers = {**office.headers(who), "content-type": "application/octet-stream"}
    path = f"/v1/conversations/{talk}/attachments/{name}"
    return await office.http.put(path, content=content, params={"name": "label.png"}, headers=headers)


async def test_a_persons_reply_brings_a_file_that_the_customer_reads(office: Office) -> None:
    anna = await _sent(office)
    verbs = (await office.read(f"/conversations/{anna.conversation}", "vera"))["allowed"]
    assert isinstance(verbs, list)
    assert "attach" in verbs
    kept = answer(await _put(office, anna.conversation, "v1", "vera"))
    assert (kept["name"], kept["media_type"]) == ("label.png", "image/png")
    problem(await anna.ask("GET", "/attachments/v1"), 404)
    said: Json = {"id": "r1", "text": "Here is your label.", "attachments": ["v1"]}
    await office.do(f"/conversations/{anna.conversation}/messages", "vera", said)
    assert (await anna.ask("GET", "/attachments/v1")).content == PIXEL
    await post(office)
    assert [rows(each, "attachments")[0]["id"] for each in await anna.heard() if each["attachments"]] == ["f1", "v1"]
    unknown: Json = {"id": "r2", "text": "And this.", "attachments": ["v2"]}
    refused = await office.post(f"/conversations/{anna.conversation}/messages", "vera", unknown)
    assert problem(refused, 404)["field"] == "attachments[0]"


async def test_only_who_may_speak_or_decide_sends_a_file_and_only_what_is_taken(office: Office) -> None:
    anna = await _sent(office)
    problem(await _put(office, anna.conversation, "v1", "otto"), 403)
    problem(await _put(office, anna.conversation, "v1", "stranger"), 404)
    problem(await _put(office, anna.conversation, "v1", "vera", b"MZ\x90\x00\x03"), 422)
    answer(await _put(office, anna.conversation, "v1", "vera"))
    assert problem(await _put(office, anna.conversation, "v1", "vera", PIXEL + b"."), 409)["reason"] == "id_reused"


async def test_a_channel_that_carries_no_files_takes_none(office: Office) -> None:
    await office.world.customer("Hello?")
    assert "attach" not in str((await office.read("/conversations/c1", "vera"))["allowed"])
    answer(await _put(office, "c1", "v1", "vera"))
    said: Json = {"id": "r1", "text": "So.", "attachments": ["v1"]}
    refused = await office.post("/conversations/c1/messages", "vera", said)
    assert problem(refused, 422)["field"] == "attachments"


async def test_what_a_decision_rests_on_is_kept_and_read_by_people_only(office: Office) -> None:
    floor = (await office.world.customer("Please refund my order.")).conversation.control.epoch
    body: Json = {"call_id": "k1", "tool": "issue_refund", "arguments": {"amount": "900"}, "floor": floor}
    asked = await office.do("/conversations/c1/actions", "shop", body)
    answer(await _put(office, "c1", "proof", "paul"))
    problem(await office.get("/conversations/c1/attachments/proof", "vera"), 404)
    vote: Json = {"vote": "approve", "digest": asked["digest"], "ground": "I saw it.", "attachments": ["proof"]}
    await office.do(f"/cases/{asked['case']}/votes", "paul", vote)
    office.world.clock.wait(KEPT_FOR / 1_000 + 1)
    assert [await sweep_files(office.world.house, office.world.org) for _ in range(3)] == [0, 0, 0]
    assert (await office.get("/conversations/c1/attachments/proof", "vera")).content == PIXEL


async def _another_talk(office: Office) -> None:
    turn: Json = {"id": "t1", "author": "customer", "text": "Hello?"}
    await office.do("/conversations/c2/turns", "shop", turn)


async def test_a_record_names_only_files_of_its_conversation_and_the_refusal_says_which_is_not(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    await _another_talk(office)
    answer(await _put(office, "c2", "elsewhere", "vera"))
    answer(await _put(office, "c1", "letter", "rita"))
    record: Json = {"decision": "Replaced.", "attachments": ["letter", "elsewhere"]}
    refused = problem(await office.post(f"/cases/{case}/document", "rita", record), 404)
    assert (refused["field"], refused["fix"]) == ("attachments[1]", "Send the file first.")
    for verb, body in (("resolution", {"outcome": "resolved"}), ("hand-back", {"note": "Replaced."})):
        refused = problem(await office.post(f"/cases/{case}/{verb}", "rita", {**body, "document": record}), 404)
        assert refused["field"] == "document.attachments[1]"
    assert (await office.read(f"/cases/{case}", "rita"))["document"] is None
    await office.do(f"/cases/{case}/document", "rita", {**record, "attachments": ["letter", "letter"]})
    await office.do(f"/cases/{case}/resolution", "rita", {"outcome": "resolved"})
    (shown,) = rows(await office.read(f"/cases/{case}", "vera"), "document", "attachments")
    assert (shown["id"], shown["name"], shown["media_type"]) == ("letter", "label.png", "image/png")


async def test_a_vote_names_only_files_that_are_there_and_the_dossier_shows_them(office: Office) -> None:
    floor = (await office.world.customer("Please refund my order.")).conversation.control.epoch
    body: Json = {"call_id": "k1", "tool": "issue_refund", "arguments": {"amount": "900"}, "floor": floor}
    asked = await office.do("/conversations/c1/actions", "shop", body)
    vote: Json = {"vote": "approve", "digest": asked["digest"], "ground": "I saw it.", "attachments": ["proof"]}
    path = f"/cases/{asked['case']}/votes"
    assert problem(await office.post(path, "paul", vote), 404)["field"] == "attachments[0]"
    answer(await _put(office, "c1", "proof", "paul"))
    await office.do(path, "paul", vote)
    await office.place()
    made = await office.do(f"/cases/{asked['case']}/dossier", "otto")
    digest = hashlib.sha256(PIXEL).hexdigest()
    assert f"label.png <code>{digest}</code>" in str(made["html"])
    assert digest in str(made["json"])


async def test_a_file_that_came_with_sealed_words_is_no_evidence_for_who_may_not_read_them(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    answer(await anna.upload("f1", PIXEL))
    await anna.say("My diagnosis is diabetes and my insurance claim for treatment was denied.", attachments=["f1"])
    state = (await office.world.house.journal.load(office.world.org, Conversation, anna.conversation)).state
    record: Json = {"decision": "x", "attachments": ["f1"]}
    refused = problem(await office.post(f"/cases/{state.open_case}/document", "ada", record), 404)
    assert refused["field"] == "attachments[0]"


async def test_a_file_in_a_sealed_conversation_is_sealed(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    answer(await anna.upload("f1", PIXEL))
    await anna.say("My diagnosis is diabetes and my insurance claim for treatment was denied.", attachments=["f1"])
    state = (await office.world.house.journal.load(office.world.org, Conversation, anna.conversation)).state
    assert state.sealed
    for who in ("vera", "otto", "ada"):
        assert (await _read(office, anna, "f1", who)).status_code == 404
    assert (await anna.ask("GET", "/attachments/f1")).content == PIXEL


async def test_a_file_of_another_organisation_does_not_exist(office: Office) -> None:
    anna = await _sent(office)
    problem(await _read(office, anna, "f1", "stranger"), 404)


async def test_what_no_message_brought_is_deleted_a_day_later(office: Office) -> None:
    anna = await _sent(office)
    answer(await anna.upload("f2", PIXEL))
    house, kept = office.world.house, office.world.house.attachments
    assert await sweep_files(house, office.world.org) == 0
    assert await kept.get(office.world.org, ConversationId(anna.conversation), "f2"), "it may still come with a message"
    office.world.clock.wait(KEPT_FOR / 1_000 + 1)
    deleted = [await sweep_files(house, office.world.org) for _ in range(3)]
    assert deleted == [0, 1, 0], "what is put aside goes with the next sweep"
    assert (await kept.used(office.world.org, ConversationId(anna.conversation)))[0] == 1
    assert (await _read(office, anna, "f1", "vera")).content == PIXEL


async def test_personal_data_in_a_text_file_is_covered_like_any_words(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    words = b"Write to anna.smith@mail.example, please."
    answer(await anna.upload("f1", words, called="letter.txt"))
    await anna.say("As I wrote.", attachments=["f1"])
    covered = await _read(office, anna, "f1", "vera")
    assert covered.text == f"Write to {'█' * 23}, please."
    assert int(covered.headers["content-length"]) == len(covered.content)
    await office.do(f"/conversations/{anna.conversation}/personal-data-opening", "vera", {"purpose": "quality"})
    assert (await _read(office, anna, "f1", "vera")).content == words
    assert (await anna.ask("GET", "/attachments/f1")).content == words, "the customer's own words are theirs"
