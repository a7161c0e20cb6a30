"""The watch is begun by itself, compares once a day, tells those who may publish the policy, and is answered for."""

import random

import pytest

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import DAY, HOUR, At
from handrail_server.core.learning.drift import Kind, Series
from handrail_server.core.learning.drift_watch import DriftWatch
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.routing.person import Role
from handrail_server.flows.watch_drift import answer_for_drift, compared_now, keep_watch, watch_drift
from handrail_server.house.opened_book import opened_book
from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.flows.given import World, a_world

LOW = Series(kind=Kind.FIRING, rule="low_confidence")


async def lived(world: World, days: int, *, doubled: bool) -> None:
    """Days of 50 conversations in the book, of which a tenth fires; after half of the days two tenths."""
    await LedgerScribe(world.house, Signer(b"s" * 32)).place_all()
    book = (await opened_book(world.house, world.org)).book
    chance, first = random.Random(3), max(world.clock.now(), book.changed_at)
    for number in range(days * 50):
        day = number // 50
        row = ConversationRow(
            id=ConversationId(f"d{first}-{number}"),
            agent="shop",
            channel="chat",
            customer=None,
            opened_at=At(first + day * DAY + number),
        )
        if chance.random() < (0.3 if doubled and day >= days // 2 else 0.1):
            row.fired.add("low_confidence")
        book.conversations[row.id] = row
    world.clock.wait(days * DAY / 1_000)


async def watch_of(world: World) -> DriftWatch:
    return (await world.house.journal.load(world.org, DriftWatch, world.org)).state


async def test_with_too_few_conversations_no_watch_is_begun() -> None:
    world = await a_world()
    assert await keep_watch(world.house, world.org) == 0
    assert await world.house.journal.find(world.org, DriftWatch, world.org) is None


async def test_the_worker_notices_once_tells_and_looks_again_every_day() -> None:
    world = await a_world()
    await lived(world, 60, doubled=True)
    assert (await keep_watch(world.house, world.org), await keep_watch(world.house, world.org)) == (1, 0)
    await world.work()
    (alarm,) = (await watch_of(world)).alarms
    assert alarm.series == LOW
    assert alarm.before.between[1] < alarm.after.between[0]
    due = await world.house.deadlines.next_due()
    assert due is not None
    assert world.clock.now() < due <= world.clock.now() + DAY + HOUR
    await world.wait(DAY / 1_000 + 3_600)
    assert len((await watch_of(world)).alarms) == 1
    assert await world.house.deadlines.next_due() != due


async def test_what_stays_the_same_alarms_nobody() -> None:
    world = await a_world()
    await lived(world, 60, doubled=False)
    await keep_watch(world.house, world.org)
    await world.work()
    assert (await watch_of(world)).alarms == ()


async def test_who_may_publish_answers_for_it_and_what_comes_then_is_the_new_reference() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general", roles=(Role.REP,))
    await lived(world, 60, doubled=True)
    await keep_watch(world.house, world.org)
    await watch_drift(world.house, world.org)
    with pytest.raises(Forbidden):
        await answer_for_drift(world.house, rita, 1)
    watch = await answer_for_drift(world.house, world.admin, 1)
    assert watch.alarms[0].acknowledged_by == world.admin.actor.id
    assert LOW not in [each.series for each in await compared_now(world.house, world.org)]
    await lived(world, 60, doubled=False)
    again = [each for each in await compared_now(world.house, world.org) if each.series == LOW]
    assert [each.moved for each in again] == [False]
