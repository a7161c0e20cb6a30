"""How far Handrail acts on an agent: changed from one turn to the next, in the middle of a conversation."""

from dataclasses import replace

import pytest

from handrail_server.core.policy.decision import Verdict
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.control import HolderKind
from handrail_server.flows.register_agent import put_agent
from server.tests.flows.given import SHOP, World, a_world

WANTS_A_PERSON = "I want to speak to a human."


async def becomes(world: World, mode: Mode) -> None:
    agent = (await world.house.journal.load(world.org, Agent, SHOP)).state
    await put_agent(world.house, world.admin, replace(agent, mode=mode))


async def test_a_conversation_under_way_is_enforced_as_soon_as_its_agent_is() -> None:
    world = await a_world(mode=Mode.OBSERVE)
    await world.hire("ana", "general")
    await world.customer("Hello")
    await becomes(world, Mode.ENFORCE)
    judged = await world.customer(WANTS_A_PERSON)
    assert judged.enforced
    assert judged.case is not None
    assert (await world.conversation()).control.holder.kind is HolderKind.QUEUE


async def test_a_conversation_under_way_is_left_alone_as_soon_as_its_agent_is() -> None:
    world = await a_world()
    await world.hire("ana", "general")
    await world.customer("Hello")
    await becomes(world, Mode.OBSERVE)
    judged = await world.customer(WANTS_A_PERSON)
    assert (judged.enforced, judged.case) == (False, None)
    assert (await world.conversation()).control.holder.kind is HolderKind.AGENT


@pytest.mark.parametrize("mode", [Mode.ASSIST, Mode.OBSERVE])
async def test_what_is_held_stays_held(mode: Mode) -> None:
    world = await a_world()
    await world.hire("ana", "general")
    floor = (await world.customer("When does it arrive?")).conversation.control.epoch
    held = await world.proposes("Perhaps tomorrow, I am not sure.", floor, confidence=0.3)
    assert held.decision is not None
    assert held.decision.verdict is Verdict.HOLD
    await becomes(world, mode)
    assert (await world.conversation()).held_reply == held.case
