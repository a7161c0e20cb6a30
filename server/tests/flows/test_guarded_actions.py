"""A guarded call: asked for, decided, leased once, its result recorded."""

import asyncio
from dataclasses import replace

import pytest

from handrail_server.core.basics.canonical import digest
from handrail_server.core.basics.errors import Forbidden, HandrailError, MoveRefused
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Credential, Role
from handrail_server.core.turns.action import ActionState
from handrail_server.core.work.decide import Ballot
from handrail_server.flows.change_person import change_person
from handrail_server.flows.decide_action import Verifying, verify_action, vote
from handrail_server.flows.finish_action import Finishing, finish_action
from handrail_server.flows.lease_action import Leasing, lease_action
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.flows.take_over import take_over
from handrail_server.house.acting import Acted
from server.tests.flows.given import World, a_world

APPROVER = (Role.APPROVER, Role.REP)


async def asks(world: World, call_id: str = "call_1", **arguments: object) -> Acted:
    conversation = await world.conversation()
    requested = Requested(
        conversation=ConversationId("c1"),
        call_id=call_id,
        tool="issue_refund",
        arguments=arguments or {"order": "4711", "amount": "20"},
        floor=conversation.control.epoch,
    )
    return await request_action(world.house, world.agent, requested)


async def test_a_small_refund_proceeds_under_a_lease_and_runs_once() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    acted = await asks(world)
    assert acted.action.state is ActionState.READY
    leased = await lease_action(world.house, world.agent, Leasing(action=acted.action.id, digest=acted.action.digest))
    assert leased.token is not None
    done = Finishing(action=acted.action.id, token=leased.token, result='"refunded"')
    assert (await finish_action(world.house, world.agent, done)).action.state is ActionState.COMPLETED
    again = await lease_action(world.house, world.agent, Leasing(action=acted.action.id, digest=acted.action.digest))
    assert (again.token, again.action.result) == (None, '"refunded"')


async def test_two_who_ask_for_the_lease_at_once_get_one() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    acted = await asks(world)
    leasing = Leasing(action=acted.action.id, digest=acted.action.digest)
    both = await asyncio.gather(
        *(lease_action(world.house, world.agent, leasing) for _ in range(2)), return_exceptions=True
    )
    given = [each for each in both if not isinstance(each, BaseException)]
    assert len([each for each in given if each.token is not None]) == 1
    assert all(isinstance(each, HandrailError) for each in both if isinstance(each, BaseException))


async def test_a_large_refund_waits_for_a_person_and_runs_as_approved() -> None:
    world = await a_world()
    ann = await world.hire("ann", "approvals", roles=APPROVER)
    await world.customer("Please refund order 4711.")
    acted = await asks(world, order="4711", amount="180")
    assert acted.action.state is ActionState.WAITING
    assert acted.case is not None
    with pytest.raises(MoveRefused):
        await lease_action(world.house, world.agent, Leasing(action=acted.action.id, digest=acted.action.digest))
    await vote(world.house, ann, acted.case.id, Ballot(digest=acted.action.digest, ground="fair"), approves=True)
    leased = await lease_action(world.house, world.agent, Leasing(action=acted.action.id, digest=acted.action.digest))
    assert leased.token is not None


async def test_an_approval_is_for_exactly_these_arguments() -> None:
    world = await a_world()
    ann = await world.hire("ann", "approvals", roles=APPROVER)
    await world.customer("Please refund order 4711.")
    acted = await asks(world, order="4711", amount="180")
    assert acted.case is not None
    other = digest({"order": "4711", "amount": "1800"})
    with pytest.raises(HandrailError, match="digest"):
        await vote(world.house, ann, acted.case.id, Ballot(digest=other), approves=True)
    await vote(world.house, ann, acted.case.id, Ballot(digest=acted.action.digest), approves=True)
    refused = await lease_action(world.house, world.agent, Leasing(action=acted.action.id, digest=other))
    assert refused.token is None


