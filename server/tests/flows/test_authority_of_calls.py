"""What an agent may move by itself: amounts of every sign, stale callers, stops, and many conversations at once."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.basics.actors import customer
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.money import Money
from handrail_server.core.routing.person import Role
from handrail_server.core.routing.stops import Scope
from handrail_server.core.turns.action import ActionState
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.flows.emergency_stop import emergency_stop
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.flows.take_over import take_over
from handrail_server.house.acting import Acted
from server.tests.flows.given import SHOP, World, a_world


async def refunds(
    world: World, amount: str, *, conversation: str = "c1", floor: int = 1, call: str = "call_1"
) -> Acted:
    requested = Requested(
        conversation=ConversationId(conversation),
        call_id=call,
        tool="issue_refund",
        arguments={"order": "4711", "amount": amount},
        floor=floor,
    )
    return await request_action(world.house, world.agent, requested)


async def the_agent(world: World) -> Agent:
    return (await world.house.journal.load(world.org, Agent, SHOP)).state


async def test_a_call_that_came_too_late_moves_nothing() -> None:
    world = await a_world()
    sam = await world.hire("sam", "general", roles=(Role.SUPERVISOR,))
    await world.customer("Please refund order 4711.")
    await take_over(world.house, sam, ConversationId("c1"))
    late = await refunds(world, "20")
    assert late.action.state is ActionState.REFUSED
    assert (await the_agent(world)).spent == {}


async def test_an_amount_below_zero_is_judged_by_its_size() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    assert (await refunds(world, "-5000")).action.state is ActionState.WAITING


async def test_what_the_agent_says_it_moves_never_hides_what_the_arguments_move() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    requested = Requested(
        conversation=ConversationId("c1"),
        call_id="call_1",
        tool="issue_refund",
        arguments={"order": "4711", "amount": "5000"},
        floor=1,
        amount=Money(amount=Decimal(1), currency="USD"),
    )
    assert (await request_action(world.house, world.agent, requested)).action.state is ActionState.WAITING


async def test_a_stop_holds_in_every_mode() -> None:
    world = await a_world(mode=Mode.ASSIST)
    await world.customer("Please refund order 4711.")
    await emergency_stop(world.house, world.admin, Scope.AGENT, SHOP, "It went mad.")
    assert (await refunds(world, "20")).action.state is ActionState.REFUSED
    assert (await the_agent(world)).spent == {}


async def test_a_stop_of_the_topic_that_a_call_names_holds_for_it() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    await emergency_stop(world.house, world.admin, Scope.TOPIC, "refunds", "The prices are wrong.")
    requested = Requested(
        conversation=ConversationId("c1"), call_id="call_1", tool="look_up", arguments={}, floor=1, topic="refunds"
    )
    assert (await request_action(world.house, world.agent, requested)).action.state is ActionState.REFUSED


async def test_many_conversations_of_one_agent_act_at_the_same_time(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "handrail.db")
    await engine.migrate()
    try:
        world = await a_world(engine=engine)
        names = [f"c{number}" for number in range(24)]
        for name in names:
            asking = world.turn("Please refund order 4711.", customer(None, reported_by=SHOP))
            said = Observed(turn=replace(asking, conversation=ConversationId(name)))
            await observe_turn(world.house, world.agent, said)
        acted = await asyncio.gather(*(refunds(world, "2", conversation=name) for name in names))
        spent = (await the_agent(world)).spent
    finally:
        await engine.close()
    assert {each.action.state for each in acted} == {ActionState.READY}
    assert spent == {"USD": "48"}
