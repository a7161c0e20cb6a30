"""A second opinion adds; it never takes back, and what it decides can be decided again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.document import Settings, ThresholdSetting
from handrail_server.core.policy.explain import replay
from handrail_server.core.policy.finding import PROTECTION
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.opinion import LateSignals, as_late, decide_late, is_wanted
from handrail_server.core.signals.opinion.questions import JUDGED
from handrail_server.core.signals.opinion.settings import Asking, OpinionSettings
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.turns.conversation import Dealt
from server.tests.core.policy.given import (
    ANN,
    CONVERSATION,
    DECISION,
    NOW,
    a_situation,
    a_turn,
    blind,
    loaded,
    noticed,
)

SAMPLE = OpinionSettings(on=True, address="https://model.example/v1", model="m", asking=Asking.SAMPLE)
POLICY = loaded(
    Settings(
        thresholds={
            "judged_upset": ThresholdSetting(at=0.7, then=Verdict.HAND_OVER),
            "judged_wrong_answer": ThresholdSetting(at=0.7, then=Verdict.HOLD),
        }
    )
)
SCORES = st.floats(min_value=0, max_value=1)
NAMES = st.sampled_from(["sentiment", "legal_threat", "explicit_request", "safety", "repeated_failure", "fraud"])
FIRST = st.lists(st.builds(noticed, NAMES, SCORES), max_size=5, unique_by=lambda signal: signal.name).map(tuple)
LATE = st.lists(
    st.one_of(st.builds(noticed, st.sampled_from(JUDGED), SCORES), st.builds(blind, st.sampled_from(JUDGED))),
    max_size=4,
    unique_by=lambda signal: signal.name,
).map(tuple)


def late_of(first: Decision, before: tuple[Signal, ...], late: tuple[Signal, ...]) -> LateSignals:
    return LateSignals(first=first, before=before, signals=late, model="m", error=None, received_at=NOW)


@given(before=FIRST, late=LATE)
def test_whatever_a_model_says_nothing_gets_less_protective(
    before: tuple[Signal, ...], late: tuple[Signal, ...]
) -> None:
    first = judge_turn(POLICY, a_situation(*before), decision_id=DECISION)
    again, together = decide_late(
        POLICY, late_of(first, before, late), CONVERSATION, decision_id=DecisionId("decision_2")
    )
    assert PROTECTION[again.verdict] >= PROTECTION[first.verdict]
    assert {reason.code for reason in first.reasons} <= {reason.code for reason in again.reasons}
    assert replay(POLICY, again, together) == again


def test_what_a_person_has_dealt_with_meanwhile_is_old_news() -> None:
    first = judge_turn(POLICY, a_situation(), decision_id=DECISION)
    upset = noticed("judged_upset", 0.9)
    now = replace(
        CONVERSATION, dealt=(Dealt(reason="judged_upset", turn=a_turn().number, score=0.9, customer_turns=3),)
    )
    again, _ = decide_late(POLICY, late_of(first, (), (upset,)), now, decision_id=DECISION)
    assert (again.verdict, again.trace.suppressed) == (Verdict.PROCEED, ("judged_upset",))


def test_a_hold_comes_too_late_and_a_person_does_not() -> None:
    first = judge_turn(POLICY, a_situation(), decision_id=DECISION)
    for verdict, then in ((Verdict.HOLD, Verdict.PROCEED), (Verdict.HAND_OVER, Verdict.HAND_OVER)):
        assert as_late(replace(first, verdict=verdict)).verdict is then


def test_it_is_asked_only_about_what_went_on() -> None:
    situation = a_situation()
    went_on = judge_turn(POLICY, situation, decision_id=DECISION)
    assert is_wanted(SAMPLE, situation, went_on)
    assert not is_wanted(None, situation, went_on)
    assert not is_wanted(replace(SAMPLE, on=False), situation, went_on)
    assert not is_wanted(SAMPLE, situation, replace(went_on, verdict=Verdict.HOLD))
    assert not is_wanted(SAMPLE, a_situation(turn=a_turn(ANN)), went_on)
    sealed = replace(CONVERSATION, sealed=True)
    assert not is_wanted(SAMPLE, a_situation(before=sealed), went_on)
    for regulated in (noticed("regulated_data", 0.5), blind("regulated_data", Reading.BLIND)):
        assert not is_wanted(SAMPLE, a_situation(regulated), went_on)


def test_a_share_is_drawn_by_the_turns_own_id() -> None:
    half = replace(SAMPLE, share=0.5)
    went_on = judge_turn(POLICY, a_situation(), decision_id=DECISION)
    drawn = [
        is_wanted(half, a_situation(before=replace(CONVERSATION, id=type(CONVERSATION.id)(f"c{number}"))), went_on)
        for number in range(400)
    ]
    assert 150 < sum(drawn) < 250
    assert is_wanted(half, a_situation(), went_on) == is_wanted(half, a_situation(), went_on)


def test_doubt_is_where_something_was_noticed_but_not_enough() -> None:
    unsure = replace(SAMPLE, asking=Asking.UNSURE, low=0.3, high=0.6)
    for score, wanted in ((0.1, False), (0.3, True), (0.6, True), (0.7, False)):
        situation = a_situation(noticed("sentiment", score), noticed("amount", 1.0))
        went_on = judge_turn(POLICY, a_situation(), decision_id=DECISION)
        assert is_wanted(unsure, situation, went_on) is wanted, score
