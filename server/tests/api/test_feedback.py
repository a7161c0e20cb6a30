"""Feedback on replies leaves: as a delivery to the agent's application, and as an export."""

from server.tests.api.office import Json, Office, problem, rows


async def _labelled(office: Office, label: str = "incorrect", comment: str | None = "It is 30 days.") -> None:
    await office.world.customer("May I return it after 40 days?")
    await office.world.says("Of course, within a year.", floor=1)
    body: Json = {"label": label, "comment": comment}
    await office.do("/conversations/c1/turns/2/labels", "rita", body)
    await office.place()


async def test_a_label_is_delivered_to_the_agents_application(office: Office) -> None:
    await _labelled(office)
    (told,) = rows(await office.read("/deliveries", "shop", wait=0), "deliveries")
    assert (told["kind"], told["conversation"], told["turn"], told["label"]) == ("feedback", "c1", 2, "incorrect")
    assert (told["text"], told["note"]) == ("Of course, within a year.", "It is 30 days.")
    await office.do(f"/deliveries/{told['id']}/acknowledgement", "shop")
    assert rows(await office.read("/deliveries", "shop", wait=0), "deliveries") == []


async def test_feedback_that_nobody_reads_holds_up_no_words(office: Office) -> None:
    await _labelled(office)
    await office.read("/deliveries", "shop", wait=0)
    await office.do("/conversations/c1/takeover", "vera")
    kinds = [each["kind"] for each in rows(await office.read("/deliveries", "shop", wait=0), "deliveries")]
    assert "control" in kinds


async def test_feedback_is_exported_with_question_reply_and_comment(office: Office) -> None:
    await _labelled(office)
    found = await office.read("/feedback", "vera")
    (row,) = rows(found, "feedback")
    assert (row["question"], row["reply"]) == ("May I return it after 40 days?", "Of course, within a year.")
    assert (row["label"], row["comment"], row["turn"], row["agent"]) == ("incorrect", "It is 30 days.", 2, "shop")
    assert (row["by"], found["next"]) == (office.callers["rita"].actor.id, None)
    table = (await office.get("/feedback", "vera", format="csv")).text.splitlines()
    assert table[0].startswith("conversation,turn,agent,topic,label,comment,question,reply")
    assert "within a year" in table[1]
    problem(await office.get("/feedback", "rita"), 403)
    assert rows(await office.read("/feedback", "stranger"), "feedback") == []


async def test_what_was_taken_back_is_not_exported(office: Office) -> None:
    await _labelled(office)
    assert (await office.delete("/conversations/c1/turns/2/labels", "rita")).status_code == 200
    await office.place()
    assert rows(await office.read("/feedback", "vera"), "feedback") == []


async def test_feedback_is_paged_by_conversation(office: Office) -> None:
    await _labelled(office)
    said: Json = {"id": "m1", "author": "customer", "text": "Is it open?", "channel": "chat"}
    await office.do("/conversations/c2/turns", "shop", said)
    answer: Json = {"id": "m2", "author": "agent", "text": "It never is.", "channel": "chat"}
    await office.do("/conversations/c2/turns", "shop", answer)
    await office.do("/conversations/c2/turns/2/labels", "rita", {"label": "harmful"})
    await office.place()
    first = await office.read("/feedback", "vera", limit=1)
    rest = await office.read("/feedback", "vera", limit=1, cursor=first["next"])
    found = [*rows(first, "feedback"), *rows(rest, "feedback")]
    assert {(row["conversation"], row["label"]) for row in found} == {("c1", "incorrect"), ("c2", "harmful")}
    assert rest["next"] is None
