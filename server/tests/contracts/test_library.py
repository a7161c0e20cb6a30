"""The library: what is shown, in which order, page by page."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.adapters.store.memory.engine import MemoryEngine
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    DecisionId,
    OfferId,
    OrgId,
    PersonId,
    QueueId,
    TurnId,
)
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind, CaseState, Offer
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.reading import CaseFilter, WaitingInQueue
from server.tests.contracts.samples import (
    AGENT,
    BY,
    NOW,
    ORG,
    OTHER,
    Noted,
    action,
    case,
    case_subject,
    conversation,
    conversation_subject,
    judged,
    person,
    turn,
)
from server.tests.contracts.stores import Store, store_over

C1 = ConversationId("c1")


async def test_turns_come_in_order_with_the_first_decision_about_them(store: Store) -> None:
    turns = tuple((turn(number), "said") for number in (1, 2, 3))
    decisions = (judged("d1", 1), judged("d2", 3), judged("d9", 3), judged("d0", None))
    await store.create(conversation_subject(), conversation(), turns=turns, judged=decisions)
    found = await store.library.turns(ORG, C1, after=1, limit=2)
    assert [stored.turn for stored in found] == [turn(2), turn(3)]
    assert [stored.judged for stored in found] == [None, judged("d2", 3)]
    first = await store.library.turn(ORG, C1, TurnId("t1"))
    assert first is not None
    assert (first.turn, first.status, first.judged) == (turn(1), "said", judged("d1", 1))
    assert await store.library.turn(ORG, C1, TurnId("t9")) is None
    assert await store.library.judged(ORG, DecisionId("d0")) == judged("d0", None)
    assert await store.library.judged(OTHER, DecisionId("d0")) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGranted(Fact):
    """A decision by the name that the store knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(Fact):
    """As above."""


async def test_decided_approvals_come_by_the_time_of_the_decision(store: Store) -> None:
    for number, (kind, state, fact) in enumerate(
        (
            (CaseKind.APPROVAL, CaseState.APPROVED, ApprovalGranted),
            (CaseKind.HAND_OVER, CaseState.WITHDRAWN, CaseWithdrawn),
            (CaseKind.APPROVAL, CaseState.WITHDRAWN, CaseWithdrawn),
            (CaseKind.APPROVAL, CaseState.APPROVED, ApprovalGranted),
            (CaseKind.APPROVAL, CaseState.QUEUED, Noted),
        )
    ):
        decided = replace(case(f"k{number}"), kind=kind, state=state)
        await store.create(case_subject(f"k{number}"), decided, facts=(fact(by=BY, at=At(NOW + number % 3)),))
    await store.create(case_subject("k9"), case("k9"), org=OTHER, facts=(ApprovalGranted(by=BY, at=NOW),))
    found = await store.library.decided_approvals(ORG, limit=2)
    assert [each.id for each in found.items] == ["k2", "k3"]
    rest = await store.library.decided_approvals(ORG, limit=2, cursor=found.next)
    assert ([each.id for each in rest.items], rest.next) == (["k0"], None)
    approved = await store.library.decided_approvals(ORG, states=(CaseState.APPROVED,))
    assert [each.id for each in approved.items] == ["k3", "k0"]


async def test_live_conversations_are_the_open_ones_heard_of_since(store: Store) -> None:
    for number in range(5):
        name = f"c{number}"
        closed = At(NOW + 60) if number == 3 else None
        state = replace(conversation(name), last_customer_at=At(NOW + number * 10), closed_at=closed)
        await store.create(conversation_subject(name), state)
    await store.create(conversation_subject("c9"), conversation("c9"), org=OTHER)
    found = await store.library.live(ORG, since=At(NOW + 10), limit=9)
    assert [(loaded.state.id, loaded.version) for loaded in found] == [("c4", 1), ("c2", 1), ("c1", 1)]
    assert [loaded.state.id for loaded in await store.library.live(ORG, since=NOW, limit=2)] == ["c4", "c2"]


async def test_subjects_are_found_by_their_ids_with_their_versions(store: Store) -> None:
    for name in ("c1", "c2", "it's"):
        await store.create(conversation_subject(name), conversation(name))
    await store.create(case_subject("c1"), case("c1"))
    await store.create(conversation_subject("c3"), conversation("c3"), org=OTHER)
    await store.change(await store.journal.load(ORG, Conversation, "c2"), replace(conversation("c2"), turns=4))
    found = await store.library.named(ORG, Conversation, {"c2", "it's", "c3", "nobody"})
    assert {(loaded.state.id, loaded.version, loaded.state.turns) for loaded in found} == {("c2", 2, 4), ("it's", 1, 0)}
    assert [loaded.state.id for loaded in await store.library.named(ORG, Case, {"c1"})] == ["c1"]
    assert await store.library.named(ORG, Case, ()) == ()


