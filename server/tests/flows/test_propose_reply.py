"""The agent asks before it speaks."""

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.routing.person import Role
from handrail_server.flows.decide_draft import discard_draft, release_draft
from handrail_server.flows.steer import hold_replies
from handrail_server.flows.take_over import take_over
from server.tests.flows.given import World, a_world


async def statuses(world: World) -> list[str]:
    return [stored.status for stored in await world.house.library.turns(world.org, ConversationId("c1"))]


async def test_a_sure_answer_proceeds() -> None:
    world = await a_world()
    heard = await world.customer("When do you open?")
    answered = await world.proposes("We open at nine.", heard.conversation.control.epoch)
    assert answered.decision is not None
    assert answered.decision.verdict is Verdict.PROCEED
    assert await statuses(world) == ["said", "said"]


async def test_an_unsure_answer_is_held_and_goes_out_when_a_person_releases_it() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    heard = await world.customer("Does the warranty cover water damage?")
    held = await world.proposes("I think it does.", heard.conversation.control.epoch, confidence=0.4)
    assert held.decision is not None
    assert held.decision.verdict is Verdict.HOLD
    assert held.case is not None
    released = await release_draft(world.house, rita, held.case, None)
    assert released.case is not None
    assert released.case.state is CaseState.RELEASED
    assert await statuses(world) == ["said", "released", "said"]


async def test_an_edited_draft_is_the_persons_words_and_no_takeover() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    heard = await world.customer("Does the warranty cover water damage?")
    epoch = heard.conversation.control.epoch
    held = await world.proposes("I think it does.", epoch, confidence=0.4)
    assert held.case is not None
    done = await release_draft(world.house, rita, held.case, "It does not, I am sorry.")
    assert done.conversation.control.epoch == epoch
    last = (await world.house.library.turns(world.org, done.conversation.id))[-1]
    assert (last.turn.author.id, last.turn.text) == (rita.actor.id, "It does not, I am sorry.")


async def test_a_discarded_draft_is_never_said() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    heard = await world.customer("Does the warranty cover water damage?")
    held = await world.proposes("I think it does.", heard.conversation.control.epoch, confidence=0.4)
    assert held.case is not None
    await discard_draft(world.house, rita, held.case, "wrong")
    assert (await statuses(world))[1] == "discarded"
    assert (await world.conversation()).held_reply is None


async def test_a_new_customer_turn_withdraws_the_held_draft() -> None:
    world = await a_world()
    heard = await world.customer("Does the warranty cover water damage?")
    held = await world.proposes("I think it does.", heard.conversation.control.epoch, confidence=0.4)
    await world.customer("Never mind, it works again.")
    assert (await world.case(held.case)).state is CaseState.WITHDRAWN
    assert (await statuses(world))[1] == "withdrawn"


async def test_a_hold_that_nobody_decides_hands_over_and_never_sends() -> None:
    world = await a_world()
    await world.hire("rita", "general")
    heard = await world.customer("Does the warranty cover water damage?")
    held = await world.proposes("I think it does.", heard.conversation.control.epoch, confidence=0.4)
    await world.wait(24 * 3_600)
    assert (await world.case(held.case)).state is CaseState.EXPIRED
    conversation = await world.conversation()
    assert conversation.open_case is not None
    assert [r.code for r in (await world.case(conversation.open_case)).reasons] == ["hold_expired"]
    assert (await statuses(world))[1] == "discarded"


async def test_a_draft_after_a_takeover_is_stale_and_kept_for_the_person() -> None:
    world = await a_world()
    sam = await world.hire("sam", "general", roles=(Role.SUPERVISOR,))
    heard = await world.customer("When do you open?")
    await take_over(world.house, sam, heard.conversation.id)
    late = await world.proposes("We open at nine.", heard.conversation.control.epoch)
    assert late.stale
    assert await statuses(world) == ["said", "refused"]


async def test_a_supervisor_can_see_each_reply_first() -> None:
    world = await a_world()
    sam = await world.hire("sam", "general", roles=(Role.SUPERVISOR,))
    heard = await world.customer("When do you open?")
    await hold_replies(world.house, sam, heard.conversation.id)
    held = await world.proposes("We open at nine.", heard.conversation.control.epoch)
    assert held.decision is not None
    assert [reason.code for reason in held.decision.reasons] == ["replies_held"]
    assert held.case is not None


async def test_a_newer_answer_takes_the_place_of_the_one_that_waits() -> None:
    world = await a_world()
    heard = await world.customer("Does the warranty cover water damage?")
    epoch = heard.conversation.control.epoch
    held = await world.proposes("I think it does.", epoch, confidence=0.4)
    said = await world.proposes("It does not; here is the paragraph.", epoch)
    assert said.decision is not None
    assert said.decision.verdict is Verdict.PROCEED
    assert (await world.case(held.case)).state is CaseState.WITHDRAWN
    assert (await statuses(world))[1:] == ["withdrawn", "said", "said"]
