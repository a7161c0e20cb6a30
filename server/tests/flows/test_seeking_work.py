"""Whoever gets free is given what waits for them, whatever else waits."""

from dataclasses import replace

from handrail_server.core.basics.actors import customer
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.routing.person import Status
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.set_presence import set_presence
from server.tests.flows.given import SHOP, World, a_world

BUYING = "I want custom multi-year enterprise pricing and contract terms, can you get a quote for 5000 seats?"


async def buyers(world: World, many: int) -> None:
    for number in range(many):
        asking = world.turn(BUYING, customer(None, reported_by=SHOP))
        said = Observed(turn=replace(asking, conversation=ConversationId(f"buyer{number}")))
        judged = await observe_turn(world.house, world.agent, said)
        assert judged.case is not None


async def test_a_long_line_elsewhere_hides_nothing_from_whoever_comes_back() -> None:
    world = await a_world()
    await world.hire("sal", "sales", online=False)
    gen = await world.hire("gen", "general", online=False)
    await buyers(world, 60)
    waiting = (await world.customer("I want to speak to a human.")).case
    await world.work(rounds=8)
    await set_presence(world.house, gen, Status.ONLINE, ())
    await world.work()
    assert (await world.case(waiting)).state is CaseState.OFFERED
