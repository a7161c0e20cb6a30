"""What people and customers say afterwards."""

from handrail_server.core.cases.case import Case
from handrail_server.house.books import Books
from server.tests.api.office import Office, inner, problem, rows


async def test_an_escalation_is_labelled_by_who_may(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/labels", "rita", {"label": "needed", "comment": "Yes."})
    refused = problem(await office.post(f"/cases/{case}/labels", "otto", {"label": "needed"}), 403)
    assert "`label`" in str(refused["detail"])
    assert problem(await office.post(f"/cases/{case}/labels", "rita", {"label": "great"}), 422)["field"] == "label"


async def test_a_harmful_reply_is_told_to_the_supervisor_at_once(office: Office) -> None:
    await office.world.customer("May I take twice the dose?")
    said = await office.world.says("Yes, go ahead.", floor=1)
    labelled = await office.do(f"/conversations/c1/turns/{said.turn}/labels", "rita", {"label": "harmful"})
    review = inner(labelled, "case")
    assert review["kind"] == "review"
    case = (await office.world.house.journal.load(office.world.org, Case, str(review["id"]))).state
    (notice,) = case.notices
    assert (notice.severity, notice.reasons) == ("critical", ("harmful_reply",))
    assert notice.climbs_at is not None
    again = await office.do(f"/conversations/c1/turns/{said.turn}/labels", "rita", {"label": "incorrect"})
    assert again["case"] is None


async def test_a_harmful_reply_where_a_person_is_asked_for_is_a_notice_of_that_case(office: Office) -> None:
    await office.world.customer("May I take twice the dose?")
    reply = await office.world.says("Yes, go ahead.", floor=1)
    case = await office.a_case()
    await office.do(f"/conversations/c1/turns/{reply.turn}/labels", "rita", {"label": "harmful"})
    state = (await office.world.house.journal.load(office.world.org, Case, case)).state
    assert any(notice.reasons == ("harmful_reply",) for notice in state.notices)


async def test_only_turns_of_the_agent_are_labelled(office: Office) -> None:
    await office.world.customer("Hello?")
    path = "/conversations/c1/turns"
    assert problem(await office.post(f"{path}/1/labels", "rita", {"label": "incorrect"}), 422)["field"] == "turn"
    assert problem(await office.post(f"{path}/99/labels", "rita", {"label": "incorrect"}), 404)["field"] == "turn"
    assert problem(await office.post(f"{path}/first/labels", "rita", {"label": "incorrect"}), 404)["field"] == "turn"
    problem(await office.post(f"{path}/1/labels", "stranger", {"label": "incorrect"}), 404)
    problem(await office.post(f"{path}/1/labels", "shop", {"label": "incorrect"}), 403)


async def test_a_label_is_taken_back_and_counts_no_more(office: Office) -> None:
    await office.world.customer("Do you ship to Norway?")
    said = await office.world.says("No.", floor=1)
    path = f"/conversations/c1/turns/{said.turn}/labels"
    await office.do(path, "rita", {"label": "incorrect"})
    await office.do(path, "rita", {"label": "unhelpful"})
    assert await _counted(office) == ["unhelpful"], "of one person the newest"
    problem(await office.delete(path, "otto"), 403)
    assert (await office.delete(path, "rita")).status_code == 200
    assert await _counted(office) == []
    assert problem(await office.delete("/conversations/c1/turns/99/labels", "rita"), 422)["field"] == "turn"


async def test_a_transcript_tells_who_said_what_of_a_reply_until_they_take_it_back(office: Office) -> None:
    await office.world.customer("Do you ship to Norway?")
    said = await office.world.says("No.", floor=1)
    path = f"/conversations/c1/turns/{said.turn}/labels"
    await office.do(path, "rita", {"label": "harmful"})
    office.world.clock.wait(1)
    await office.do(path, "sam", {"label": "incorrect"})
    office.world.clock.wait(1)
    await office.do(path, "rita", {"label": "unhelpful", "comment": "It is on the page."})
    rita, sam = (office.callers[who].actor.id for who in ("rita", "sam"))
    assert await _told(office, "vera") == {said.turn: [("incorrect", sam), ("unhelpful", rita)]}
    await office.delete(path, "sam")
    assert await _told(office, "vera") == {said.turn: [("unhelpful", rita)]}


async def test_of_a_reply_that_is_sealed_to_you_no_label_is_told(office: Office) -> None:
    case = await office.a_case("My health insurance denied my claim for diabetes treatment; I dispute the bill.")
    await office.do(f"/cases/{case}/claim", "vera")
    said = await office.world.says("Your treatment is not covered.", floor=1)
    await office.do(f"/conversations/c1/turns/{said.turn}/labels", "vera", {"label": "incorrect"})
    assert list(await _told(office, "vera")) == [said.turn]
    assert await _told(office, "otto") == {}


async def _told(office: Office, who: str) -> dict[object, list[tuple[object, object]]]:
    """By turn the labels that the transcript shows."""
    turns = rows(await office.read("/conversations/c1/turns", who), "turns")
    return {
        turn["number"]: [(each["label"], each["by"]) for each in rows(turn, "labels")]
        for turn in turns
        if rows(turn, "labels")
    }


async def _counted(office: Office) -> list[str]:
    """What the book of measures holds against the agent's replies."""
    await office.place()
    house, org = office.world.house, office.world.org
    await office.place()
    opened = await Books().of(house.library, org)
    return list(opened.book.conversations["c1"].reply_labels.values())


async def test_the_customers_rating_is_reported_by_the_agent_or_by_a_person(office: Office) -> None:
    await office.world.customer("Thanks!")
    await office.do("/conversations/c1/ratings", "shop", {"kind": "csat", "score": 5})
    await office.do("/conversations/c1/ratings", "rita", {"kind": "nps", "score": 9})
    high = await office.post("/conversations/c1/ratings", "shop", {"kind": "csat", "score": 9})
    assert problem(high, 422)["field"] == "score"
    problem(await office.post("/conversations/c1/ratings", "otto", {"kind": "csat", "score": 5}), 403)
    problem(await office.post("/conversations/c1/ratings", "stranger", {"kind": "csat", "score": 5}), 403)