async def test_an_approved_action_runs_after_a_takeover_and_an_unapproved_one_does_not() -> None:
    world = await a_world()
    ann = await world.hire("ann", "approvals", roles=APPROVER)
    sam = await world.hire("sam", "general", roles=(Role.SUPERVISOR,))
    await world.customer("Please refund order 4711.")
    small = await asks(world, "small")
    large = await asks(world, "large", order="4711", amount="180")
    assert large.case is not None
    await vote(world.house, ann, large.case.id, Ballot(digest=large.action.digest), approves=True)
    await take_over(world.house, sam, ConversationId("c1"))
    stale = await lease_action(world.house, world.agent, Leasing(action=small.action.id, digest=small.action.digest))
    assert (stale.token, stale.action.state) == (None, ActionState.REFUSED)
    ran = await lease_action(world.house, world.agent, Leasing(action=large.action.id, digest=large.action.digest))
    assert ran.token is not None


async def test_the_same_call_id_gets_the_recorded_call_and_another_body_is_a_conflict() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    first = await asks(world)
    assert (await asks(world)).action == first.action
    with pytest.raises(HandrailError, match="call id"):
        await asks(world, order="4711", amount="21")


async def test_the_same_act_under_another_id_asks_first() -> None:
    world = await a_world()
    await world.hire("ann", "approvals", roles=APPROVER)
    await world.customer("Please refund order 4711.")
    await asks(world, "one")
    twin = await asks(world, "two")
    assert twin.action.state is ActionState.WAITING
    assert "looks_repeated" in [reason.code for reason in twin.decision.reasons]


async def test_an_undecided_action_expires_into_a_refusal() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    acted = await asks(world, order="4711", amount="180")
    await world.wait(24 * 3_600)
    assert (await asks(world, order="4711", amount="180")).action.state is ActionState.REFUSED
    assert acted.case is not None


async def test_a_wire_is_approved_only_after_the_client_was_asked() -> None:
    world = await a_world()
    ann = await world.hire("ann", "compliance", roles=APPROVER)
    await world.customer("Please send the money today.")
    conversation = await world.conversation()
    requested = Requested(
        conversation=conversation.id,
        call_id="wire_1",
        tool="wire_transfer",
        arguments={"to": "X", "amount": "25000"},
        floor=conversation.control.epoch,
    )
    acted = await request_action(world.house, world.agent, requested)
    assert acted.case is not None
    ballot = Ballot(digest=acted.action.digest, ground="The client confirmed by telephone.")
    with pytest.raises(MoveRefused, match="confirmed"):
        await vote(world.house, ann, acted.case.id, ballot, approves=True)
    asked = Verifying(means="call_back", contact="+1 555 0100", result="She wants it.", confirmed=True)
    await verify_action(world.house, ann, acted.case.id, asked)
    approved = await vote(world.house, ann, acted.case.id, ballot, approves=True)
    assert approved.case is not None
    assert approved.case.document is not None


async def test_an_agent_never_votes() -> None:
    world = await a_world()
    await world.customer("Please refund order 4711.")
    acted = await asks(world, order="4711", amount="180")
    assert acted.case is not None
    with pytest.raises(Forbidden):
        await vote(world.house, world.agent, acted.case.id, Ballot(digest=acted.action.digest), approves=True)


async def test_an_approval_names_the_licence_that_is_valid() -> None:
    world = await a_world()
    ann = await world.hire("ann", "compliance", roles=APPROVER)
    old = Credential(kind="wire-approval", number="run-out", valid_until=At(1))
    await change_person(
        world.house, world.admin, ann.person, lambda was: replace(was, credentials=(old, *was.credentials))
    )
    await world.customer("Please send the money today.")
    wire = Requested(
        conversation=ConversationId("c1"),
        call_id="wire_1",
        tool="wire_transfer",
        arguments={"to": "X", "amount": "25000"},
        floor=1,
    )
    acted = await request_action(world.house, world.agent, wire)
    assert acted.case is not None
    ballot = Ballot(digest=acted.action.digest, ground="The client did not ask for it.")
    rejected = await vote(world.house, ann, acted.case.id, ballot, approves=False)
    assert rejected.case is not None
    assert rejected.case.document is not None
    assert rejected.case.document.credential == "wire-approval-1"
