"""What a search finds, and for whom."""

from dataclasses import replace

from handrail_server.core.basics.actors import agent, customer
from handrail_server.core.basics.ids import ConversationId, CustomerId
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.ports.searching import Indexed
from handrail_server.worker.indexer import Indexer
from server.tests.api.office import Office, inner, part, problem, rows
from server.tests.flows.given import SHOP

HEALTH = "My insurance claim for my diabetes treatment was denied, my member id is 123-45-6789, I dispute this bill."
CUSTOMERS = '[{"id": "cust_1", "name": "Ann Lee", "email": "ann@lee.example"}, {"id": "cust_2", "name": "Bo Lund"}]'


async def heard(office: Office, where: str, text: str, *, named: str | None = None) -> str | None:
    """The customer says something in a conversation of this name; the case that it opened."""
    world = office.world
    name = CustomerId(named) if named else None
    turn = world.turn(text, customer(name, reported_by=SHOP))
    spoken = replace(turn, conversation=ConversationId(where))
    return (await observe_turn(world.house, world.agent, Observed(turn=spoken, customer=name))).case


async def indexed(office: Office) -> None:
    """All facts have their place, and the index has read them."""
    await office.place()
    while await Indexer(office.world.house).index_once():
        pass


async def found(office: Office, who: str, q: str = "", **more: object) -> list[str]:
    answer = await office.read("/search/conversations", who, q=q, **more)
    return [str(hit["conversation"]) for hit in rows(answer, "hits")]


async def test_a_conversation_is_found_by_its_words_with_the_place_where_they_stand(office: Office) -> None:
    await heard(office, "c1", "Where is my parcel?")
    await heard(office, "c2", "The parcels came late, " + "and so on " * 30 + "and I want a refund. " + "Thanks. " * 30)
    await indexed(office)
    assert await found(office, "vera", "parcel") == ["c2", "c1"]
    assert await found(office, "vera", "refund parcel") == ["c2"]
    assert await found(office, "vera", "weather") == []
    (hit,) = rows(await office.read("/search/conversations", "vera", q="refund"), "hits")
    excerpt = inner(hit, "excerpt")
    text, start, end = str(excerpt["text"]), part(excerpt, "spans", 0, "start"), part(excerpt, "spans", 0, "end")
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert text[start:end] == "refund"
    assert len(text) < 250
    assert excerpt["turn"] == 1


async def test_a_conversation_is_found_by_its_id_its_case_and_its_reason(office: Office) -> None:
    case = await office.a_case()
    await heard(office, "c2", "What are your hours?")
    await indexed(office)
    assert await found(office, "vera", case) == ["c1"]
    assert await found(office, "vera", "c2") == ["c2"]
    assert await found(office, "vera", reason="explicit_request") == ["c1"]
    assert await found(office, "vera", "human", reason="explicit_request") == ["c1"]
    assert await found(office, "vera", "hours", reason="explicit_request") == []
    assert await found(office, "vera") == ["c2", "c1"]


async def test_a_rep_finds_what_is_theirs_to_look_at(office: Office) -> None:
    await office.a_case()
    await heard(office, "c2", "A human? No, what are your hours?")
    await indexed(office)
    assert await found(office, "vera", "human") == ["c2", "c1"]
    assert await found(office, "rita", "human") == ["c1"]
    assert await found(office, "uma", "human") == []
    problem(await office.get("/search/conversations", "shop", q="human"), 403)
    assert await found(office, "stranger", "human") == []


async def test_sealed_words_find_nothing_for_anybody_not_even_after_the_seal_was_opened(office: Office) -> None:
    case = await office.a_case(HEALTH)
    await indexed(office)
    for who in ("vera", "otto", "ada"):
        assert await found(office, who, "diabetes") == []
    await office.do(f"/cases/{case}/claim", "vera")
    await indexed(office)
    assert await found(office, "vera", "diabetes") == []
    (hit,) = rows(await office.read("/search/conversations", "otto", q="c1"), "hits")
    assert (hit["sealed"], hit["excerpt"], hit["customer_name"]) == (True, None, None)


