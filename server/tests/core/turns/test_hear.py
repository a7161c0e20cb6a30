"""Turns take their place; nothing that was said is refused."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import EXTERNAL_PERSON, Actor, ActorKind, Authenticated, agent, person, system
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import AgentId, ConversationId, PersonId, QueueId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, MINUTE, SECOND, At
from handrail_server.core.turns.closing import close
from handrail_server.core.turns.control import HolderKind, by_agent, by_person
from handrail_server.core.turns.conversation import Conversation, Promise, Sketch
from handrail_server.core.turns.delivery import DeliverWords, SoundAlarm
from handrail_server.core.turns.facts import ConversationReopened, FloorTaken, SpokenOutOfTurn, TurnObserved
from handrail_server.core.turns.floor import PAUSE, give_to_queue, hand_back, take_floor
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.remembered import Remembered
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.core.turns.why import FloorWhy
from server.tests.core.turns.stories import (
    CLARA,
    RITA,
    SAM,
    SHOP_AGENT,
    T0,
    a_conversation,
    a_turn,
    done,
    due,
    happened,
)


def heard(
    conversation: Conversation, turn: Turn, *, beside: bool = False, deliver: bool = False
) -> Outcome[Conversation]:
    return hear(conversation, placed(conversation, turn, beside=beside), beside=beside, deliver=deliver)


def observed(outcome: Outcome[Conversation]) -> TurnObserved:
    fact = next(fact for fact in outcome.facts if isinstance(fact, TurnObserved))
    assert isinstance(fact, TurnObserved)
    return fact


def test_the_server_numbers_the_turns() -> None:
    conversation = a_conversation()
    for number in (1, 2, 3):
        outcome = heard(conversation, a_turn(CLARA, seq=None))
        assert happened(outcome) == ["TurnObserved"]
        assert observed(outcome).number == number
        conversation = outcome.state
    assert (conversation.turns, conversation.customer_turns, conversation.last_customer_turn) == (3, 3, 3)


def test_a_turn_placed_in_another_state_is_refused() -> None:
    conversation = a_conversation()
    turn = placed(conversation, a_turn(CLARA))
    later = heard(conversation, a_turn(CLARA)).state
    with pytest.raises(MoveRefused):
        hear(later, turn)


def test_gaps_are_marked_and_accepted() -> None:
    conversation = heard(a_conversation(), a_turn(CLARA, seq=1)).state
    outcome = heard(conversation, a_turn(CLARA, seq=5))
    assert observed(outcome).missing == 3
    back = heard(outcome.state, a_turn(CLARA, seq=2))
    assert observed(back).out_of_order
    assert back.state.last_seq == 5


def test_a_turn_that_comes_long_after_it_was_said_is_late() -> None:
    turn = replace(a_turn(CLARA, at=T0 + 5 * MINUTE), said_at=T0)
    assert placed(a_conversation(), turn).late


def test_a_clock_in_the_future_is_not_believed() -> None:
    turn = replace(a_turn(CLARA), said_at=At(T0 + DAY))
    assert placed(a_conversation(), turn).said_at == T0


def test_what_detectors_remember_is_kept() -> None:
    conversation = a_conversation()
    turn = placed(conversation, a_turn(SHOP_AGENT, "I will call you back"))
    sketch = Sketch(number=turn.number, author=ActorKind.AGENT, words=(1, 2), refusal=True, at=T0)
    promise = Promise(turn=turn.number, kind="call_back", start=0, end=20)
    seen = Remembered(sketch=sketch, promises=(promise,), refused=True, failed_attempt=turn.number)
    state = hear(conversation, turn, seen).state
    assert (state.refusals, state.attempts, state.attempted, state.promises) == (1, 1, (1,), (promise,))
    assert state.recent == (sketch,)
    assert state.agent_turns == 1


def test_a_held_draft_promises_nothing() -> None:
    conversation = a_conversation()
    turn = placed(conversation, a_turn(SHOP_AGENT))
    promise = Promise(turn=turn.number, kind="call_back", start=0, end=20)
    seen = Remembered(sketch=Sketch(number=turn.number, author=ActorKind.AGENT, at=T0), promises=(promise,))
    state = hear(conversation, turn, seen, status=TurnStatus.HELD, deliver=True)
    assert state.state.promises == ()
    assert state.state.recent[0].proposed
    assert (state.state.turns, state.state.agent_turns, state.effects) == (1, 0, ())


def test_a_later_turn_keeps_a_promise() -> None:
    promise = Promise(turn=TurnNumber(1), kind="transfer", start=0, end=3)
    conversation = replace(a_conversation(), promises=(promise,))
    turn = placed(conversation, a_turn(system("routing")))
    seen = Remembered(sketch=Sketch(number=turn.number, author=ActorKind.SYSTEM, at=T0), kept=("transfer",))
    assert hear(conversation, turn, seen).state.promises == (replace(promise, kept=True),)


def test_a_persons_words_are_a_takeover() -> None:
    outcome = heard(a_conversation(), a_turn(RITA, "I am Rita"), deliver=True)
    assert happened(outcome) == ["FloorTaken", "TurnObserved"]
    taken = outcome.facts[0]
    assert isinstance(taken, FloorTaken)
    assert (taken.holder, taken.holder_id, taken.epoch, taken.why) == (HolderKind.PERSON, "rita", 2, FloorWhy.SPOKE)
    assert done(outcome) == ["DeliverControl", "DeliverWords"]
    words = outcome.effects[1]
    assert isinstance(words, DeliverWords)
    assert (words.epoch, words.author, words.text, words.lane) == (2, ActorKind.PERSON, "I am Rita", "c1")


def test_words_of_an_unknown_person_hold_the_floor_until_the_pause_ends() -> None:
    outside = Actor(
        kind=ActorKind.PERSON,
        id=EXTERNAL_PERSON,
        authenticated=Authenticated.REPORTED,
        reported_by=AgentId("shop"),
    )
    outcome = heard(a_conversation(), a_turn(outside))
    assert outcome.state.control.holder == by_person(EXTERNAL_PERSON)
    assert due(outcome) == {"pause": T0 + PAUSE}
    again = heard(outcome.state, a_turn(outside, at=T0 + MINUTE))
    assert happened(again) == ["TurnObserved"]
    assert due(again) == {"pause": T0 + MINUTE + PAUSE}


def test_a_person_we_know_takes_the_floor_from_one_we_do_not() -> None:
    outside = person(EXTERNAL_PERSON)
    conversation = heard(a_conversation(), a_turn(outside)).state
    assert heard(conversation, a_turn(RITA)).state.control.holder == by_person(PersonId("rita"))


def test_a_second_person_speaks_beside_the_first() -> None:
    conversation = heard(a_conversation(), a_turn(RITA)).state
    outcome = heard(conversation, a_turn(SAM))
    assert happened(outcome) == ["TurnObserved"]
    assert outcome.state.control == conversation.control


def test_an_edited_draft_is_said_beside_the_agent() -> None:
    outcome = heard(a_conversation(), a_turn(RITA), beside=True, deliver=True)
    assert happened(outcome) == ["TurnObserved"]
    assert outcome.state.control.holder == by_agent(AgentId("shop"))
    assert done(outcome) == ["DeliverWords"]


def test_an_agent_that_speaks_after_the_takeover_is_recorded_and_alarms() -> None:
    conversation = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    outcome = heard(conversation, a_turn(SHOP_AGENT))
    assert happened(outcome) == ["TurnObserved", "SpokenOutOfTurn"]
    fact = outcome.facts[1]
    assert isinstance(fact, SpokenOutOfTurn)
    assert (fact.agent, fact.epoch, fact.holder_id) == ("shop", 2, "rita")
    (alarm,) = outcome.effects
    assert alarm == SoundAlarm(
        lane="alarm/c1",
        conversation=ConversationId("c1"),
        alarm="spoken_out_of_turn",
        agent=AgentId("shop"),
        number=1,
    )
    assert outcome.state.turns == 1


def test_an_agent_that_speaks_while_a_queue_waits_silently_alarms() -> None:
    conversation = give_to_queue(a_conversation(), QueueId("support"), by=system("policy"), at=T0).state
    assert happened(heard(conversation, a_turn(SHOP_AGENT))) == ["TurnObserved", "SpokenOutOfTurn"]


def test_words_with_a_token_from_before_the_takeover_are_out_of_turn_even_after_the_hand_back() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    back = hand_back(taken, "done", by=RITA, at=T0).state
    turn = placed(back, a_turn(SHOP_AGENT))
    assert happened(hear(back, turn, floor=1)) == ["TurnObserved", "SpokenOutOfTurn"]
    assert happened(hear(back, turn, floor=3)) == ["TurnObserved"]


def test_another_agent_taking_over_is_a_change_of_holder() -> None:
    outcome = heard(a_conversation(), a_turn(agent(AgentId("billing"))))
    assert happened(outcome) == ["FloorTaken", "TurnObserved"]
    assert outcome.state.agent == "billing"
    assert outcome.state.control.epoch == 2
    assert done(outcome) == ["DeliverControl", "DeliverControl"]
    assert happened(heard(outcome.state, a_turn(SHOP_AGENT))) == ["FloorTaken", "TurnObserved"]


def test_the_customer_is_answered_in_the_channel_they_came_by() -> None:
    turn = replace(a_turn(CLARA), channel="sms", language="de")
    state = heard(a_conversation(), turn).state
    assert (state.channel, state.language) == ("sms", "de")


def test_words_after_the_end_wake_the_conversation() -> None:
    closed = close(a_conversation(), by=RITA, at=T0).state
    soon = heard(closed, a_turn(CLARA, at=T0 + DAY))
    assert happened(soon) == ["ConversationReopened", "FloorGiven", "TurnObserved"]
    assert soon.state.control.holder == by_agent(AgentId("shop"))
    woken = soon.facts[0]
    assert isinstance(woken, ConversationReopened)
    assert woken.counts
    late = heard(closed, a_turn(CLARA, at=T0 + 8 * DAY)).facts[0]
    assert isinstance(late, ConversationReopened)
    assert not late.counts


def test_words_of_the_system_wake_nobody() -> None:
    closed = close(a_conversation(), by=RITA, at=T0).state
    assert happened(heard(closed, a_turn(system("routing"), at=T0 + SECOND), deliver=True)) == ["TurnObserved"]
