"""Customers who come by themselves: the agent answers them, and whom a person must help is helped."""

import asyncio
from pathlib import Path

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.turns.conversation import Conversation
from handrail_server.demo.places import ORG
from handrail_server.demo.talks import CALM, STORIES, TROUBLE
from handrail_server.demo.traffic import AT_THEIR_DESKS, Traffic
from handrail_server.ports.reading import CaseFilter
from server.tests.acceptance.running import Fernbrook, fernbrook

PACE = 0.05


async def test_a_calm_customer_is_answered_by_the_agent_and_leaves(tmp_path: Path) -> None:
    async with fernbrook(tmp_path) as running:
        await Traffic(running.house, pace=PACE, seed=1).run(CALM[:1])

        (talk,) = await running.house.library.all(ORG, Conversation)
        assert talk.state.closed_at is not None
        assert await _authors(running, talk.state.id) == [ActorKind.CUSTOMER, ActorKind.AGENT] * 2
        assert await _cases(running) == ()


async def test_whoever_nobody_helps_is_helped_by_a_colleague_at_their_desk(tmp_path: Path) -> None:
    async with fernbrook(tmp_path) as running:
        await Traffic(running.house, pace=0.02, seed=1).run(TROUBLE[:1])

        (case,) = await _cases(running)
        turns = await running.house.library.turns(ORG, case.conversation)
        helpers = {stored.turn.author.id for stored in turns if stored.turn.author.kind is ActorKind.PERSON}
        assert case.state is CaseState.CLOSED
        assert helpers <= AT_THEIR_DESKS
        assert helpers
        assert TROUBLE[0].thanks in [stored.turn.text for stored in turns]


async def test_a_story_waits_for_the_newcomer_and_thanks_them(tmp_path: Path) -> None:
    async with fernbrook(tmp_path) as running:
        traffic = Traffic(running.house, pace=PACE, seed=1)
        playing = asyncio.create_task(traffic.run(STORIES[:1]))
        priya = await running.person("priya.raman")

        waiting = await running.until(lambda: _waiting(running))
        await priya.post(f"/v1/conversations/{waiting}/messages", {"id": "w1", "text": STORIES[0].helped})
        await running.until(lambda: _thanked(running, waiting))

        playing.cancel()
        await traffic.stop()


async def _waiting(running: Fernbrook) -> ConversationId | None:
    cases = await _cases(running)
    return cases[0].conversation if cases else None


async def _thanked(running: Fernbrook, conversation: ConversationId) -> bool | None:
    turns = await running.house.library.turns(ORG, conversation)
    return True if STORIES[0].thanks in [stored.turn.text for stored in turns] else None


async def _authors(running: Fernbrook, conversation: ConversationId) -> list[ActorKind]:
    return [stored.turn.author.kind for stored in await running.house.library.turns(ORG, conversation)]


async def _cases(running: Fernbrook) -> tuple[Case, ...]:
    return (await running.house.library.cases(ORG, CaseFilter())).items
