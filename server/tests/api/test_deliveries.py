"""What an agent's application gets, in order, at least once, and never what the floor has overtaken."""

from handrail_server.core.basics.facts import Subject, SubjectKind
from server.tests.api.office import Json, Office, events, part, problem, rows


async def _deliveries(office: Office, wait: int = 0) -> list[Json]:
    return rows(await office.read("/deliveries", "shop", wait=wait), "deliveries")


async def _acknowledge(office: Office, delivery: Json) -> None:
    await office.do(f"/deliveries/{delivery['id']}/acknowledgement", "shop")


async def test_a_takeover_and_its_words_come_each_after_the_one_before_is_acknowledged(office: Office) -> None:
    await office.world.customer("Hello?")
    await office.do("/conversations/c1/messages", "vera", {"id": "m1", "text": "I am here."})
    (control,) = await _deliveries(office)
    assert (control["kind"], part(control, "holder", "holder"), control["epoch"]) == ("control", "person", 2)
    assert [each["id"] for each in await _deliveries(office)] == [control["id"]]
    await _acknowledge(office, control)
    (words,) = await _deliveries(office)
    assert (words["kind"], words["text"], words["author"], words["author_name"]) == (
        "words",
        "I am here.",
        "person",
        "Vera",
    )
    assert words["epoch"] == 2
    await _acknowledge(office, words)
    await _acknowledge(office, words)
    turns = rows(await office.read("/conversations/c1/turns", "vera"), "turns")
    assert turns[-1]["delivery"] == "delivered"
    history = await office.world.house.library.history(office.world.org, _subject())
    assert sum(head.verb == "DeliveryAcknowledged" for head, _ in history) == 2


async def test_a_decision_about_a_call_is_delivered_with_its_action(office: Office) -> None:
    floor = (await office.world.customer("Please refund my order.")).conversation.control.epoch
    body: Json = {"call_id": "k1", "tool": "issue_refund", "arguments": {"amount": "900"}, "floor": floor}
    asked = await office.do("/conversations/c1/actions", "shop", body)
    vote: Json = {"vote": "approve", "digest": asked["digest"]}
    await office.do(f"/cases/{asked['case']}/votes", "paul", vote)
    (told,) = await _deliveries(office)
    assert (told["kind"], told["decided"], told["action"]) == ("action", "approved", asked["action"])


async def test_a_whisper_is_delivered_with_its_end(office: Office) -> None:
    await office.world.customer("Hello?")
    await office.do("/conversations/c1/whispers", "vera", {"text": "Be short."})
    (whisper,) = await _deliveries(office)
    assert (whisper["kind"], whisper["text"]) == ("whisper", "Be short.")
    assert whisper["expires_at"]


async def test_deliveries_are_streamed_and_wait_for_their_acknowledgement(office: Office) -> None:
    await office.world.customer("Hello?")
    await office.do("/conversations/c1/takeover", "vera")
    stream = office.listen("/deliveries", "shop")
    assert await anext(stream) == b": handrail\n\n"
    found = events(await anext(stream))
    assert found is not None
    name, control = found
    assert name == control["id"]
    assert control["kind"] == "control"
    await stream.aclose()


async def test_an_agents_held_words_are_taken_back_when_a_person_takes_over(office: Office) -> None:
    floor = (await office.world.customer("Where is it?")).conversation.control.epoch
    await office.do("/conversations/c1/reply-hold", "vera")
    case = (await office.world.proposes("It is on its way to you.", floor)).case
    await office.do(f"/cases/{case}/release", "vera", {})
    await office.do("/conversations/c1/takeover", "vera")
    kinds = [each["kind"] for each in await _deliveries(office)]
    assert "words" not in kinds
    delivered = {turn["delivery"] for turn in rows(await office.read("/conversations/c1/turns", "vera"), "turns")}
    assert "withdrawn" in delivered


async def test_only_the_agent_itself_fetches_and_acknowledges(office: Office) -> None:
    await office.world.customer("Hello?")
    await office.do("/conversations/c1/takeover", "vera")
    problem(await office.get("/deliveries", "vera", wait=0), 403)
    (control,) = await _deliveries(office)
    path = f"/deliveries/{control['id']}/acknowledgement"
    problem(await office.post(path, "vera"), 403)
    problem(await office.post("/deliveries/nothing/acknowledgement", "shop"), 404)
    assert problem(await office.get("/deliveries", "shop", wait=99), 422)["field"] == "wait"


def _subject() -> Subject:
    return Subject(kind=SubjectKind.CONVERSATION, id="c1")
