"""One answer in the making: taken up, superseded, gone on with, given; and who comes too late."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import ActionId, ConversationId, PersonId, TurnNumber
from handrail_server.core.basics.time import SECOND, At, later
from handrail_server.core.turns import making as m
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.control import by_person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.making import Called, Making, MakingState, Overtaken, Step
from handrail_server.core.turns.making_facts import DroppedWhy, Failing
from server.tests.core.turns.stories import T0, a_conversation

BY = system("gateway")
UNTIL = later(T0, seconds=30)
STEP = Step(text="", calls=(Called(call_id="answer/1/1/1", name="a", tool="look_up_order", arguments="{}"),))


def talk(turn: int = 1) -> Conversation:
    return replace(
        a_conversation(), carrier=Carrier.CHANNEL, last_customer_turn=TurnNumber(turn), unanswered_since=T0, turns=turn
    )


def begun(turn: int = 1) -> Making:
    idle = Making(conversation=ConversationId("c1"))
    return m.begin(idle, talk(turn), until=UNTIL, by=BY, at=T0).state


def test_taking_an_answer_up_counts_the_round_and_the_attempt() -> None:
    making = begun()
    assert (making.state, making.round, making.attempt, making.turn) == (MakingState.MAKING, 1, 1, 1)
    assert m.is_busy(making, talk(), T0)
    assert not m.is_busy(making, talk(), UNTIL)


def test_a_newer_message_supersedes_what_has_not_acted() -> None:
    making = begun()
    assert not m.is_busy(making, talk(2), T0)
    outcome = m.begin(making, talk(2), until=UNTIL, by=BY, at=T0)
    assert [fact.verb for fact in outcome.facts] == ["AnswerSuperseded", "AnswerBegun"]
    with pytest.raises(Overtaken):
        m.check_maker(outcome.state, attempt=making.attempt)
    with pytest.raises(Overtaken):
        m.check_current(making, talk(2), attempt=making.attempt)


def test_what_has_acted_is_gone_on_with_by_whoever_takes_it_up() -> None:
    acted = m.step(begun(), STEP, attempt=1, conversation=talk(), until=UNTIL, by=BY, at=T0).state
    assert m.is_busy(acted, talk(2), T0)
    m.check_current(acted, talk(2), attempt=1)
    resumed = m.begin(acted, talk(2), until=UNTIL, by=BY, at=UNTIL)
    assert resumed.state.steps == (STEP,)
    assert (resumed.state.round, resumed.state.attempt) == (1, 2)
    with pytest.raises(Overtaken):
        m.calls_ended(resumed.state, STEP.calls, attempt=1, conversation=talk(2), until=UNTIL, by=BY, at=T0)


def test_a_step_is_not_committed_once_the_customer_has_spoken_again() -> None:
    with pytest.raises(Overtaken):
        m.step(begun(), STEP, attempt=1, conversation=talk(2), until=UNTIL, by=BY, at=T0)


def test_calls_that_wait_for_a_person_are_remembered_until_the_customer_was_told() -> None:
    acted = m.step(begun(), STEP, attempt=1, conversation=talk(), until=UNTIL, by=BY, at=T0).state
    waits = replace(STEP.calls[0], action=ActionId("a1"), end="waiting")
    ended = m.calls_ended(acted, (waits,), attempt=1, conversation=talk(), until=UNTIL, by=BY, at=T0).state
    given = m.given(ended, attempt=1, number=None, status="waiting", by=BY, at=T0).state
    assert (given.state, given.waiting, given.steps) == (MakingState.IDLE, (ActionId("a1"),), ())
    again = m.begin(given, talk(), until=UNTIL, by=BY, at=T0).state
    told = m.given(again, attempt=2, number=3, status="said", told=(ActionId("a1"),), by=BY, at=T0).state
    assert told.waiting == ()


def test_a_failure_is_counted_until_it_is_final() -> None:
    again_at = later(T0, seconds=1)
    failed = m.failed(begun(), Failing.OUTAGE, attempt=1, again_at=again_at, by=BY, at=T0).state
    assert (failed.failures, failed.state) == (1, MakingState.MAKING)
    assert not m.is_busy(failed, talk(), T0), "it is free to be taken up again"
    over = m.failed(failed, Failing.OUTAGE, attempt=1, again_at=None, by=BY, at=T0).state
    assert (over.failures, over.state) == (0, MakingState.IDLE)


def test_what_the_floor_has_overtaken_is_begun_anew() -> None:
    acted = m.step(begun(), STEP, attempt=1, conversation=talk(), until=UNTIL, by=BY, at=T0).state
    moved = replace(talk(), control=replace(talk().control, epoch=3))
    assert not m.is_busy(acted, moved, T0)
    anew = m.begin(acted, moved, until=UNTIL, by=BY, at=T0).state
    assert (anew.steps, anew.epoch) == ((), 3)


def test_nobody_is_asked_without_the_floor_or_about_what_is_sealed() -> None:
    taken = replace(talk(), control=talk().control.pass_to(by_person(PersonId("rita"))))
    assert m.why_not(taken, stopped=False) is DroppedWhy.FLOOR_MOVED
    assert m.why_not(replace(talk(), sealed=True), stopped=False) is DroppedWhy.SEALED
    assert m.why_not(replace(talk(), closed_at=T0), stopped=False) is DroppedWhy.CLOSED
    assert m.why_not(talk(), stopped=True) is DroppedWhy.STOPPED
    assert m.why_not(talk(), stopped=False) is None
    assert [fact.verb for fact in m.dropped(begun(), DroppedWhy.SEALED, by=BY, at=T0).facts] == ["AnswerDropped"]
    assert m.dropped(Making(conversation=ConversationId("c1")), DroppedWhy.SEALED, by=BY, at=T0).facts == ()


def test_messages_are_waited_for_a_second_and_four_at_most() -> None:
    assert m.answer_due_at(talk(), T0) == T0 + SECOND
    late = At(T0 + 3_700)
    assert m.answer_due_at(talk(), late) == T0 + 4 * SECOND
    assert m.answer_due_at(talk(), At(T0 + 9_000)) == T0 + 9_000
