"""Every decision can be explained, and made again."""

from server.tests.api.office import Office, problem, rows


async def test_a_decision_made_again_comes_out_the_same(office: Office) -> None:
    for text in ("Where is my parcel?", "This is ridiculous!", "I want to speak to a human."):
        await office.world.customer(text)
    decisions = [turn["decision"] for turn in rows(await office.read("/conversations/c1/turns", "vera"), "turns")]
    for decision in filter(None, decisions):
        explained = await office.read(f"/decisions/{decision}", "vera")
        assert explained["agrees"] is True
        assert explained["lines"]
        assert explained["inputs"]


async def test_an_imposed_decision_is_made_again_too(office: Office) -> None:
    floor = (await office.world.customer("Where is my parcel?")).conversation.control.epoch
    await office.do("/conversations/c1/reply-hold", "vera")
    held = await office.world.proposes("It is on its way to you.", floor)
    assert held.decision is not None
    explained = await office.read(f"/decisions/{held.decision.id}", "vera")
    assert (explained["verdict"], explained["agrees"]) == ("hold", True)


async def test_a_sealed_decision_shows_no_evidence(office: Office) -> None:
    await office.a_case("My health insurance denied my claim for diabetes treatment; I dispute the bill.")
    decision = rows(await office.read("/conversations/c1/turns", "vera"), "turns")[0]["decision"]
    explained = await office.read(f"/decisions/{decision}", "vera")
    assert (explained["readable"], explained["inputs"]) == (False, {})
    assert all(reason["evidence"] == [] for reason in rows(explained, "reasons"))


async def test_a_decision_is_for_who_sees_its_conversation(office: Office) -> None:
    await office.world.customer("Where is my parcel?")
    decision = rows(await office.read("/conversations/c1/turns", "vera"), "turns")[0]["decision"]
    assert "`read_conversations`" in str(problem(await office.get(f"/decisions/{decision}", "uma"), 403)["detail"])
    problem(await office.get(f"/decisions/{decision}", "stranger"), 404)
    problem(await office.get("/decisions/none", "vera"), 404)
