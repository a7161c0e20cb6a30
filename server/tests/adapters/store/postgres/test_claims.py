"""Claims of several processes: never the same twice, never two of a lane, nothing of an agent after a takeover."""

import asyncio
from dataclasses import replace

import pytest

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.control import by_person
from handrail_server.core.turns.conversation import Conversation
from server.tests.adapters.store.postgres.conftest import Another, Raw
from server.tests.adapters.store.postgres.halfway import somebody_waits
from server.tests.contracts.samples import NOW, ORG, conversation, conversation_subject, words
from server.tests.contracts.stores import Store

pytestmark = pytest.mark.postgres

LATER = At(NOW + 60_000)


async def test_a_claim_passes_by_a_takeover_under_way_and_then_sees_it(
    store: Store, another: Another, raw: Raw
) -> None:
    await store.create(conversation_subject(), conversation(), effects=(words(1),))
    connection = await raw()
    async with connection.transaction():
        await connection.execute("UPDATE conversations SET epoch = epoch + 1")
        during = await another().outbox.claim(now=NOW, lease_until=LATER, limit=9)
        assert during.sending == ()
    after = await store.outbox.claim(now=NOW, lease_until=LATER, limit=9)
    assert (after.sending, len(after.stale)) == ((), 1)


async def test_a_takeover_waits_for_a_claim_under_way(store: Store, raw: Raw) -> None:
    """Its word was sending before the takeover, and is committed before it."""
    await store.create(conversation_subject(), conversation(), effects=(words(1),))
    found = await store.journal.load(ORG, Conversation, "c1")
    taken = replace(found.state, control=found.state.control.pass_to(by_person(PersonId("ann"))))
    connection, watching = await raw(), await raw()
    async with connection.transaction():
        claimed = await connection.fetch("SELECT * FROM claim_parcels($1, $2, 9, 'worker', NULL)", NOW, LATER)
        takeover = asyncio.create_task(store.change(found, taken))
        await somebody_waits(watching)
        assert not takeover.done()
    await takeover
    assert len(claimed) == 1


async def test_a_lane_never_has_two_on_their_way(store: Store, another: Another, raw: Raw) -> None:
    """A dead letter is redriven while the one behind it is being claimed."""
    await store.create(conversation_subject(), conversation(), effects=(words(1), words(2)))
    (first,) = (await store.outbox.claim(now=NOW, lease_until=LATER, limit=9)).sending
    await store.outbox.fail(first, error="gone", retry_at=None)
    connection, watching = await raw(), await raw()
    async with connection.transaction():
        second = await connection.fetch("SELECT * FROM claim_parcels($1, $2, 9, 'worker', NULL)", NOW, LATER)
        assert await store.outbox.redrive(ORG, first.id, now=NOW)
        claim = asyncio.create_task(another().outbox.claim(now=NOW, lease_until=LATER, limit=9))
        await somebody_waits(watching)
    assert len(second) == 1
    assert (await claim).sending == ()


async def test_a_deadline_that_another_process_is_claiming_is_passed_by(store: Store, raw: Raw) -> None:
    connection = await raw()
    await connection.executemany(
        "INSERT INTO deadlines VALUES ('acme', 'case', $1, 'accept', $2, $2)", [("a", NOW - 2), ("b", NOW - 1)]
    )
    async with connection.transaction():
        await connection.execute("SELECT FROM deadlines WHERE id = 'a' FOR UPDATE")
        due = await store.deadlines.claim(now=NOW, lease_until=LATER, limit=9)
    assert [one.subject.id for one in due] == ["b"]


async def test_of_two_scribes_one_places(store: Store, another: Another) -> None:
    await store.create(conversation_subject(), conversation())
    ((org, entries),) = await store.scribe.unplaced(limit=9)
    placing = (one.scribe.place(org, size=0, entries=entries, frontier=(b"f" * 32,)) for one in (store, another()))
    assert sorted(await asyncio.gather(*placing)) == [False, True]
    assert await store.library.last_number(ORG) == 0
    assert await store.scribe.unplaced(limit=9) == ()
