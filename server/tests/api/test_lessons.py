"""Lessons over HTTP: drafted as a case ends, adopted in one request, asked for by the agent, measured."""

from handrail_server.core.cases.case import Case
from handrail_server.worker.indexer import Indexer
from server.tests.api.office import Json, Office, problem, rows

QUESTION = "May I bring back opened headphones of the autumn collection?"
ANSWER = "Opened headphones may come back within 14 days, for hygiene a flat 10 euros is kept."


async def _solved(office: Office) -> Json:
    """The customer asks, the agent does not know, Rita answers; the lesson that is drafted."""
    await office.world.customer(f"{QUESTION} Call me on +1 415 555 0134.")
    await office.world.says("I do not know that.", floor=1)
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": ANSWER})
    await office.do(f"/cases/{case}/resolution", "rita", {"outcome": "resolved"})
    (lesson,) = rows(await office.read("/lessons", "vera"), "lessons")
    return lesson


async def test_a_lesson_is_drafted_as_the_case_is_resolved_without_personal_data(office: Office) -> None:
    lesson = await _solved(office)
    assert lesson["question"] == f"{QUESTION} Call me on [phone]."
    assert (lesson["did"], lesson["answer"], lesson["state"]) == ("I do not know that.", ANSWER, "drafted")
    state = (await office.world.house.journal.load(office.world.org, Case, str(lesson["case"]))).state
    assert lesson["conversation"] == state.conversation
    assert lesson["turns"] == [1, 2, 5]


async def test_an_agent_has_a_lesson_from_its_adoption_to_its_discarding(office: Office) -> None:
    lesson = await _solved(office)
    query: Json = {"query": "Hello! I opened the headphones already; may I still bring them back?"}
    assert rows(await office.do("/lessons/search", "shop", query), "lessons") == []
    problem(await office.post(f"/lessons/{lesson['id']}/adoption", "rita", {}), 403)
    adopted = await office.do(f"/lessons/{lesson['id']}/adoption", "vera", {})
    assert (adopted["state"], adopted["decided_by"]) == ("adopted", office.callers["vera"].actor.id)
    (known,) = rows(await office.do("/lessons/search", "shop", query), "lessons")
    assert (known["id"], known["answer"]) == (lesson["id"], ANSWER)
    assert rows(await office.do("/lessons/search", "shop", {"query": "Where is my parcel?"}), "lessons") == []
    problem(await office.post(f"/lessons/{lesson['id']}/adoption", "vera", {}), 409)
    assert (await office.delete(f"/lessons/{lesson['id']}/adoption", "vera")).status_code == 200
    assert rows(await office.do("/lessons/search", "shop", query), "lessons") == []


async def test_the_words_may_be_bettered_as_it_is_adopted(office: Office) -> None:
    lesson = await _solved(office)
    better: Json = {"question": QUESTION, "answer": "Within 14 days, less 10 euros."}
    await office.do(f"/lessons/{lesson['id']}/adoption", "vera", better)
    (adopted,) = rows(await office.read("/lessons", "rita", state="adopted"), "lessons")
    assert (adopted["question"], adopted["answer"]) == (better["question"], better["answer"])


async def test_lessons_stay_within_their_organisation_and_drafts_with_who_may_adopt(office: Office) -> None:
    lesson = await _solved(office)
    problem(await office.get("/lessons", "rita"), 403)
    assert rows(await office.read("/lessons", "stranger"), "lessons") == []
    problem(await office.post(f"/lessons/{lesson['id']}/adoption", "stranger", {}), 404)
    problem(await office.post("/lessons/search", "vera", {"query": QUESTION}), 403)
    assert problem(await office.get("/lessons", "vera", state="new"), 422)["field"] == "state"


async def test_each_step_of_a_lesson_is_a_fact(office: Office) -> None:
    lesson = await _solved(office)
    await office.do(f"/lessons/{lesson['id']}/adoption", "vera", {})
    await office.delete(f"/lessons/{lesson['id']}/adoption", "vera")
    told = rows(await office.read("/facts", "otto", subject=f"lesson/{lesson['id']}"), "facts")
    assert [fact["fact"] for fact in told] == ["LessonDrafted", "LessonAdopted", "LessonDiscarded"]
    assert QUESTION not in str([fact["data"] for fact in told])


async def test_its_effect_is_the_same_question_before_and_after(office: Office) -> None:
    lesson = await _solved(office)
    before = {"lesson": lesson["id"], "before": {"asked": 1, "escalated": 1}, "after": {"asked": 0, "escalated": 0}}
    assert await office.read(f"/lessons/{lesson['id']}/effect", "vera") == before
    office.world.clock.wait(60)
    await office.do(f"/lessons/{lesson['id']}/adoption", "vera", {})
    office.world.clock.wait(60)
    await _asks(office, "c2", "May I bring back opened headphones?")
    await _asks(
        office, "c3", "Are opened headphones something I may bring back?", "I want to speak to a human, please."
    )
    await _asks(office, "c4", "May I bring my dog?")
    await office.place()
    indexer = Indexer(office.world.house)
    while await indexer.index_once():
        pass
    effect = await office.read(f"/lessons/{lesson['id']}/effect", "vera")
    assert effect["before"] == {"asked": 1, "escalated": 1}
    assert effect["after"] == {"asked": 2, "escalated": 1}
    problem(await office.get(f"/lessons/{lesson['id']}/effect", "rita"), 403)


async def _asks(office: Office, talk: str, *texts: str) -> None:
    for number, text in enumerate(texts):
        said: Json = {"id": f"m{number}", "author": "customer", "text": text, "channel": "chat"}
        await office.do(f"/conversations/{talk}/turns", "shop", said)
