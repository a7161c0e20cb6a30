"""A person uses the agent's tools: within their limits at once, beyond them when another person approves, once."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from handrail_server.core.basics.canonical import from_json_arguments
from handrail_server.core.basics.errors import Forbidden, MoveRefused, NotFound, Reused
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CustomerId, PersonId
from handrail_server.core.basics.money import Money
from handrail_server.core.routing.person import Authority, Role
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.work.decide import Ballot
from handrail_server.flows.act_for_customer import Doing, act_for_customer
from handrail_server.flows.answer_offer import accept_offer
from handrail_server.flows.change_person import change_person
from handrail_server.flows.decide_action import vote
from handrail_server.house.acting import Acted
from handrail_server.house.caller import Caller
from server.tests.house import ACME
from server.tests.worker.asked import TALK, Gateway, a_gateway, words

CUSTOMERS = "id,name,language\nann,Ann Lee,en\n"
ORDERS = "id,customer,title,status,at,amount\nFB-1,ann,Lamp,delivered,2026-05-20,160.00 USD\n"


async def at_work(*, limit: int = 200) -> tuple[Gateway, Caller]:
    """Maria has the conversation, and may refund so much alone."""
    gateway = await a_gateway(words("Hello."))
    for kind, rows in (("customers", CUSTOMERS), ("orders", ORDERS)):
        assert not (await gateway.house.imports.bring_in(ACME, kind, rows, dry_run=False)).faults
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    allowed = Authority(act="issue_refund", up_to=Money(amount=Decimal(limit), currency="USD"))
    await limited(gateway, maria, allowed)
    await gateway.customer("Please pay my lamp back.", named="ann")
    await gateway.takes_over(maria)
    return gateway, maria


async def limited(gateway: Gateway, who: Caller, *limits: Authority) -> None:
    await change_person(
        gateway.house, gateway.world.admin, PersonId(who.actor.id), lambda before: replace(before, authorities=limits)
    )


def doing(amount: str = "160.00", call_id: str = "p1", tool: str = "issue_refund") -> Doing:
    arguments = from_json_arguments({"order": "FB-1", "amount": amount, "currency": "USD"})
    return Doing(conversation=TALK, call_id=call_id, tool=tool, arguments=arguments, why="It is scratched.")


async def run(gateway: Gateway, acted: Acted) -> Action:
    await gateway.world.work(rounds=2)
    return (await gateway.house.journal.load(ACME, Action, acted.action.id)).state


async def refunds(gateway: Gateway) -> list[str]:
    profile, _ = await gateway.house.customers.profile(ACME, CustomerId("ann"), now=gateway.house.clock.now())
    assert profile is not None
    return [str(record.amount) for record in profile.records if record.kind == "act"]


async def test_within_their_limits_it_is_done_at_once_and_once() -> None:
    gateway, maria = await at_work()
    acted = await act_for_customer(gateway.house, maria, doing())
    again = await act_for_customer(gateway.house, maria, doing())
    assert again.action.id == acted.action.id
    done = await run(gateway, acted)
    await run(gateway, acted)
    assert (done.state, done.person) == (ActionState.COMPLETED, maria.actor.id)
    assert json.loads(done.result or "")["order"] == "FB-1"
    assert await refunds(gateway) == ["160.00 USD"]


async def test_each_act_is_a_fact_of_its_person() -> None:
    gateway, maria = await at_work()
    acted = await act_for_customer(gateway.house, maria, doing())
    await run(gateway, acted)
    subject = Subject(kind=SubjectKind.ACTION, id=acted.action.id)
    heads = [head for head, _ in await gateway.house.library.history(ACME, subject)]
    assert [head.verb for head in heads] == ["ActionProposed", "ActionCleared", "ActionLeased", "ActionCompleted"]
    assert heads[0].by["id"] == maria.actor.id
    assert heads[0].data["person"] == maria.actor.id


async def test_beyond_their_limits_another_person_decides_and_it_runs_once() -> None:
    gateway, maria = await at_work(limit=100)
    eva = await gateway.world.hire("eva", "approvals", roles=(Role.APPROVER,))
    acted = await act_for_customer(gateway.house, maria, doing())
    assert (acted.action.state, acted.case is not None) == (ActionState.WAITING, True)
    assert acted.case is not None
    assert acted.case.asked is not None
    assert (acted.case.asked.requester, acted.case.asked.impact) == (maria.actor.id, "It is scratched.")
    await gateway.world.work()
    assert not await refunds(gateway)
    said = len(await gateway.texts())
    await accept_offer(gateway.house, eva, acted.case.id)
    await vote(gateway.house, eva, acted.case.id, Ballot(digest=acted.action.digest), approves=True)
    assert (await run(gateway, acted)).state is ActionState.COMPLETED
    assert await refunds(gateway) == ["160.00 USD"]
    assert len(await gateway.texts()) == said, "Maria tells the customer herself"
    assert not gateway.agent.asked, "the agent knows nothing of it"


async def test_a_rejected_act_never_runs_and_the_customer_is_told_nothing_by_us() -> None:
    gateway, maria = await at_work(limit=100)
    eva = await gateway.world.hire("eva", "approvals", roles=(Role.APPROVER,))
    acted = await act_for_customer(gateway.house, maria, doing())
    assert acted.case is not None
    said = await gateway.texts()
    await gateway.world.work()
    await accept_offer(gateway.house, eva, acted.case.id)
    await vote(gateway.house, eva, acted.case.id, Ballot(digest=acted.action.digest, ground="no"), approves=False)
    assert (await run(gateway, acted)).state is ActionState.REFUSED
    assert await gateway.texts() == said
    assert not await refunds(gateway)


async def test_nobody_approves_their_own_act() -> None:
    gateway, maria = await at_work(limit=100)
    acted = await act_for_customer(gateway.house, maria, doing())
    assert acted.case is not None
    with pytest.raises((Forbidden, MoveRefused)):
        await vote(gateway.house, maria, acted.case.id, Ballot(digest=acted.action.digest), approves=True)


async def test_only_who_has_the_conversation_acts_in_it() -> None:
    gateway, _ = await at_work()
    sam = await gateway.world.hire("sam", "general")
    with pytest.raises(MoveRefused):
        await act_for_customer(gateway.house, sam, doing())


async def test_an_agent_s_key_never_acts_as_a_person() -> None:
    gateway, _ = await at_work()
    with pytest.raises(Forbidden):
        await act_for_customer(gateway.house, gateway.world.agent, doing())


async def test_a_tool_that_is_not_there_and_a_call_id_that_was_used_are_refused() -> None:
    gateway, maria = await at_work()
    with pytest.raises(NotFound):
        await act_for_customer(gateway.house, maria, doing(tool="fly_to_the_moon"))
    await act_for_customer(gateway.house, maria, doing())
    with pytest.raises(Reused):
        await act_for_customer(gateway.house, maria, doing(amount="1.00"))
