"""What every kind of responder promises, each behind a real server where it has one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from handrail_server.core.turns.making import Called, Step
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import Responder, ResponderKind
from handrail_server.core.turns.turn import ConfidenceOrigin
from handrail_server.ports.responding import Unanswered
from server.tests.contracts.responders import AGENTS, Doing, Subject, an_ask, streaming_agent


@pytest.fixture(params=sorted(AGENTS))
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    async with AGENTS[request.param]() as opened:
        yield opened


async def test_words_come_back_whole(subject: Subject) -> None:
    given = await subject.ask(Doing(text="It comes on Thursday, between nine and noon."))
    assert given.text == "It comes on Thursday, between nine and noon."
    assert given.calls == ()


async def test_what_was_said_reaches_the_agent(subject: Subject) -> None:
    await subject.ask(Doing(text="Yes."))
    assert "Where is FB-1?" in subject.heard[0]


async def test_a_call_comes_with_its_arguments(subject: Subject) -> None:
    given = await subject.ask(Doing(tool="look_up_order", arguments={"order": "FB-1", "deep": {"n": 1.5}}))
    (wanted,) = given.calls
    assert (wanted.tool, wanted.arguments) == ("look_up_order", {"order": "FB-1", "deep": {"n": 1.5}})


async def test_what_came_of_calls_reaches_the_agent(subject: Subject) -> None:
    called = Called(
        call_id="answer/1/1/1",
        name="1",
        tool="look_up_order",
        arguments='{"order":"FB-1"}',
        end="completed",
        result='{"status":"in transit"}',
    )
    await subject.ask(Doing(text="It is on its way."), replace(an_ask(), steps=(Step(text="", calls=(called,)),)))
    assert "in transit" in subject.heard[0]


async def test_the_agent_may_ask_for_a_person(subject: Subject) -> None:
    given = await subject.ask(Doing(person_because="This is about a contract."))
    assert given.person_because == "This is about a contract."


async def test_notes_whispers_and_discarded_drafts_reach_the_agent(subject: Subject) -> None:
    ask = replace(an_ask(), note="It was replaced.", whispers=("Be brief.",), discarded="Perhaps on Friday.")
    await subject.ask(Doing(text="Yes."), ask)
    assert all(words in subject.heard[0] for words in ("It was replaced.", "Be brief.", "Perhaps on Friday."))


@pytest.mark.parametrize(
    ("fails", "permanent"),
    [(Failing.TIMEOUT, False), (Failing.OUTAGE, False), (Failing.REFUSED, True), (Failing.MALFORMED, False)],
)
async def test_a_failure_says_what_it_is_and_whether_to_ask_again(
    subject: Subject, fails: Failing, *, permanent: bool
) -> None:
    with pytest.raises(Unanswered) as raised:
        await subject.ask(Doing(fails=fails))
    assert (raised.value.kind, raised.value.permanent) == (fails, permanent)


async def test_nobody_listening_is_an_outage() -> None:
    async with streaming_agent() as agent:
        settings = replace(agent.settings, address="http://127.0.0.1:9")
        with pytest.raises(Unanswered) as raised:
            await agent.responders.answer(an_ask(), settings)
    assert raised.value.kind is Failing.OUTAGE


async def test_an_address_inside_is_refused_unless_it_is_allowed() -> None:
    async with streaming_agent() as agent:
        settings = replace(agent.settings, address="http://127.0.0.2:9")
        with pytest.raises(Unanswered) as raised:
            await agent.responders.answer(an_ask(), settings)
    assert (raised.value.kind, raised.value.permanent) == (Failing.REFUSED, True)


async def test_log_probabilities_are_the_confidence_of_a_chat_answer() -> None:
    async with streaming_agent() as agent:
        given = await agent.ask(Doing(text="It comes on Thursday."))
    assert given.confidence is not None
    assert given.confidence.origin is ConfidenceOrigin.LOG_PROBABILITIES
    assert given.confidence.value == pytest.approx(0.9048, abs=1e-4)


async def test_a_callable_that_is_not_installed_is_refused_for_good() -> None:
    async with AGENTS["python"]() as agent:
        with pytest.raises(Unanswered) as raised:
            await agent.responders.answer(an_ask(), Responder(kind=ResponderKind.PYTHON, name="nobody"))
    assert raised.value.permanent
