"""A rehearsal decides recorded turns again by another policy, and guesses nothing."""

from decimal import Decimal

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.core.basics.ids import DecisionId, PolicyVersion
from handrail_server.core.policy.edits import Edit, Set
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.rehearsal import Recorded, Rehearsal, rehearsed
from server.tests.core.policy.given import a_situation, noticed

CHURN = ("organisation", "thresholds", "churn", "at")


def loaded(*edits: Edit) -> LoadedPolicy:
    text = default_policy()
    for edit in edits:
        text = edit_text(text, edit)
    policy = read_policy(text).policy
    assert policy is not None
    return LoadedPolicy(policy, PolicyVersion(2))


def tried(*edits: Edit) -> Rehearsal:
    situation = a_situation(noticed("churn", 0.6))
    decision = judge_turn(loaded(), situation, decision_id=DecisionId("d1"))
    quiet = judge_turn(loaded(), a_situation(), decision_id=DecisionId("d2"))
    recorded = [
        Recorded(conversation="c1", decision=decision, signals=situation.signals),
        Recorded(conversation="c2", decision=quiet, signals=()),
    ]
    return rehearsed(loaded(*edits), recorded)


def test_a_lower_threshold_hands_over_what_went_before() -> None:
    same = tried()
    lower = tried(Set(path=CHURN, value=Decimal("0.5")))
    assert (same.conversations, same.decisions, same.escalated, same.changed) == (2, 2, 0, 0)
    assert (lower.escalated_before, lower.escalated, lower.changed, lower.blind) == (0, 1, 1, 0)
    assert [(each.conversation, each.after.verdict) for each in lower.examples] == [("c1", "hand_over")]


def test_what_was_not_recorded_is_blind_and_never_guessed() -> None:
    rule = {"id": "long", "when": "turn.length > 3", "then": "hand_over", "strength": "hard"}
    found = tried(Set(path=("organisation", "rules", "long"), value=dict(rule)))
    assert found.blind == 2
