"""One holder, and an epoch that grows with every change of holder."""

import pytest

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import AgentId, CaseId, MessageId, PersonId, QueueId
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.turns.attached import attach_hand_over
from handrail_server.core.turns.control import NOBODY, by_agent, by_person, by_queue
from handrail_server.core.turns.delivered import acknowledged
from handrail_server.core.turns.delivery import DeliverControl
from handrail_server.core.turns.facts import FloorGiven
from handrail_server.core.turns.floor import (
    PAUSE,
    end_pause,
    give_to_queue,
    hand_back,
    pause,
    resume,
    switch_agent,
    take_floor,
)
from handrail_server.core.turns.why import FloorWhy
from server.tests.core.turns.stories import RITA, SAM, T0, a_conversation, done, due, happened

SHOP = by_agent(AgentId("shop"))
RITAS = PersonId("rita")
WORKER = system("worker")


def test_taking_the_floor_is_one_fact_one_epoch_and_told_to_the_agent() -> None:
    outcome = take_floor(a_conversation(), RITAS, by=RITA, at=T0)
    assert happened(outcome) == ["FloorTaken"]
    assert outcome.state.control.holder == by_person(RITAS)
    assert outcome.state.control.epoch == 2
    assert outcome.effects == (
        DeliverControl(
            lane="c1",
            destination="agent/shop",
            message=MessageId("c1/epoch/2/shop"),
            agent=AgentId("shop"),
            holder=outcome.state.control.holder.kind,
            holder_id="rita",
            epoch=2,
        ),
    )


def test_taking_what_one_has_changes_nothing() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0).state
    again = take_floor(taken, RITAS, by=RITA, at=T0)
    assert again.state == taken
    assert (again.facts, again.effects, again.deadlines) == ((), (), ())


def test_a_person_without_a_case_gives_the_floor_back_when_the_pause_ends() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0)
    assert due(taken) == {"pause": T0 + PAUSE}
    ended = end_pause(taken.state, by=WORKER, at=At(T0 + PAUSE))
    assert happened(ended) == ["FloorGiven", "AgentResumed"]
    assert ended.state.control.holder == SHOP
    assert due(ended) == {"pause": None}


def test_a_case_keeps_the_time_instead_of_the_pause() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0).state
    attached = attach_hand_over(taken, CaseId("k1"), by=RITA, at=T0)
    assert happened(attached) == ["CaseAttached"]
    assert due(attached) == {"pause": None}
    with_case = attach_hand_over(a_conversation(), CaseId("k1"), by=RITA, at=T0).state
    assert due(take_floor(with_case, RITAS, by=RITA, at=T0)) == {}


def test_a_silent_wait_gives_the_floor_to_the_queue() -> None:
    outcome = give_to_queue(a_conversation(), QueueId("care"), by=system("policy"), at=T0)
    assert happened(outcome) == ["FloorGiven"]
    assert outcome.state.control.holder == by_queue(QueueId("care"))


def test_the_hand_back_brings_the_note_to_the_agent() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0).state
    outcome = hand_back(taken, "Refunded 20 EUR", by=RITA, at=T0)
    fact, effect = outcome.facts[0], outcome.effects[0]
    assert isinstance(fact, FloorGiven)
    assert isinstance(effect, DeliverControl)
    assert (fact.epoch, fact.why) == (3, FloorWhy.HANDED_BACK)
    assert fact.note == effect.note == "Refunded 20 EUR"
    assert outcome.state.control.holder == SHOP
    assert outcome.state.note == "Refunded 20 EUR"
    assert acknowledged(outcome.state, effect.message, by=WORKER, at=T0).state.note is None


def test_an_old_acknowledgement_does_not_take_the_note_away() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0)
    first = taken.effects[0]
    assert isinstance(first, DeliverControl)
    back = hand_back(taken.state, "done", by=RITA, at=T0).state
    assert acknowledged(back, first.message, by=WORKER, at=T0).state.note == "done"


def test_what_the_agent_has_cannot_be_handed_back() -> None:
    with pytest.raises(MoveRefused):
        hand_back(a_conversation(), "done", by=RITA, at=T0)


@pytest.mark.parametrize("note", ["", "   ", "é" * 1_001])
def test_a_note_says_something_and_is_short(note: str) -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0).state
    with pytest.raises(Invalid) as refused:
        hand_back(taken, note, by=RITA, at=T0)
    assert refused.value.field == "note"


def test_a_pause_silences_the_agent_for_twenty_minutes() -> None:
    outcome = pause(a_conversation(), by=SAM, at=T0)
    assert happened(outcome) == ["FloorGiven", "AgentPaused"]
    assert outcome.state.control.holder == NOBODY
    assert due(outcome) == {"pause": T0 + 20 * MINUTE}


def test_a_pause_that_was_moved_does_not_end_at_its_old_time() -> None:
    paused = pause(a_conversation(), by=SAM, at=T0).state
    early = end_pause(paused, by=WORKER, at=At(T0 + MINUTE))
    assert (early.state, early.facts) == (paused, ())
    assert due(early) == {"pause": T0 + PAUSE}


def test_a_person_resumes_the_agent() -> None:
    paused = pause(a_conversation(), by=SAM, at=T0).state
    outcome = resume(paused, by=SAM, at=T0)
    assert happened(outcome) == ["FloorGiven", "AgentResumed"]
    assert (outcome.state.control.holder, outcome.state.control.epoch) == (SHOP, 3)
    assert due(outcome) == {"pause": None}
    with pytest.raises(MoveRefused):
        resume(outcome.state, by=SAM, at=T0)


def test_only_an_agent_with_the_floor_is_paused() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0).state
    with pytest.raises(MoveRefused):
        pause(taken, by=SAM, at=T0)


def test_an_agent_never_takes_over_from_a_person() -> None:
    taken = take_floor(a_conversation(), RITAS, by=RITA, at=T0).state
    with pytest.raises(MoveRefused):
        switch_agent(taken, AgentId("billing"), by=RITA, at=T0)


def test_the_first_agent_too_hears_that_another_goes_on() -> None:
    outcome = switch_agent(a_conversation(), AgentId("billing"), by=system("routing"), at=T0)
    assert happened(outcome) == ["FloorTaken"]
    assert [effect.destination for effect in outcome.effects] == ["agent/shop", "agent/billing"]
    assert done(outcome) == ["DeliverControl", "DeliverControl"]
