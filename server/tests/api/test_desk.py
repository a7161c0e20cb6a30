"""Drafts, canned replies, and who else is looking."""

import asyncio

from server.tests.api.office import Office, events, part, problem, rows

HEALTH = "My insurance claim for my diabetes treatment was denied, my member id is 123-45-6789, I dispute this bill."
TALK = "/conversations/c1"


async def put(office: Office, path: str, who: str, body: dict[str, object]) -> dict[str, object]:
    response = await office.http.put(f"/v1{path}", json=body, headers=office.headers(who))
    assert response.status_code == 200, response.text
    answer = response.json()
    assert isinstance(answer, dict)
    return answer


async def refused(office: Office, path: str, who: str, body: dict[str, object], status: int) -> dict[str, object]:
    return problem(await office.http.put(f"/v1{path}", json=body, headers=office.headers(who)), status)


async def test_a_draft_stays_when_the_owner_changes_and_ends_when_it_is_said(office: Office) -> None:
    case = await office.a_case()
    assert (await office.read(f"{TALK}/draft", "rita"))["version"] == 0
    await office.do(f"/cases/{case}/claim", "rita")
    kept = await put(office, f"{TALK}/draft", "rita", {"text": "Dear Ann", "version": 0})
    assert kept["version"] == 1
    await office.do(f"/cases/{case}/transfer", "rita", {"queue": "general"})
    await office.do(f"/cases/{case}/claim", "sam")
    assert (await office.read(f"{TALK}/draft", "sam"))["text"] == "Dear Ann"
    assert (await refused(office, f"{TALK}/draft", "rita", {"text": "Dear", "version": 0}, 409))[
        "reason"
    ] == "draft_moved"
    await put(office, f"{TALK}/draft", "sam", {"text": "Dear Ann, I am Sam", "version": 1})
    await office.do(f"{TALK}/messages", "sam", {"id": "m1", "text": "Dear Ann, I am Sam"})
    assert (await office.read(f"{TALK}/draft", "sam"))["text"] is None


async def test_a_draft_of_a_sealed_conversation_is_sealed_as_its_words_are(office: Office) -> None:
    case = await office.a_case(HEALTH)
    await office.do(f"/cases/{case}/claim", "vera")
    await put(office, f"{TALK}/draft", "vera", {"text": "About your diabetes", "version": 0})
    problem(await office.get(f"{TALK}/draft", "otto"), 403)
    problem(await office.get(f"{TALK}/draft", "stranger"), 404)
    await refused(office, f"{TALK}/draft", "paul", {"text": "x", "version": 0}, 403)


async def test_who_else_looks_is_told_and_the_stream_hears_of_it(office: Office) -> None:
    await office.a_case()
    stream = office.listen("/stream", "vera")
    assert events(await anext(stream)) is None
    hearing = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    assert rows(await office.do(f"{TALK}/viewing", "rita", {}), "viewers") == []
    assert [each["name"] for each in rows(await office.do(f"{TALK}/viewing", "sam", {"writes": True}), "viewers")] == [
        "Rita"
    ]
    office.world.clock.wait(2)
    office.world.house.bell.ring(f"ledger/{office.world.org}")
    told = (await asyncio.wait_for(hearing, 10)).decode()
    assert "event: viewers" in told
    assert office.callers["sam"].actor.id in told
    assert "id:" not in told.split("data:")[0]
    await office.delete(f"{TALK}/viewing", "rita")
    office.world.clock.wait(30)
    assert rows(await office.do(f"{TALK}/viewing", "vera", {}), "viewers") == []
    problem(await office.post(f"{TALK}/viewing", "uma", {}), 403)
    await stream.aclose()


async def test_canned_replies_are_written_by_right_and_filled_where_they_are_used(office: Office) -> None:
    await office.do(
        "/imports/customers", "ada", {"document": '[{"id": "cust_1", "name": "Ann Lee"}]', "dry_run": False}
    )
    case = (await office.world.customer("I want to speak to a human.", named="cust_1")).case
    text = "Hello {customer.first_name|there}, I am {me.first_name} of {organisation}. {case}"
    body: dict[str, object] = {"shortcut": "hello", "title": "Greeting", "text": text}
    assert "manage_replies" in str((await refused(office, "/canned-replies/r1", "rita", body, 403))["detail"])
    await put(office, "/canned-replies/r1", "vera", body)
    (filled,) = rows(await office.read(f"{TALK}/canned-replies", "rita"), "replies")
    assert filled["filled"] == f"Hello Ann, I am Rita of Acme. {case}"
    wrong = await refused(office, "/canned-replies/r2", "vera", {**body, "shortcut": "b", "text": "{secret}"}, 422)
    assert wrong["field"] == "text"
    assert part(await office.read("/canned-replies", "rita"), "replies", 0, "text") == text
    await office.delete("/canned-replies/r1", "vera")
    assert rows(await office.read("/canned-replies", "rita"), "replies") == []


async def test_a_sealed_customers_name_is_filled_in_for_nobody_else(office: Office) -> None:
    await office.do(
        "/imports/customers", "ada", {"document": '[{"id": "cust_1", "name": "Ann Lee"}]', "dry_run": False}
    )
    await office.world.customer(HEALTH, named="cust_1")
    await put(office, "/canned-replies/r1", "vera", {"shortcut": "hi", "title": "Hi", "text": "Hi {customer.name}"})
    (filled,) = rows(await office.read(f"{TALK}/canned-replies", "otto"), "replies")
    assert (filled["filled"], filled["missing"]) == ("Hi {customer.name}", ["customer.name"])
