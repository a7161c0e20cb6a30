"""What an agent is told of the reasons for a decision."""

from handrail_server.api.present.judgements import judgement
from handrail_server.api.wire.conversations import Judgement
from server.tests.flows.given import World, a_world


async def told(world: World, text: str) -> Judgement:
    answer = judgement(await world.customer(text))
    assert isinstance(answer, Judgement)
    return answer


async def test_an_agent_learns_which_words_gave_a_reason() -> None:
    told_agent = await told(await a_world(), "I want to speak to a human.")
    assert any(reason.evidence for reason in told_agent.reasons)


async def test_what_is_sealed_is_quoted_to_nobody() -> None:
    told_agent = await told(await a_world(), "My diagnosis is HIV and my insurance denied the claim for my medication.")
    assert told_agent.sealed
    assert told_agent.reasons
    assert [reason.evidence for reason in told_agent.reasons if reason.evidence] == []
