"""Recorded decisions are made again at every number of a threshold, with the whole policy."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.learning.tuning.ladder import Ladder, moved, scale_for, stands_at
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.imposed import TAKEN_OVER, impose
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.rehearsal import Recorded
from handrail_server.core.signals.signal import Signal
from server.tests.core.policy.given import a_situation, noticed
from server.tests.core.policy.test_rehearsal import loaded

POLICY = loaded().policy
SCALE = scale_for("churn")


def recorded(*signals: Signal) -> Recorded:
    situation = a_situation(*signals)
    decision = judge_turn(loaded(), situation, decision_id=DecisionId("d"))
    return Recorded(conversation="c", decision=decision, signals=situation.signals)


def test_a_conversation_passes_from_its_strongest_turn_on() -> None:
    ladder = Ladder(POLICY, "churn", SCALE)
    weak, strong = recorded(noticed("churn", 0.3)), recorded(noticed("churn", 0.6))
    reaches = ladder.reaches([weak, strong])
    assert reaches == ladder.reaches([strong]) > ladder.reaches([weak])
    assert (SCALE[reaches - 1], SCALE[reaches]) == (0.6, 0.61)


def test_what_another_reason_hands_over_does_not_depend_on_it() -> None:
    ladder = Ladder(POLICY, "churn", SCALE)
    assert ladder.reaches([recorded(noticed("explicit_request", 1.0))]) == ladder.height == len(SCALE)
    assert ladder.reaches([recorded()]) == 0


def test_what_a_person_or_a_clock_asked_for_is_asked_for_at_every_number() -> None:
    ladder = Ladder(POLICY, "churn", SCALE)
    situation = a_situation()
    decision = impose(loaded(), situation, TAKEN_OVER, decision_id=DecisionId("d"))
    assert decision.verdict is Verdict.HAND_OVER
    imposed = Recorded(conversation="c", decision=decision, signals=())
    assert ladder.reaches([recorded(noticed("churn", 0.3)), imposed]) == ladder.height
    proceeding = replace(decision, verdict=Verdict.PROCEED)
    assert ladder.reaches([Recorded(conversation="c", decision=proceeding, signals=())]) == 0


def test_only_the_organisations_number_is_moved() -> None:
    changed = moved(POLICY, "churn", 0.33)
    assert (stands_at(changed, "churn"), stands_at(POLICY, "churn")) == (0.33, stands_at(loaded().policy, "churn"))
    assert replace(changed, organisation=POLICY.organisation) == POLICY
    with pytest.raises(Invalid, match="There is no threshold 'nonsense'"):
        scale_for("nonsense")
