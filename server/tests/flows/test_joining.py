"""Later reasons join the case that is open, also where they lead to nobody."""

from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.cases.case import CaseState
from handrail_server.core.turns.control import HolderKind
from handrail_server.flows.change_policy import draft_policy, publish_policy
from server.tests.flows.given import World, a_world

COMPLIANCE = """    target: queue:compliance
    fallbacks: [on_call]
    landing: {kind: call_back, promise_seconds: 14400}
    rank: 5
"""
OWNERS_ONLY = """    target: account_owner
    fallbacks: [queue:compliance]
    landing: {kind: hand_back, promise_seconds: 14400}
    rank: 5
"""


async def threats_lead_to_the_account_owner_only(world: World) -> None:
    text = world.house.reader.default()
    assert COMPLIANCE in text
    life = await draft_policy(world.house, world.admin, text.replace(COMPLIANCE, OWNERS_ONLY), "A trial.")
    await publish_policy(world.house, world.admin, PolicyVersion(len(life.versions)))


async def test_a_case_that_a_later_reason_leads_to_nobody_ends_and_the_conversation_goes_on() -> None:
    world = await a_world()
    await threats_lead_to_the_account_owner_only(world)
    await world.hire("rita", "general", online=False)
    waiting = (await world.customer("I want to talk to a human being, please.")).case
    await world.customer("This is outrageous! I will call my lawyer and sue you.")
    assert (await world.case(waiting)).state is CaseState.LANDED
    conversation = await world.conversation()
    assert conversation.open_case is None
    assert conversation.control.holder.kind is HolderKind.AGENT
    again = await world.customer("So can I talk to a human being now?")
    assert again.turn is not None