async def test_what_waits_in_the_queues_is_counted_without_reading_a_case(store: Store) -> None:
    billing, sales, empty = QueueId("billing"), QueueId("sales"), QueueId("empty")
    for number in range(1_200):
        state = replace(
            case(f"k{number}", requested_at=NOW + number),
            queue=sales if number % 4 == 0 else billing,
            state=(CaseState.QUEUED, CaseState.OFFERED, CaseState.CLOSED)[number % 3],
        )
        await store.create(case_subject(state.id), state)
    await store.create(case_subject("theirs"), case("theirs", requested_at=NOW - 1), org=OTHER)
    found = await store.library.waiting_in(ORG, (billing, sales, empty))
    assert found == {
        billing: WaitingInQueue(cases=600, oldest_at=At(NOW + 1)),
        sales: WaitingInQueue(cases=200, oldest_at=At(NOW)),
    }
    assert await store.library.waiting_in(ORG, ()) == {}


async def test_conversations_are_paged_with_the_newest_activity_first(store: Store) -> None:
    for number in range(7):
        name = f"c{number}"
        state = replace(
            conversation(name),
            agent=AgentId("shop" if number % 2 else "bank"),
            customer=CustomerId("ann") if number < 4 else None,
            last_customer_at=At(NOW + (number // 2) * 10),
            closed_at=At(NOW) if number == 5 else None,
        )
        await store.create(conversation_subject(name), state)
    assert await conversations(store) == ["c6", "c5", "c4", "c3", "c2", "c1", "c0"]
    assert await conversations(store, is_open=True) == ["c6", "c4", "c3", "c2", "c1", "c0"]
    assert await conversations(store, is_open=False) == ["c5"]
    assert await conversations(store, agent=AGENT) == ["c5", "c3", "c1"]
    assert await conversations(store, agent=AGENT, is_open=True) == ["c3", "c1"]
    assert await conversations(store, customer=CustomerId("ann")) == ["c3", "c2", "c1", "c0"]
    assert await conversations(store, customer=CustomerId("ann"), agent=AGENT, is_open=True) == ["c3", "c1"]
    oldest = await store.journal.load(ORG, Conversation, "c0")
    await store.change(oldest, replace(oldest.state, last_person_at=At(NOW + 99)))
    assert (await conversations(store))[0] == "c0"


async def conversations(
    store: Store,
    *,
    agent: AgentId | None = None,
    customer: CustomerId | None = None,
    is_open: bool | None = None,
) -> list[str]:
    names: list[str] = []
    cursor: str | None = None
    while True:
        page = await store.library.conversations(
            ORG, agent=agent, customer=customer, is_open=is_open, cursor=cursor, limit=2
        )
        names += [found.id for found in page.items]
        if (cursor := page.next) is None:
            return names


async def cases(store: Store, which: CaseFilter, *, limit: int = 3) -> list[str]:
    names: list[str] = []
    cursor: str | None = None
    while True:
        page = await store.library.cases(ORG, which, cursor=cursor, limit=limit)
        names += [found.id for found in page.items]
        if (cursor := page.next) is None:
            return names


async def test_cases_are_found_by_each_filter_in_the_order_of_work(store: Store) -> None:
    offer = Offer(id=OfferId("o"), person=PersonId("bob"), offered_at=NOW, expires_at=NOW)
    kept = (
        case("k1", rank=50, requested_at=NOW + 2),
        case("k2", rank=50, requested_at=NOW + 1),
        replace(case("k3", rank=10), state=CaseState.OFFERED, offers=(offer,)),
        replace(case("k4", rank=20), state=CaseState.ENGAGED, owner=PersonId("bob")),
        replace(case("k5", rank=5), queue=QueueId("sales"), kind=CaseKind.APPROVAL),
        replace(
            case("k6", rank=1), queue=None, state=CaseState.CLOSED, conversation=ConversationId("c2"), customer=None
        ),
    )
    for state in kept:
        await store.create(case_subject(state.id), state)
    await store.create(case_subject("k1"), case("k1", rank=0), org=OTHER)
    billing, sales, bob = QueueId("billing"), QueueId("sales"), PersonId("bob")
    for which, found in (
        (CaseFilter(), ["k6", "k5", "k3", "k4", "k2", "k1"]),
        (CaseFilter(states=(CaseState.QUEUED,)), ["k5", "k2", "k1"]),
        (CaseFilter(queues=(billing,)), ["k3", "k4", "k2", "k1"]),
        (CaseFilter(queues=(billing, sales), states=(CaseState.QUEUED,)), ["k5", "k2", "k1"]),
        (CaseFilter(kinds=(CaseKind.APPROVAL,)), ["k5"]),
        (CaseFilter(owner=bob), ["k4"]),
        (CaseFilter(owner=bob, states=(CaseState.QUEUED,)), []),
        (CaseFilter(offered_to=bob), ["k3"]),
        (CaseFilter(offered_to=PersonId("bo")), []),
        (CaseFilter(conversation=ConversationId("c2")), ["k6"]),
        (CaseFilter(conversation=C1, owner=bob), ["k4"]),
        (CaseFilter(customer=CustomerId("ann"), queues=(sales,)), ["k5"]),
        (CaseFilter(queues=()), []),
        (CaseFilter(states=()), []),
        (CaseFilter(queues=(sales,), involving=bob), ["k5", "k3", "k4"]),
        (CaseFilter(queues=(), involving=bob, states=(CaseState.OFFERED,)), ["k3"]),
    ):
        assert await cases(store, which) == found
        assert {state.id for state in kept if which.takes(state)} == set(found), "a filter takes what a store finds"


async def test_a_case_that_changes_is_found_where_it_is_now(store: Store) -> None:
    await store.create(case_subject("k1"), case("k1"))
    found = await store.journal.load(ORG, Case, "k1")
    await store.change(found, replace(found.state, state=CaseState.ENGAGED, owner=PersonId("ann")))
    assert await cases(store, CaseFilter(states=(CaseState.QUEUED,))) == []
    assert await cases(store, CaseFilter(owner=PersonId("ann"))) == ["k1"]


@given(
    places=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 3)), max_size=12),
    limit=st.integers(1, 5),
)
async def test_pages_of_any_size_give_each_case_once_in_order(places: list[tuple[int, int, int]], limit: int) -> None:
    store = store_over(MemoryEngine())
    kept = []
    for number, (rank, secondary, requested) in enumerate(places):
        state = case(f"k{number}", rank=rank, requested_at=NOW + requested)
        state = replace(state, item=replace(state.item, secondary_rank=secondary))
        await store.create(case_subject(state.id), state)
        kept.append(state)
    kept.sort(key=lambda k: (k.item.rank, k.item.secondary_rank, k.item.target_accept_at, k.item.requested_at, k.id))
    assert await cases(store, CaseFilter(), limit=limit) == [state.id for state in kept]


