"""Files of customers: taken by their bytes, read by those who may read the conversation, and run by nobody."""

import hashlib
from typing import Final

import httpx2
import pytest

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.files import FILES_LIMIT, SIZE_LIMIT
from handrail_server.flows.sweep_files import KEPT_FOR, sweep_files
from server.tests.api.office import Office, answer, problem, rows
from server.tests.api.visiting import PIXEL, Visitor, a_visitor, a_widget

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
    assert (await anna.ask("GET", "/attachments/f2")).content == PIXEL, "it may still come with a message"
    office.world.clock.wait(KEPT_FOR / 1_000 + 1)
    deleted = [await sweep_files(house, office.world.org) for _ in range(3)]
    assert deleted == [0, 1, 0], "what is put aside goes with the next sweep"
    assert (await kept.used(office.world.org, ConversationId(anna.conversation)))[0] == 1
    assert (await _read(office, anna, "f1", "vera")).content == PIXEL
