"""Commits of several processes on one database: what one has checked, no other changes before it is durable."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.rows import AnswerRow, TurnRow
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import Reused
from handrail_server.ports.writing import AlreadyAnswered, VersionConflict
from server.tests.adapters.store.postgres.conftest import Another, Raw
from server.tests.adapters.store.postgres.halfway import a_write, guard, halfway, somebody_waits
from server.tests.contracts.samples import NOW, ORG
from server.tests.contracts.stores import Store

pytestmark = pytest.mark.postgres


async def versions(store: Store) -> dict[str, int]:
    rows = await store.engine.read(queries.SUBJECTS, org=ORG, kind="conversation")
    return {row.id: row.version for row in rows}


async def test_a_stop_is_committed_after_those_who_did_not_see_it(store: Store, raw: Raw) -> None:
    """Whoever expects the organisation as it was, and is not durable yet, goes first; so none comes after the stop."""
    await store.engine.commit(a_write("org"))
    connection, watching = await raw(), await raw()
    async with halfway(connection, a_write("c1", expects=(guard("org", 1),))):
        stop = asyncio.create_task(store.engine.commit(a_write("org", 1)))
        await somebody_waits(watching)
        assert not stop.done()
    await stop
    with pytest.raises(VersionConflict):
        await store.engine.commit(a_write("c2", expects=(guard("org", 1),)))


async def test_whoever_meets_a_stop_under_way_sees_it(store: Store, raw: Raw) -> None:
    await store.engine.commit(a_write("org"))
    connection, watching = await raw(), await raw()
    async with halfway(connection, a_write("org", 1)):
        commit = asyncio.create_task(store.engine.commit(a_write("c1", expects=(guard("org", 1),))))
        await somebody_waits(watching)
    with pytest.raises(VersionConflict):
        await commit
    assert await versions(store) == {"org": 2}


async def test_what_must_not_exist_cannot_be_made_meanwhile(store: Store, raw: Raw) -> None:
    connection, watching = await raw(), await raw()
    async with halfway(connection, a_write("c1", expects=(guard("absent", 0),))):
        making = asyncio.create_task(store.engine.commit(a_write("absent")))
        await somebody_waits(watching)
        assert not making.done()
    await making
    with pytest.raises(VersionConflict):
        await store.engine.commit(a_write("c2", expects=(guard("absent", 0),)))


async def test_of_two_that_make_one_subject_one_is_refused(store: Store, another: Another) -> None:
    both = store.engine.commit(a_write("c1")), another().engine.commit(a_write("c1"))
    ends = await asyncio.gather(*both, return_exceptions=True)
    assert [type(end) for end in ends if end] == [VersionConflict]


async def test_one_key_in_two_processes_is_answered_once(store: Store, another: Another) -> None:
    def keyed(name: str, digest: str) -> Write:
        answer = AnswerRow(ORG, "post", "k", digest, 200, name.encode(), NOW + 1)
        return replace(a_write(name), answers=(answer,))

    stores = [store, *(another() for _ in range(3))]
    ends = await asyncio.gather(
        *(one.engine.commit(keyed(f"c{number}", "d")) for number, one in enumerate(stores)), return_exceptions=True
    )
    assert [type(end) for end in ends if end] == [AlreadyAnswered] * 3
    with pytest.raises(Reused):
        await store.engine.commit(keyed("c9", "another"))
    later = replace(keyed("c9", "another"), at=NOW + 1)
    await store.engine.commit(later)


async def test_a_turns_id_is_taken_once(store: Store, another: Another) -> None:
    def with_turn(name: str, digest: str) -> Write:
        return replace(a_write(name), turns=(TurnRow(ORG, "c", int(name), "t1", digest, "said", "{}"),))

    await store.engine.commit(with_turn("1", "d"))
    with pytest.raises(VersionConflict):
        await another().engine.commit(with_turn("2", "d"))
    with pytest.raises(Reused):
        await another().engine.commit(with_turn("3", "other"))
    assert await versions(store) == {"1": 1}


async def test_a_guilty_commit_fails_alone(store: Store) -> None:
    await store.engine.commit(a_write("c0"))
    ends = await asyncio.gather(
        *(store.engine.commit(a_write(f"c{number}")) for number in range(20)), return_exceptions=True
    )
    assert [number for number, end in enumerate(ends) if end] == [0]
    assert await versions(store) == {f"c{number}": 1 for number in range(20)}


async def test_a_mistake_of_ours_fails_alone(store: Store) -> None:
    broken = replace(a_write("broken"), turns=(TurnRow(ORG, "c", 1, "t\x00", "d", "said", "{}"),))
    ends = await asyncio.gather(
        *(store.engine.commit(write) for write in (a_write("c1"), broken, a_write("c2"))), return_exceptions=True
    )
    assert [end is None for end in ends] == [True, False, True]


async def test_busy_sharers_do_not_keep_out_who_changes_what_they_share(store: Store, raw: Raw) -> None:
    """A shared row lock is granted past whoever waits to write: without `wanted` eight sharers keep it for ever."""
    await store.engine.commit(a_write("org"))
    stopped = asyncio.Event()

    async def share() -> None:
        connection = await raw()
        shared = True
        while shared and not stopped.is_set():
            shared = await connection.fetchval(
                "SELECT so FROM still_so(ARRAY[('acme', 'conversation', 'org', 1, false)::guard]) AS so, pg_sleep(0.02)"
            )

    running = asyncio.gather(*(share() for _ in range(8)))
    await somebody_waits(await raw(), "Timeout")
    try:
        async with asyncio.timeout(5):
            await store.engine.commit(a_write("org", 1))
    finally:
        stopped.set()
        await running
    assert await versions(store) == {"org": 2}


async def test_what_stands_is_never_changed_or_deleted(store: Store, raw: Raw) -> None:
    await store.engine.commit(a_write("c1"))
    connection = await raw()
    for statement in (
        "UPDATE facts SET head = 'x'",
        "DELETE FROM facts",
        "TRUNCATE facts",
        "UPDATE ledger SET number = 7",
        "DELETE FROM ledger",
    ):
        with pytest.raises(asyncpg.RestrictViolationError, match="never changed"):
            await connection.execute(statement)
