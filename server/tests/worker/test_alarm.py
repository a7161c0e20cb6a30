"""Deadlines: what falls due is done, late by little, and a failure does not stop the rest."""

import asyncio

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import later
from handrail_server.core.cases.case import CaseState
from handrail_server.core.routing.person import Status
from handrail_server.flows.claim_case import claim_case
from handrail_server.house.nudges import PLACE
from handrail_server.worker.alarm import Alarm
from server.tests.flows.given import World, a_world

ASK = "I want to talk to a human being, please."


async def asked(world: World) -> CaseId:
    heard = await world.customer(ASK)
    assert heard.case is not None
    return heard.case


async def test_a_missed_offer_marks_the_person_away_and_asks_the_next() -> None:
    world = await a_world()
    rita, tom = await world.hire("rita", "general"), await world.hire("tom", "general")
    name = await asked(world)
    await world.work()
    first = (await world.case(name)).offers[0].person
    await world.wait(31)
    missed = rita if rita.actor.id == first else tom
    assert (await world.person(missed)).status is Status.AWAY
    assert (await world.person(missed)).used == 0
    case = await world.case(name)
    assert [offer.person for offer in case.offers] == [(tom if missed is rita else rita).actor.id]


async def test_a_person_who_says_nothing_loses_the_case_and_its_age_is_kept() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    name = await asked(world)
    await claim_case(world.house, rita, name)
    before = await world.case(name)
    await world.wait(600)
    case = await world.case(name)
    assert case.requeues == 1
    assert case.requested_at == before.requested_at
    assert case.owner is None


async def test_a_case_that_nobody_takes_ends_in_a_promise_and_the_customer_knows() -> None:
    world = await a_world()
    await world.hire("rita", "general", online=False)
    name = await asked(world)
    for _ in range(20):
        await world.wait(300)
    case = await world.case(name)
    assert (case.state, case.promised) == (CaseState.QUEUED, "email")
    turns = await world.house.library.turns(world.org, case.conversation)
    assert "e-mail" in " ".join(stored.turn.text for stored in turns)


async def test_a_running_alarm_fires_within_a_second() -> None:
    world = await a_world()
    await world.hire("rita", "general")
    late: list[float] = []
    alarm = Alarm(world.house, lateness=late.append)
    loop = asyncio.create_task(alarm.run())
    try:
        name = await asked(world)
        async with asyncio.timeout(5):
            while (await world.case(name)).state is not CaseState.OFFERED:
                await world.house.bell.wait("facts", seconds=0.01)
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
    assert late
    assert max(late) < 1


async def test_the_longer_a_case_has_waited_the_more_rarely_it_looks_again() -> None:
    world = await a_world()
    await world.hire("rita", "general", online=False)
    await world.customer("I want to talk to a human being, please.")
    await world.work()
    await world.wait(40)
    now, lease = world.clock.now(), later(world.clock.now(), seconds=3_600)
    early = await world.house.deadlines.claim(now=later(now, seconds=7), lease_until=lease, limit=50)
    assert PLACE not in [due.name for due in early]
    at_last = await world.house.deadlines.claim(now=later(now, seconds=8), lease_until=lease, limit=50)
    assert PLACE in [due.name for due in at_last]
