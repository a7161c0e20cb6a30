"""The audit sample over HTTP, and what it says of the agent's confidence."""

from itertools import count

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.learning.labels import drawn
from server.tests.api.office import Json, Office, inner, problem, rows

DRAWN = next(name for n in count() if drawn(ConversationId(name := f"talk-{n}")))
OTHERS = next(name for n in count() if not drawn(ConversationId(name := f"talk-{n}")))


async def _talk(office: Office, name: str, confidence: float = 0.9) -> None:
    asked: Json = {"id": "m1", "author": "customer", "text": "When do you open?", "channel": "chat"}
    sure: Json = {"value": confidence, "origin": "model"}
    answer: Json = {"id": "m2", "author": "agent", "text": "At ten.", "channel": "chat", "confidence": sure}
    await office.do(f"/conversations/{name}/turns", "shop", asked)
    await office.do(f"/conversations/{name}/turns", "shop", answer | {"topic": "hours"})
    await office.place()


async def _waiting(office: Office) -> list[object]:
    return [each["conversation"] for each in rows(await office.read("/audit-sample", "vera"), "waiting")]


async def test_the_sample_is_what_was_drawn_of_what_the_agent_handled_alone(office: Office) -> None:
    await _talk(office, DRAWN)
    await _talk(office, OTHERS)
    assert await _waiting(office) == [], "it is not over yet"
    office.world.clock.wait(25 * 3600)
    assert await _waiting(office) == [DRAWN]
    problem(await office.get("/audit-sample", "rita"), 403)
    await office.do(f"/conversations/{DRAWN}/takeover", "vera")
    await office.place()
    assert await _waiting(office) == []


async def test_a_judged_conversation_counts_and_waits_no_more(office: Office) -> None:
    await _talk(office, DRAWN)
    await _talk(office, OTHERS)
    office.world.clock.wait(25 * 3600)
    path = f"/conversations/{DRAWN}/sample-judgement"
    await office.do(path, "vera", {"needed_a_person": True, "comment": "It was wrong."})
    refused = problem(
        await office.post(f"/conversations/{OTHERS}/sample-judgement", "vera", {"needed_a_person": True}), 422
    )
    assert refused["field"] == "conversation"
    problem(await office.post(path, "otto", {"needed_a_person": True}), 403)
    escalated = await office.a_case()
    await office.do(f"/cases/{escalated}/labels", "rita", {"label": "needed"})
    await office.place()
    sample = await office.read("/audit-sample", "vera")
    assert (sample["waiting"], sample["judged"], sample["needed_a_person"]) == ([], 1, 1)
    measures = {each["name"]: each for each in rows(await office.read("/measures", "vera"), "measures")}
    assert measures["recall"]["value"] == 0.3333, "one of one that was escalated; two more that all needed it"


async def test_the_agents_confidence_is_held_against_what_people_found(office: Office) -> None:
    await _talk(office, DRAWN, confidence=0.8)
    await office.do(f"/conversations/{DRAWN}/sample-judgement", "vera", {"needed_a_person": False})
    await office.place()
    read = await office.read("/measures/reliability", "vera")
    every, hours = rows(read, "reliability")
    assert (every["topic"], hours["topic"], hours["count"], hours["right"]) == (None, "hours", 1, 1)
    assert (hours["method"], hours["error"]) == ("none", 0.2)
    assert hours["tenths"] == [{"lowest": 0.8, "count": 1, "confidence": 0.8, "right": 1.0}]
    problem(await office.get("/measures/reliability", "rita"), 403)


async def test_a_held_reply_that_is_let_out_was_right(office: Office) -> None:
    floor = inner(
        await office.do(
            "/conversations/c1/turns",
            "shop",
            {"id": "m1", "author": "customer", "text": "Hi, when do you open?", "channel": "chat"},
        ),
        "floor",
    )["epoch"]
    await office.do("/conversations/c1/reply-hold", "vera")
    sure: Json = {"value": 0.8, "origin": "model"}
    draft: Json = {"id": "d1", "text": "At ten.", "floor": floor, "confidence": sure}
    case = (await office.do("/conversations/c1/proposals", "shop", draft))["case"]
    await office.do(f"/cases/{case}/release", "vera", {})
    await office.place()
    (every,) = rows(await office.read("/measures/reliability", "vera"), "reliability")
    assert (every["count"], every["right"]) == (1, 1)
