"""A case is called off by a person: whoever waited for its decision hears so."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import later
from handrail_server.core.cases.effects import TellAgent
from handrail_server.core.routing.person import Role
from handrail_server.core.turns.action import ActionState
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.flows.withdraw_case import withdraw_case
from handrail_server.house.acting import action_of
from server.tests.flows.given import World, a_world


async def heard(world: World) -> list[str]:
    """What the agent's application gets, one after the other."""
    found: list[str] = []
    while True:
        now = world.clock.now()
        claimed = await world.house.outbox.claim(
            now=now, lease_until=later(now, seconds=60), limit=10, destination="agent/shop", org=world.org
        )
        if not claimed.sending:
            return found
        for parcel in claimed.sending:
            await world.house.outbox.sent(parcel)
            match parcel.effect:
                case TellAgent() as told:
                    found.append(told.moment.value)
                case DeliverWords() as words:
                    found.append(words.author.value)
                case _:
                    pass


async def test_agent_and_customer_hear_that_an_act_was_called_off() -> None:
    world = await a_world()
    sam = await world.hire("sam", "approvals", roles=(Role.SUPERVISOR,))
    await world.customer("Please refund order 4711.")
    requested = Requested(
        conversation=ConversationId("c1"),
        call_id="call_1",
        tool="issue_refund",
        arguments={"order": "4711", "amount": "180"},
        floor=1,
    )
    acted = await request_action(world.house, world.agent, requested)
    assert acted.case is not None
    await withdraw_case(world.house, sam, acted.case.id, "not_needed")
    assert (await action_of(world.house, world.agent, acted.action.id)).action.state is ActionState.REFUSED
    assert await heard(world) == ["rejected", "system"]


async def test_an_agent_hears_that_its_draft_was_called_off() -> None:
    world = await a_world()
    sam = await world.hire("sam", "general", roles=(Role.SUPERVISOR,))
    floor = (await world.customer("When does it arrive?")).conversation.control.epoch
    held = await world.proposes("Perhaps tomorrow, I am not sure.", floor, confidence=0.3)
    assert held.case is not None
    await withdraw_case(world.house, sam, held.case, "not_needed")
    assert (await world.conversation()).held_reply is None
    assert await heard(world) == ["discarded"]
