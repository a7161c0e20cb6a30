"""Deadlines: armed and disarmed by commits, claimed with a lease, settled only if nobody has moved them."""

from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.facts import Subject
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.working import Due
from server.tests.contracts.samples import NOW, ORG, conversation, conversation_subject
from server.tests.contracts.stores import Store

SUBJECT = conversation_subject()


def deadline(name: str, due_at: int | None, subject: Subject = SUBJECT) -> Deadline:
    return Deadline(subject=subject, name=name, due_at=None if due_at is None else At(due_at))


async def arm(store: Store, *deadlines: Deadline) -> None:
    found = await store.journal.find(ORG, Conversation, "c1")
    if found is None:
        await store.create(SUBJECT, conversation(), deadlines=deadlines)
    else:
        await store.change(found, found.state, deadlines=deadlines)


async def claim(store: Store, now: int, *, limit: int = 10) -> tuple[Due, ...]:
    return await store.deadlines.claim(now=At(now), lease_until=At(now + 100), limit=limit)


async def test_what_is_due_is_claimed_oldest_first(store: Store) -> None:
    await arm(store, deadline("b", NOW + 2), deadline("a", NOW + 1), deadline("c", NOW + 3))
    assert await store.deadlines.next_due() == NOW + 1
    assert await claim(store, NOW) == ()
    found = await claim(store, NOW + 2)
    assert [(due.name, due.due_at, due.attempts, due.subject) for due in found] == [
        ("a", NOW + 1, 1, SUBJECT),
        ("b", NOW + 2, 1, SUBJECT),
    ]
    assert await store.deadlines.next_due() == NOW + 3


async def test_a_claim_is_a_lease(store: Store) -> None:
    await arm(store, deadline("a", NOW))
    (first,) = await claim(store, NOW)
    assert await claim(store, NOW + 99) == ()
    (second,) = await claim(store, NOW + 100)
    assert (second.due_at, second.attempts) == (NOW, 2)
    await store.deadlines.settle(first)
    assert await store.deadlines.next_due() == NOW + 200
    await store.deadlines.settle(second)
    assert await store.deadlines.next_due() is None


async def test_a_deadline_that_was_moved_meanwhile_is_not_settled(store: Store) -> None:
    await arm(store, deadline("a", NOW))
    (due,) = await claim(store, NOW)
    await arm(store, deadline("a", NOW + 500))
    await store.deadlines.settle(due)
    assert await store.deadlines.next_due() == NOW + 500


async def test_a_deadline_armed_again_for_the_same_time_is_not_settled(store: Store) -> None:
    await arm(store, deadline("a", NOW))
    (due,) = await claim(store, NOW)
    await arm(store, deadline("a", NOW))
    await store.deadlines.settle(due)
    assert len(await claim(store, NOW)) == 1


async def test_a_deadline_is_disarmed_by_a_commit(store: Store) -> None:
    await arm(store, deadline("a", NOW), deadline("b", NOW))
    await arm(store, deadline("a", None), deadline("nothing", None))
    assert [due.name for due in await claim(store, NOW)] == ["b"]


async def test_a_failure_is_tried_again_later(store: Store) -> None:
    await arm(store, deadline("a", NOW))
    (due,) = await claim(store, NOW)
    await store.deadlines.again(due, at=At(NOW + 7), error="away")
    assert await store.deadlines.next_due() == NOW + 7
    (again,) = await claim(store, NOW + 7)
    assert (again.due_at, again.attempts) == (NOW, 2)


async def test_a_failure_after_a_move_changes_nothing(store: Store) -> None:
    await arm(store, deadline("a", NOW))
    (due,) = await claim(store, NOW)
    await arm(store, deadline("a", NOW + 1))
    await store.deadlines.again(due, at=At(NOW + 999), error="away")
    assert await store.deadlines.next_due() == NOW + 1


async def test_a_claim_takes_no_more_than_asked(store: Store) -> None:
    await arm(store, *(deadline(name, NOW) for name in "abc"))
    assert len(await claim(store, NOW, limit=2)) == 2
    assert len(await claim(store, NOW, limit=2)) == 1
