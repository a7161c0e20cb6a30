"""A turn goes down the line: heard, noticed, decided, opened, placed."""

import asyncio
from pathlib import Path

import pytest

from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.basics.actors import agent
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import AgentId, ConversationId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.routing.person import Status
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import HolderKind
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.set_presence import set_presence
from server.tests.flows.given import SHOP, a_world


async def test_a_calm_question_proceeds_and_leaves_the_agent_the_floor() -> None:
    world = await a_world()
    heard = await world.customer("Where is my parcel?")
    assert heard.decision is not None
    assert heard.decision.verdict is Verdict.PROCEED
    assert (heard.turn, heard.case) == (1, None)
    assert heard.conversation.control.epoch == 1


async def test_who_asks_for_a_person_waits_silently_in_a_queue_and_hears_so() -> None:
    world = await a_world()
    await world.hire("rita", "general")
    heard = await world.customer("I want to talk to a human being, please.")
    assert heard.decision is not None
    assert [reason.code for reason in heard.decision.reasons] == ["explicit_request"]
    assert heard.decision.say is not None
    assert heard.conversation.control.holder.kind is HolderKind.QUEUE
    turns = await world.house.library.turns(world.org, heard.conversation.id)
    assert [(stored.turn.author.kind, stored.turn.text) for stored in turns][1] == ("system", heard.decision.say)


async def test_a_case_is_offered_to_whoever_is_there_in_the_next_moment() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general")
    heard = await world.customer("I want to talk to a human being, please.")
    await world.work()
    case = await world.case(heard.case)
    assert case.state is CaseState.OFFERED
    assert [offer.person for offer in case.offers] == [rita.actor.id]
    assert (await world.person(rita)).used == 1


async def test_with_nobody_at_work_a_truthful_next_step_is_promised() -> None:
    world = await a_world()
    heard = await world.customer("I want to talk to a human being, please.")
    assert heard.say is not None
    assert "e-mail" in heard.say
    await world.work()
    case = await world.case(heard.case)
    assert (case.state, case.promised) == (CaseState.QUEUED, "email")
    turns = await world.house.library.turns(world.org, heard.conversation.id)
    assert "e-mail" in turns[-1].turn.text


async def test_whoever_comes_to_work_is_offered_what_waits() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general", online=False)
    heard = await world.customer("I want to talk to a human being, please.")
    await world.work()
    assert (await world.case(heard.case)).state is CaseState.QUEUED

    await set_presence(world.house, rita, Status.ONLINE, ())
    await world.work()
    assert (await world.case(heard.case)).state is CaseState.OFFERED


async def test_later_reasons_join_the_open_case() -> None:
    world = await a_world()
    first = await world.customer("I want to talk to a human being, please.")
    second = await world.customer("This is outrageous! I will call my lawyer and sue you.")
    assert second.case == first.case
    case = await world.case(first.case)
    assert {"explicit_request", "legal_threat"} <= {reason.code for reason in case.reasons}
    assert case.severity == "critical"


async def test_an_observing_handrail_records_what_it_would_have_done_and_touches_nothing() -> None:
    world = await a_world(mode=Mode.OBSERVE)
    heard = await world.customer("I want to talk to a human being, please.")
    assert (heard.case, heard.enforced) == (None, False)
    assert heard.conversation.control.epoch == 1
    stored = await world.house.library.turns(world.org, heard.conversation.id)
    assert stored[0].judged is not None
    assert stored[0].judged.decision.verdict is Verdict.HAND_OVER


async def test_an_assisting_handrail_opens_the_case_and_leaves_the_agent_the_floor() -> None:
    world = await a_world(mode=Mode.ASSIST)
    heard = await world.customer("I want to talk to a human being, please.")
    assert heard.case is not None
    assert heard.conversation.control.holder.kind is HolderKind.AGENT


async def test_many_turns_of_one_conversation_at_once_are_all_taken() -> None:
    world = await a_world()
    await asyncio.gather(*(world.customer(f"And another thing, number {number}.") for number in range(30)))
    turns = await world.house.library.turns(world.org, ConversationId("c1"), limit=100)
    assert [stored.turn.number for stored in turns] == list(range(1, 31))


async def test_many_turns_at_once_are_all_taken_by_a_store_that_writes_in_groups(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "handrail.db")
    await engine.migrate()
    try:
        world = await a_world(engine=engine)
        await asyncio.gather(*(world.customer(f"And another thing, number {number}.") for number in range(30)))
        turns = await world.house.library.turns(world.org, ConversationId("c1"), limit=100)
    finally:
        await engine.close()
    assert [stored.turn.number for stored in turns] == list(range(1, 31))


async def test_nobody_unknown_is_given_a_conversation() -> None:
    world = await a_world()
    await world.customer("Hello")
    ghost = AgentId("ghost")
    with pytest.raises(NotFound):
        await observe_turn(world.house, world.admin, Observed(turn=world.turn("Boo.", agent(ghost)), agent=ghost))
    assert (await world.customer("Still there?")).conversation.agent == SHOP
