"""A calibration is proposed from judged replies, adopted, judges, keeps the raw confidence, and is rolled back."""

import pytest

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.proposal import Fitted
from handrail_server.core.policy import explain
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.routing.person import Role
from handrail_server.flows.decide_draft import discard_draft, release_draft
from handrail_server.flows.learn_from_labels import adopt_version, ask_for_version, roll_back_version
from handrail_server.house.caller import Caller
from handrail_server.house.judgement import Judgement
from handrail_server.house.opened_book import opened_book
from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.flows.given import World, a_world
from server.tests.flows.own_labels import noticed

SURE = 0.95


async def answered(world: World, confidence: float) -> Judgement:
    heard = await world.customer("Does the warranty cover water damage?")
    return await world.proposes("It covers water damage.", heard.conversation.control.epoch, confidence=confidence)


async def a_judged_world() -> tuple[World, Caller]:
    """Of 40 held replies about a quarter was right, however sure the agent was."""
    world = await a_world()
    rita = await world.hire("rita", "general")
    vera = await world.hire("vera", "general", roles=(Role.SUPERVISOR,), online=False)
    for confidence, right in ((0.4, 5), (0.7, 6)):
        for number in range(20):
            held = await answered(world, confidence)
            assert held.case is not None
            if number < right:
                await release_draft(world.house, rita, held.case, None)
            else:
                await discard_draft(world.house, rita, held.case, "wrong")
    await LedgerScribe(world.house, Signer(b"s" * 32)).place_all()
    return world, vera


def verdict(judgement: Judgement) -> Verdict:
    assert judgement.decision is not None
    return judgement.decision.verdict


async def test_a_threshold_is_judged_on_what_confidence_is_worth_until_it_is_rolled_back() -> None:
    world, vera = await a_judged_world()
    before = await answered(world, SURE)
    assert verdict(before) is Verdict.PROCEED
    (proposal,) = (await ask_for_version(world.house, vera, Fitted.CONFIDENCE)).versions
    assert (proposal.card.base, proposal.card.labels, proposal.card.positive) == ("confidence@raw", 40, 11)
    (figure,) = proposal.figures
    assert (figure.name, figure.count) == ("ece", 40)
    assert figure.after < figure.before
    assert verdict(await answered(world, SURE)) is Verdict.PROCEED

    await adopt_version(world.house, vera, proposal.version)
    held = await answered(world, SURE)
    assert verdict(held) is Verdict.HOLD
    signal = await noticed(world, held, "low_confidence")
    assert signal is not None
    assert signal.detector == "low_confidence@1+confidence@own-1"
    assert signal.values["raw"] == SURE
    assert held.decision is not None
    assert held.decision.trace.inputs["turn.confidence"] == signal.values["confidence"] != SURE

    await roll_back_version(world.house, vera, proposal.version)
    assert verdict(await answered(world, SURE)) is Verdict.PROCEED
    for judgement in (before, held):
        assert judgement.decision is not None
        kept = await world.house.library.judged(world.org, judgement.decision.id)
        assert kept is not None
        policy = await world.house.settings.policy(world.org, kept.decision.trace.policy)
        assert explain.replay(policy, kept.decision, kept.signals) == kept.decision


async def test_measures_and_the_next_curve_are_of_the_confidence_as_it_was_given() -> None:
    world, vera = await a_judged_world()
    await adopt_version(
        world.house, vera, (await ask_for_version(world.house, vera, Fitted.CONFIDENCE)).versions[-1].version
    )
    held = await answered(world, SURE)
    assert held.case is not None
    await release_draft(world.house, vera, held.case, None)
    world.clock.wait(3_600)
    await LedgerScribe(world.house, Signer(b"s" * 32)).place_all()
    talk = (await opened_book(world.house, world.org)).book.conversations["c1"]
    assert held.turn is not None
    assert talk.answers[held.turn][0] == SURE


async def test_with_too_few_judged_answers_nothing_is_proposed() -> None:
    world = await a_world()
    vera = await world.hire("vera", "general", roles=(Role.SUPERVISOR,), online=False)
    with pytest.raises(Invalid, match="it takes 30"):
        await ask_for_version(world.house, vera, Fitted.CONFIDENCE)
