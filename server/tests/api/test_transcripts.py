"""Conversations and their turns, for each viewer what they may see."""

from server.tests.api.office import Office, problem, rows

HEALTH = "My health insurance denied my claim for diabetes treatment; I dispute the bill."


async def test_turns_come_with_why_and_how_sure_and_how_the_customer_felt(office: Office) -> None:
    await office.world.customer("This is ridiculous! I want to speak to a human.")
    turns = rows(await office.read("/conversations/c1/turns", "rita"), "turns")
    assert turns[0]["text"] == "This is ridiculous! I want to speak to a human."
    assert turns[0]["verdict"] == "hand_over"
    assert isinstance(turns[0]["sentiment"], float)
    assert {reason["code"] for reason in rows(turns[0], "reasons")} >= {"explicit_request"}
    assert rows(turns[0], "reasons", 0, "evidence")


async def test_turns_come_in_pages(office: Office) -> None:
    for number in range(4):
        await office.world.customer(f"Question {number}?")
    first = await office.read("/conversations/c1/turns", "vera", limit=3)
    second = await office.read("/conversations/c1/turns", "vera", limit=3, after=str(first["next"]))
    numbers = [turn["number"] for page in (first, second) for turn in rows(page, "turns")]
    assert numbers == sorted({*range(1, len(numbers) + 1)})
    assert second["next"] is None


async def test_who_has_nothing_to_do_with_it_reads_nothing(office: Office) -> None:
    await office.a_case()
    for path in ("/conversations/c1", "/conversations/c1/turns", "/conversations"):
        assert "`read_conversations`" in str(problem(await office.get(path, "uma"), 403)["detail"])
        problem(await office.get(path, "shop"), 403)
    assert (await office.read("/conversations/c1", "rita"))["open_case"]
    problem(await office.get("/conversations/c1", "stranger"), 404)
    problem(await office.get("/conversations/c1/turns", "stranger"), 404)
    assert rows(await office.read("/conversations", "stranger"), "conversations") == []


async def test_sealed_words_are_hidden_from_everybody_but_who_opened_the_seal(office: Office) -> None:
    await office.world.customer("Good morning!")
    office.world.clock.wait(5)
    case = await office.a_case(HEALTH)
    for who in ("otto", "ada", "vera"):
        turns = rows(await office.read("/conversations/c1/turns", who), "turns")
        assert turns[0]["text"] == "Good morning!"
        sealed = next(turn for turn in turns if turn["author"] == "customer" and turn["number"] != 1)
        assert sealed["text"] is None
        assert all(reason["evidence"] == [] for reason in rows(sealed, "reasons"))
    await office.do(f"/cases/{case}/claim", "vera")
    assert HEALTH in [turn["text"] for turn in rows(await office.read("/conversations/c1/turns", "vera"), "turns")]


async def test_what_was_sealed_stays_sealed_when_the_matter_is_over(office: Office) -> None:
    case = await office.a_case(HEALTH)
    await office.do(f"/cases/{case}/claim", "vera")
    await office.do(
        f"/cases/{case}/hand-back",
        "vera",
        {
            "note": "Explained.",
            "document": {"decision": "explained", "ground": "g", "authoriser": "x", "credential": "c"},
        },
    )
    office.world.clock.wait(60)
    await office.world.customer("Thank you, where is my parcel?")
    texts = {
        turn["number"]: turn["text"] for turn in rows(await office.read("/conversations/c1/turns", "otto"), "turns")
    }
    assert texts[1] is None
    assert "Thank you, where is my parcel?" in texts.values()
    problem(await office.get("/conversations/c1/turns", "uma"), 403)


async def test_what_was_delivered_is_told_by_turn(office: Office) -> None:
    await office.world.customer("Hello?")
    said = await office.do("/conversations/c1/messages", "vera", {"id": "m1", "text": "I am here."})
    turns = {
        turn["number"]: turn["delivery"] for turn in rows(await office.read("/conversations/c1/turns", "vera"), "turns")
    }
    assert turns[said["turn"]] == "stored"
    assert turns[1] is None


async def test_a_card_number_is_covered_for_everybody_but_the_one_who_works_the_case(office: Office) -> None:
    await office.world.customer("Hello, where is my parcel?")
    await office.do("/conversations/c1/takeover", "vera")
    office.world.clock.wait(1)
    number = "4111 1111 1111 1111"
    await office.world.customer(f"My card is {number}.")
    seen = rows(await office.read("/conversations/c1/turns", "otto"), "turns")[-1]
    assert number not in str(seen["text"])


async def test_filters_are_checked(office: Office) -> None:
    await office.world.customer("Hello?")
    assert problem(await office.get("/conversations", "vera", open="maybe"), 422)["field"] == "open"
    assert len(rows(await office.read("/conversations", "vera", open="true", agent="shop"), "conversations")) == 1
    assert rows(await office.read("/conversations", "vera", customer="nobody"), "conversations") == []
    assert problem(await office.get("/conversations/c1/turns", "vera", after=-1), 422)["field"] == "after"
