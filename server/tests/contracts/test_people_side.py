"""Reads that the people's side needs, on every engine."""

from dataclasses import replace

from handrail_server.core.basics.ids import CaseId, PersonId, QueueId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.ports.knowing import InboxNotice
from handrail_server.ports.reading import CaseFilter
from server.tests.contracts.samples import (
    NOW,
    ORG,
    OTHER,
    Poke,
    case,
    case_subject,
    conversation,
    conversation_subject,
    words,
)
from server.tests.contracts.stores import Store

RITA = PersonId("rita")


async def test_a_persons_own_cases_come_beside_those_of_their_queues_each_once_and_in_order(store: Store) -> None:
    kept = {
        "a": replace(case("a", rank=30), queue=QueueId("sales"), owner=RITA, state=CaseState.ACCEPTED),
        "b": case("b", rank=20),
        "c": replace(case("c", rank=10), owner=RITA, state=CaseState.ACCEPTED),
        "d": replace(case("d", rank=5), queue=QueueId("sales")),
    }
    for name, state in kept.items():
        await store.create(case_subject(name), state)
    which = CaseFilter(queues=(QueueId("billing"),), involving=RITA)
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = await store.library.cases(ORG, which, cursor=cursor, limit=1)
        found.extend(each.id for each in page.items)
        cursor = page.next
        if cursor is None:
            break
    assert found == ["c", "b", "a"]
    nowhere = await store.library.cases(ORG, CaseFilter(queues=(), involving=RITA))
    assert [each.id for each in nowhere.items] == ["c", "a"]
    assert (await store.library.cases(OTHER, which)).items == ()


async def test_a_lanes_words_tell_where_each_stands(store: Store) -> None:
    effects = (
        replace(words(1), destination="agent/shop"),
        Poke(lane="c1"),
        replace(words(2), destination="agent/shop"),
    )
    await store.create(conversation_subject(), conversation(), effects=effects)
    await store.outbox.claim(now=NOW, lease_until=NOW, limit=1, destination="agent/shop")
    found = await store.outbox.words_of(ORG, "c1")
    states = [(parcel.effect.number, parcel.state) for parcel in found if isinstance(parcel.effect, DeliverWords)]
    assert states == [(1, "sending"), (2, "stored")]
    assert await store.outbox.parcel(ORG, found[0].id) == found[0]
    assert await store.outbox.parcel(OTHER, found[0].id) is None
    assert await store.outbox.words_of(OTHER, "c1") == ()


async def test_a_notice_is_found_in_its_persons_list_only(store: Store) -> None:
    notice = InboxNotice(org=ORG, id="n1", person=RITA, case=CaseId("a"), document={"line": "x"}, at=NOW)
    await store.notices.put(notice)
    assert await store.notices.one(ORG, RITA, "n1") == notice
    assert await store.notices.one(ORG, PersonId("sam"), "n1") is None
    assert await store.notices.one(OTHER, RITA, "n1") is None
