"""Somebody goes: what was offered to them is taken back, what they had waits for somebody else, at once."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import CaseId, PersonId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.cases.deadlines import CASE_OFFER
from handrail_server.core.routing.person import Status
from handrail_server.core.turns.control import HolderKind
from handrail_server.flows.change_person import change_person
from handrail_server.flows.claim_case import claim_case
from handrail_server.flows.fall_due import case_falls_due
from handrail_server.flows.person_lapsed import person_lapsed
from handrail_server.flows.person_left import person_left
from handrail_server.flows.set_presence import set_presence
from handrail_server.house.caller import Caller
from handrail_server.house.nudges import LEFT
from server.tests.flows.given import World, a_world

ASK = "I want to talk to a human being, please."


async def leave(world: World, who: Caller, way: str) -> None:
    match way:
        case "lapses":
            await person_lapsed(world.house, world.org, who.person)
        case "goes offline":
            await set_presence(world.house, who, Status.OFFLINE, ())
        case _:
            await change_person(world.house, world.admin, who.person, lambda was: replace(was, active=False))


WAYS = pytest.mark.parametrize("way", ["lapses", "goes offline", "is deactivated"])


async def asked(world: World) -> CaseId:
    heard = await world.customer(ASK)
    assert heard.case is not None
    return heard.case


@WAYS
async def test_an_accepted_case_waits_again_with_its_age_and_the_customer_is_told(way: str) -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    name = await asked(world)
    await claim_case(world.house, rita, name)
    before = await world.case(name)
    world.clock.wait(60)
    await leave(world, rita, way)
    await world.work()
    case = await world.case(name)
    assert (case.state, case.owner, case.requested_at) == (CaseState.QUEUED, None, before.requested_at)
    assert (await world.person(rita)).loads == ()
    assert (await world.conversation()).control.holder.kind is not HolderKind.PERSON
    turns = await world.house.library.turns(world.org, before.conversation)
    assert turns[-1].turn.author.id == "handrail"


@WAYS
async def test_an_offer_goes_to_the_next(way: str) -> None:
    world = await a_world()
    rita, tom = await world.hire("rita", "general"), await world.hire("tom", "general")
    name = await asked(world)
    await world.work()
    first = (await world.case(name)).offers[0].person
    gone, here = (rita, tom) if first == rita.person else (tom, rita)
    await leave(world, gone, way)
    await world.work()
    case = await world.case(name)
    assert [offer.person for offer in case.offers] == [here.person]
    assert (await world.person(gone)).used == 0


async def test_whoever_is_back_before_it_is_noticed_keeps_their_case() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    name = await asked(world)
    await claim_case(world.house, rita, name)
    await person_lapsed(world.house, world.org, rita.person)
    await set_presence(world.house, rita, Status.ONLINE, ())
    await world.work()
    assert (await world.case(name)).owner == rita.person


async def test_what_a_person_who_left_carried_is_armed_in_the_same_commit() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    await claim_case(world.house, rita, await asked(world))
    await person_lapsed(world.house, world.org, rita.person)
    due = await world.house.deadlines.claim(now=world.clock.now(), lease_until=world.clock.now(), limit=100)
    mine = [each for each in due if each.subject.kind is SubjectKind.PERSON and each.subject.id == rita.person]
    assert LEFT in {each.name for each in mine}


async def test_letting_go_of_nothing_is_nothing() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    await person_left(world.house, world.org, rita.person)
    await person_left(world.house, world.org, PersonId("person_9999"))
    await person_lapsed(world.house, world.org, PersonId("person_9999"))
    assert (await world.person(rita)).status is Status.ONLINE


async def test_one_who_is_deactivated_while_their_offer_runs_out_carries_nothing_afterwards() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    await world.hire("rob", "general", online=False)
    name = await asked(world)
    await world.work()
    assert (await world.case(name)).offers
    await leave(world, rita, "is deactivated")
    world.clock.wait(3_600)
    await case_falls_due(world.house, world.org, name, CASE_OFFER)
    assert (await world.case(name)).offers == ()
    await world.work()
    assert (await world.person(rita)).loads == ()