async def test_people_are_found_by_queue_name_and_address(store: Store) -> None:
    for state in (
        person("zoe", queues=("a", "b")),
        person("bob", queues=("a",)),
        person("ann", queues=("a",), active=False),
    ):
        await store.create(Subject(kind=SubjectKind.PERSON, id=state.id), state)
    library = store.library
    assert [p.state.id for p in await library.people(ORG)] == ["bob", "zoe"]
    assert [p.state.id for p in await library.people(ORG, active=False)] == ["ann", "bob", "zoe"]
    assert [p.state.id for p in await library.people(ORG, queue=QueueId("a"))] == ["bob", "zoe"]
    assert [p.state.id for p in await library.people(ORG, queue=QueueId("b"))] == ["zoe"]
    found = await library.person_by_email(ORG, "ZOE@example.com")
    assert found is not None
    assert found.version == 1
    assert await library.person_by_email(OTHER, "zoe@example.com") is None
    await store.change(found, replace(found.state, queues=(QueueId("c"),)))
    assert await library.people(ORG, queue=QueueId("b")) == ()
    assert [p.version for p in await library.people(ORG, queue=QueueId("c"))] == [2]


async def test_calls_are_found_by_their_id_and_listed_oldest_first(store: Store) -> None:
    for name, call, at in (("a2", "x", NOW + 2), ("a1", "y", NOW + 1)):
        state = action(name, call_id=call, requested_at=at)
        await store.create(Subject(kind=SubjectKind.ACTION, id=name), state)
    assert [found.id for found in await store.library.actions(ORG, C1)] == ["a1", "a2"]
    found = await store.library.action_by_call(ORG, C1, "x")
    assert found is not None
    assert found.id == "a2"
    assert await store.library.action_by_call(ORG, C1, "z") is None
    assert [found.id for found in await store.library.actions(ORG, C1, act=(found.tool, found.digest))] == ["a1", "a2"]
    assert await store.library.actions(ORG, C1, act=("another_tool", found.digest)) == ()


async def test_organisations_and_small_kinds_are_listed(store: Store) -> None:
    for org in (OTHER, ORG):
        state = Organisation(id=org, name=org, created_at=NOW)
        await store.create(Subject(kind=SubjectKind.ORGANISATION, id=org), state, org=OrgId(org))
    assert await store.library.organisations() == (ORG, OTHER)
    assert [found.state.id for found in await store.library.all(ORG, Organisation)] == [ORG]
    assert await store.library.all(ORG, Person) == ()