async def test_what_was_said_before_a_seal_is_found_and_what_is_sealed_later_is_withheld(office: Office) -> None:
    await heard(office, "c1", "Good morning, is somebody there?")
    office.world.clock.wait(5)
    await heard(office, "c1", HEALTH)
    office.world.clock.wait(5)
    await heard(office, "c1", "It is about the clinic in Springfield.")
    await indexed(office)
    assert await found(office, "otto", "morning") == ["c1"]
    assert await found(office, "otto", "clinic") == []


async def test_an_index_that_knows_too_much_gives_nothing_away(office: Office) -> None:
    """Suppose the words were indexed before the case was sealed: the viewer's rights decide all the same."""
    case = await office.a_case(HEALTH)
    await indexed(office)
    house, org = office.world.house, office.world.org
    leaked = Indexed(kind="conversation", id="c1", words=("diabetes",), turn=1)
    await house.search.put(org, (leaked,), until=await house.search.until(org))
    assert await found(office, "otto", "diabetes") == []
    await office.do(f"/cases/{case}/claim", "vera")
    assert await found(office, "vera", "diabetes") == ["c1"]
    assert await found(office, "otto", "diabetes") == []


async def test_an_agents_words_are_found_with_who_said_them(office: Office) -> None:
    await heard(office, "c1", "Hello")
    world = office.world
    said = world.turn("Our warranty lasts two years.", agent(SHOP))
    await observe_turn(world.house, world.agent, Observed(turn=said, floor=1))
    await indexed(office)
    (hit,) = rows(await office.read("/search/conversations", "vera", q="warranty"), "hits")
    assert inner(hit, "excerpt")["author"] == "agent"


async def test_pages_follow_one_another_and_a_strange_cursor_is_refused(office: Office) -> None:
    for number in range(5):
        await heard(office, f"c{number}", "Where is my parcel?")
        office.world.clock.wait(1)
    await indexed(office)
    first = await office.read("/search/conversations", "vera", q="parcel", limit=3)
    second = await office.read("/search/conversations", "vera", q="parcel", limit=3, cursor=str(first["next"]))
    names = [hit["conversation"] for page in (first, second) for hit in rows(page, "hits")]
    assert names == ["c4", "c3", "c2", "c1", "c0"]
    assert second["next"] is None
    assert problem(await office.get("/search/conversations", "vera", q="x", cursor="?"), 422)["field"] == "cursor"
    assert problem(await office.get("/search/conversations", "vera", q="x" * 201), 422)["field"] == "q"
    assert problem(await office.get("/search/conversations", "vera", q="x", open="maybe"), 422)["field"] == "open"


async def test_customers_are_found_by_name_address_and_id_also_before_they_ever_wrote(office: Office) -> None:
    await office.do("/imports/customers", "ada", {"document": CUSTOMERS, "dry_run": False})
    await heard(office, "c1", "Hello, I want to speak to a human.", named="cust_1")
    await indexed(office)

    async def names(who: str, q: str) -> list[object]:
        return [hit["name"] for hit in rows(await office.read("/search/customers", who, q=q), "hits")]

    assert await names("vera", "lee") == ["Ann Lee"]
    assert await names("vera", "ann@lee.example") == ["Ann Lee"]
    assert await names("ada", "cust_2") == ["Bo Lund"]
    assert await names("rita", "lee") == ["Ann Lee"]
    assert await names("rita", "lund") == []
    assert await names("uma", "lee") == []
    (hit,) = rows(await office.read("/search/customers", "rita", q="ann"), "hits")
    assert hit["last_conversation"] == "c1"
    assert problem(await office.get("/search/customers", "vera", q=" "), 422)["field"] == "q"
