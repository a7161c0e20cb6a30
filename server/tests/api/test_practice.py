"""Practice over HTTP: what is kept back, what is shown, and that nothing of it remains."""

from server.tests.api.office import Office, problem, rows

ANSWER: dict[str, object] = {"reply": "Hello, could you give me your order number?", "label": "needed"}


async def _finished(office: Office, text: str = "I want to speak to a human, please.") -> str:
    case = await office.a_case(text)
    await office.do(f"/cases/{case}/claim", "rita")
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": "Hello, Rita here: all is well now."})
    await office.do(f"/cases/{case}/resolution", "rita", {"outcome": "resolved"})
    await office.do(f"/cases/{case}/labels", "rita", {"label": "needed"})
    await office.delete(f"/cases/{case}/wrap-up", "rita")
    await office.place()
    return case


async def test_a_newcomer_practises_on_made_up_cases(office: Office) -> None:
    (first, *_) = rows(await office.read("/practice", "uma"), "exercises")
    assert first["origin"] == "made_up"
    seen = await office.read(f"/practice/{first['id']}", "uma")
    assert [each["author"] for each in rows(seen, "before")] == ["customer", "agent", "customer"]
    assert "after" not in seen
    review = await office.do(f"/practice/{first['id']}/answer", "uma", dict(ANSWER))
    assert (review["agrees"], review["asked_again"]) == (True, ["order_number"])
    assert rows(review, "after")[0]["author"] == "person"


async def test_practice_leaves_nothing_behind(office: Office) -> None:
    await _finished(office)
    library, org = office.world.house.library, office.world.org
    before = await library.last_number(org)
    for each in rows(await office.read("/practice", "rita"), "exercises"):
        await office.read(f"/practice/{each['id']}", "rita")
        await office.do(f"/practice/{each['id']}/answer", "rita", dict(ANSWER))
    await office.place()
    assert await library.last_number(org) == before


async def test_a_finished_case_is_shown_up_to_the_first_human_words_and_whole_after_the_answer(office: Office) -> None:
    case = await _finished(office)
    listed = [each["id"] for each in rows(await office.read("/practice", "sam"), "exercises")]
    assert case in listed
    seen = await office.read(f"/practice/{case}", "sam")
    assert "Rita here" not in str(seen)
    review = await office.do(f"/practice/{case}/answer", "sam", dict(ANSWER))
    assert "Rita here" in str(rows(review, "after"))
    assert (review["outcome"], review["labels"]) == ("resolved", [{"label": "needed", "count": 1}])


async def test_only_finished_cases_that_are_ones_to_look_at_are_practised_on(office: Office) -> None:
    case = await office.a_case()
    assert problem(await office.get(f"/practice/{case}", "rita"), 404)["field"] == "exercise"
    await office.do(f"/cases/{case}/claim", "rita")
    await office.do(f"/cases/{case}/resolution", "rita", {"outcome": "resolved"})
    await office.delete(f"/cases/{case}/wrap-up", "rita")
    await office.place()
    listed = [each["id"] for each in rows(await office.read("/practice", "uma"), "exercises")]
    assert case not in listed
    assert problem(await office.get(f"/practice/{case}", "uma"), 403)
    assert problem(await office.get("/practice/case_9", "rita"), 404)


async def test_what_was_ever_sealed_is_no_practice(office: Office) -> None:
    case = await office.a_case("My diagnosis is diabetes and my SSN is 123-45-6789; what did the doctor say?")
    await office.place()
    assert case not in [each["id"] for each in rows(await office.read("/practice", "vera"), "exercises")]
    assert problem(await office.get(f"/practice/{case}", "vera"), 404)
