"""What every decision keeps to: hard reasons, thresholds, blindness, news, scopes, replay.

One idea, the decision, and one page of it for each of its rules; apart they would repeat the same small policy.
"""

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.policy.charter import AmountLimit, Charter, OpenHours, Weekday
from handrail_server.core.policy.decision import Decision, Strength, Verdict, Waiting
from handrail_server.core.policy.document import (
    ActionSetting,
    Ask,
    Costs,
    Judged,
    Rule,
    Settings,
    ThresholdSetting,
)
from handrail_server.core.policy.explain import explain, replay
from handrail_server.core.policy.judge import as_mode, judge_action, judge_turn
from handrail_server.core.policy.situation import Proposal, Situation
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.conversation import Dealt
from server.tests.core.policy.given import (
    ANN,
    CONVERSATION,
    DECISION,
    PROFILE,
    a_call,
    a_situation,
    a_turn,
    acted,
    an_answer,
    blind,
    default,
    judged,
    loaded,
    noticed,
)


def rule(when: str, then: Verdict = Verdict.HAND_OVER, **more: object) -> Settings:
    return Settings(rules=(replace(Rule(id="mine", when=when, then=then), **more),))  # type: ignore[arg-type]


def test_words_of_a_person_are_never_judged() -> None:
    decision = judged(default(), noticed("safety", 1.0), turn=a_turn(ANN))
    assert decision.verdict is Verdict.PROCEED


def test_a_soft_reason_can_be_made_hard() -> None:
    policy = loaded(
        Settings(thresholds={"strategic_account": ThresholdSetting(then=Verdict.HAND_OVER, strength=Strength.HARD)})
    )
    decision = judged(policy, noticed("strategic_account", 1.0, standing=True))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.waiting is Waiting.SILENT
    assert decision.reasons[0].strength is Strength.HARD


def test_a_rule_that_lacks_its_input_is_counted_where_it_is_soft() -> None:
    decision = judged(loaded(rule('customer.tier == "vip"')))
    assert decision.verdict is Verdict.PROCEED
    assert decision.trace.blind == ("mine",)


def test_a_hard_rule_that_is_blind_does_what_the_policy_states() -> None:
    settings = rule('customer.tier == "vip"', strength=Strength.HARD, when_blind=Verdict.HAND_OVER)
    decision = judged(loaded(settings))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.reasons[0].code == "blind"
    assert decision.trace.blind == ("mine",)


def test_a_hard_rule_on_actions_asks_first_when_it_is_blind() -> None:
    settings = rule('action.tool == "wipe" && customer.tier == "vip"', Verdict.ASK_FIRST, strength=Strength.HARD)
    assert acted(loaded(settings), a_call("look_up")).verdict is Verdict.PROCEED
    decision = acted(loaded(settings), a_call("wipe"))
    assert decision.verdict is Verdict.ASK_FIRST
    assert decision.reasons[0].code == "blind"


@pytest.mark.parametrize("reading", [Reading.BLIND, Reading.SHUT])
@pytest.mark.parametrize("name", ["safety", "regulated_data", "regulated_decision"])
def test_safety_and_regulated_data_that_cannot_be_read_hand_over(name: str, reading: Reading) -> None:
    decision = judged(default(), blind(name, reading))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.reasons[0].code == "blind"
    assert decision.sealed is (name != "safety")
    assert name in decision.trace.blind


def test_other_signals_that_cannot_be_read_proceed_with_an_alarm_and_actions_ask_first() -> None:
    broken = blind("explicit_request")
    assert judged(default(), broken).verdict is Verdict.PROCEED
    assert judged(default(), broken).trace.blind == ("explicit_request",)
    assert acted(default(), a_call("look_up"), broken).verdict is Verdict.ASK_FIRST
    assert acted(default(), a_call("look_up"), blind("sentiment")).verdict is Verdict.PROCEED


def test_a_signal_that_was_looked_for_and_not_noticed_is_zero_not_blind() -> None:
    decision = judged(loaded(rule('signal.sentiment.score < 0.1 && signal.sentiment.kind == ""')))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.trace.blind == ()


def test_a_shut_gate_makes_the_profile_unread_not_absent() -> None:
    policy = loaded(rule('has(customer.tier) && customer.tier == "vip"'))
    situation = replace(a_situation(blind("customer_tier", Reading.SHUT)), profile=replace(PROFILE, tier="vip"))
    assert judge_turn(policy, situation, decision_id=DECISION).trace.blind[-1] == "mine"
    away = replace(a_situation(), profile_away=True)
    assert judge_turn(policy, away, decision_id=DECISION).trace.blind == ("mine",)


def test_missing_confidence_is_never_certain() -> None:
    certain = judged(default(), turn=an_answer(1.0)).trace.p_failure
    missing = judged(default(), turn=an_answer(None)).trace.p_failure
    assert certain is not None
    assert missing is not None
    assert missing > certain


def test_a_noticed_estimate_counts_as_the_confidence() -> None:
    guess = noticed("low_confidence", 0.6, confidence=0.4, origin="estimated")
    held = judged(default(), guess, turn=an_answer(None))
    assert held.verdict is Verdict.HOLD
    assert held.reasons[0].code == "estimated_confidence"
    assert judged(default(), guess, turn=an_answer(None, draft=False)).verdict is Verdict.PROCEED


def dealt(reason: str, *, turn: int, score: float, customer_turns: int) -> Dealt:
    return Dealt(reason=reason, turn=TurnNumber(turn), score=score, customer_turns=customer_turns)


@pytest.mark.parametrize(
    ("name", "score", "known", "fires"),
    [
        ("explicit_request", 0.9, dealt("explicit_request", turn=4, score=0.95, customer_turns=2), True),
        ("explicit_request", 0.9, dealt("explicit_request", turn=5, score=0.95, customer_turns=3), False),
        ("sentiment", 0.9, dealt("sentiment", turn=4, score=0.95, customer_turns=2), False),
        ("sentiment", 0.97, dealt("sentiment", turn=4, score=0.95, customer_turns=2), True),
        ("sentiment", 0.9, dealt("sentiment", turn=4, score=0.95, customer_turns=0), True),
        ("sentiment", 0.9, dealt("public_review", turn=4, score=0.95, customer_turns=2), True),
    ],
)
def test_what_a_person_dealt_with_fires_again_only_on_new_evidence(
    name: str,
    score: float,
    known: Dealt,
    fires: bool,  # noqa: FBT001
) -> None:
    before = replace(CONVERSATION, dealt=(known,))
    decision = judge_turn(default(), a_situation(noticed(name, score), before=before), decision_id=DECISION)
    assert (decision.verdict is Verdict.HAND_OVER) is fires
    assert (name in decision.trace.suppressed) is not fires


def test_a_standing_reason_that_was_dealt_with_is_no_news_on_a_later_turn() -> None:
    policy = loaded(rule("has(customer.tier)", strength=Strength.HARD))
    known = replace(CONVERSATION, dealt=(dealt("mine", turn=4, score=1.0, customer_turns=1),))
    situation = replace(a_situation(before=known), profile=PROFILE)
    assert judge_turn(policy, situation, decision_id=DECISION).verdict is Verdict.PROCEED
    fresh = replace(situation, before=CONVERSATION)
    assert judge_turn(policy, fresh, decision_id=DECISION).verdict is Verdict.HAND_OVER


def test_a_call_after_hand_back_is_not_handed_over_for_the_old_request_but_still_asks_first() -> None:
    before = replace(CONVERSATION, dealt=(dealt("explicit_request", turn=5, score=0.9, customer_turns=3),))
    situation = a_situation(noticed("explicit_request", 0.9), before=before)
    free = judge_action(default(), situation, a_call("look_up"), decision_id=DECISION)
    asks = judge_action(default(), situation, a_call("issue_refund", "500"), decision_id=DECISION)
    assert free.verdict is Verdict.PROCEED
    assert asks.verdict is Verdict.ASK_FIRST


LIMITS = Charter(
    tools=("refund", "look_up"),
    data=("orders",),
    topics=("orders",),
    languages=("en",),
    terms=("demo",),
    amounts=(
        AmountLimit(
            act="refund",
            per_act=(Money(amount=Decimal(100), currency="EUR"),),
            per_day=(Money(amount=Decimal(150), currency="EUR"),),
        ),
    ),
)


@pytest.mark.parametrize(
    ("proposal", "code"),
    [
        (a_call("refund", "100", "EUR"), None),
        (a_call("refund", "100.01", "EUR"), "over_authority"),
        (a_call("refund", "10", "CHF"), "over_authority"),
        (
            replace(a_call("refund", "60", "EUR"), spent_today=(Money(amount=Decimal(100), currency="EUR"),)),
            "over_authority",
        ),
        (a_call("wipe"), "over_authority"),
        (replace(a_call("look_up"), data=("orders",)), None),
        (replace(a_call("look_up"), data=("salaries",)), "over_authority"),
        (replace(a_call("look_up"), earlier=("look_up d1",)), "looks_repeated"),
        (replace(a_call("look_up"), earlier=("look_up d2", "refund d1")), None),
    ],
)
def test_what_lies_outside_the_charter_asks_first(proposal: Proposal, code: str | None) -> None:
    decision = acted(loaded(Settings(charter=LIMITS)), proposal)
    assert [reason.code for reason in decision.reasons] == ([code] if code else [])
    assert decision.verdict is (Verdict.ASK_FIRST if code else Verdict.PROCEED)


def test_an_amount_that_cannot_be_read_is_beyond_a_limit_of_the_acts_own() -> None:
    limited = Charter(amounts=(AmountLimit(act="refund", per_act=(Money(amount=Decimal(50), currency="USD"),)),))
    policy = loaded(Settings(charter=limited))
    assert [reason.code for reason in acted(policy, a_call("refund")).reasons] == ["over_authority"]
    assert acted(policy, a_call("look_up")).verdict is Verdict.PROCEED


def test_a_topic_a_language_a_term_or_an_hour_outside_the_charter_hands_over() -> None:
    policy = loaded(Settings(charter=LIMITS))
    assert judged(policy, turn=replace(a_turn(), topic="taxes")).reasons[0].rule == "charter.topics"
    assert judged(policy, turn=replace(a_turn(), topic="orders")).verdict is Verdict.PROCEED
    french = a_situation(before=replace(CONVERSATION, language="fr"))
    assert judge_turn(policy, french, decision_id=DECISION).reasons[0].rule == "charter.languages"
    asked = judged(policy, noticed("opportunity", 0.6, kind="demo", kinds="custom_terms,demo"))
    assert asked.reasons[0].code == "over_authority"
    assert judged(policy, noticed("opportunity", 0.9, kind="demo")).verdict is Verdict.PROCEED
    closed = loaded(Settings(charter=Charter(hours=(OpenHours(days=(Weekday.SUN,), opens=0, closes=1),))))
    assert judged(closed).reasons[0].rule == "charter.hours"


def test_a_promise_beyond_the_charter_is_held_as_a_draft() -> None:
    decision = judged(
        loaded(Settings(charter=LIMITS)), noticed("commitment", 0.8, kind="discount"), turn=an_answer(0.99)
    )
    assert decision.verdict is Verdict.HOLD
    assert decision.reasons[0].code == "over_authority"


@pytest.mark.parametrize(
    ("setting", "proposal", "verdict"),
    [
        (ActionSetting(ask=Ask.ALWAYS), a_call("x"), Verdict.ASK_FIRST),
        (ActionSetting(ask=Ask.NEVER), a_call("x", "9999999"), Verdict.PROCEED),
        (
            ActionSetting(ask=Ask.ABOVE, above=(Money(amount=Decimal(5), currency="USD"),)),
            a_call("x", "5"),
            Verdict.PROCEED,
        ),
        (
            ActionSetting(ask=Ask.ABOVE, above=(Money(amount=Decimal(5), currency="USD"),)),
            a_call("x", "5.01"),
            Verdict.ASK_FIRST,
        ),
        (
            ActionSetting(ask=Ask.ABOVE, above=(Money(amount=Decimal(5), currency="USD"),)),
            a_call("x", "1", "EUR"),
            Verdict.ASK_FIRST,
        ),
        (
            ActionSetting(ask=Ask.ABOVE, above=(Money(amount=Decimal(5), currency="USD"),)),
            a_call("x"),
            Verdict.ASK_FIRST,
        ),
        (
            ActionSetting(
                ask=Ask.ABOVE, above=(Money(amount=Decimal(5), currency="USD"),), amount_from="sum", currency="USD"
            ),
            replace(a_call("x"), arguments={"sum": "5.01"}),
            Verdict.ASK_FIRST,
        ),
        (
            ActionSetting(
                ask=Ask.ABOVE, above=(Money(amount=Decimal(5), currency="USD"),), amount_from="sum", currency_from="cur"
            ),
            replace(a_call("x"), arguments={"sum": 4, "cur": "usd"}),
            Verdict.PROCEED,
        ),
    ],
)
def test_a_tool_asks_first_as_the_policy_says_and_where_the_amount_cannot_be_compared(
    setting: ActionSetting, proposal: Proposal, verdict: Verdict
) -> None:
    assert acted(loaded(Settings(actions={"x": setting})), proposal).verdict is verdict


def test_a_rule_reads_the_arguments_that_the_policy_declares() -> None:
    decision = acted(default(), replace(a_call("look_up"), arguments={"percent": "12.5"}))
    assert decision.verdict is Verdict.PROCEED


def test_nothing_is_stopped_in_assist_and_nothing_touched_in_observe() -> None:
    held = judged(default(), turn=an_answer(0.5))
    assert as_mode(held, Mode.ENFORCE) == held
    assist = as_mode(held, Mode.ASSIST)
    assert (assist.verdict, assist.waiting) == (Verdict.HAND_OVER, Waiting.AGENT_STAYS)
    observe = as_mode(held, Mode.OBSERVE)
    assert (observe.verdict, observe.route, observe.say) == (Verdict.PROCEED, None, None)
    assert observe.reasons == held.reasons
    proceeds = judged(default())
    assert as_mode(proceeds, Mode.ASSIST) == proceeds


def test_expected_cost_is_told_in_one_line_with_its_sum() -> None:
    dear = loaded(Settings(costs=Costs(cost_of_error=Decimal(1000), cost_of_person=Decimal(15))))
    decision = judged(dear, noticed("complexity", 0.6, kind="defect"))
    assert {reason.code: reason.line for reason in decision.reasons}["expected_cost"] == (
        "Going on is likely to cost more than a person: 6% × 1000 = 59.74 is above 15 (complexity 0.60)."
    )


def test_what_a_rule_judges_follows_from_what_it_reads() -> None:
    settings = rule("turn.confidence < 0.9", on=(Judged.DRAFT,))
    assert judged(loaded(settings), turn=an_answer(0.85)).verdict is Verdict.HAND_OVER
    assert judged(loaded(settings), turn=an_answer(0.85, draft=False)).verdict is Verdict.PROCEED
    assert judged(loaded(rule("turn.confidence < 0.9"))).trace.blind == (), "a customer's words have no confidence"


def test_a_decision_survives_the_store_and_explains_itself() -> None:
    signal = noticed("sentiment", 0.9, kind="anger")
    decision = judged(default(), signal)
    kept = msgspec.json.decode(msgspec.json.encode(decision), type=Decision)
    assert replay(default(), kept, (signal,)) == decision
    assert explain(kept, default()) == (
        "hand_over, by policy Default version 1 (organisation).",
        (
            "soft sentiment → hand_over: The customer's feelings are bad (anger): 0.90 is at or above 0.75, "
            "set by organisation. [organisation/sentiment]"
        ),
        "Expected cost: 0.1576 × 60 = 9.4568 ≤ 15.",
        "Route customer_experience, silent.",
    )


def opening(about: str = "") -> tuple[Signal, Situation]:
    """The customer's first turn, with a strong feeling."""
    signal = noticed("sentiment", 0.9, kind="disappointment", valence=-0.9, about=about)
    return signal, a_situation(signal, before=replace(CONVERSATION, turns=0, customer_turns=0, agent_turns=0))


def test_the_agent_answers_first_who_opens_upset_about_a_situation() -> None:
    _, situation = opening(about="situation")
    decision = judge_turn(default(), situation, decision_id=DECISION)
    assert decision.verdict is Verdict.PROCEED
    assert replay(default(), decision, situation.signals) == decision


def test_who_blames_or_comes_back_upset_gets_a_person_at_once() -> None:
    _, blaming = opening()
    assert judge_turn(default(), blaming, decision_id=DECISION).verdict is Verdict.HAND_OVER
    signal, again = opening(about="situation")
    contacts = noticed("repeat_contact", 0.85, kind="said")
    both = replace(again, signals=(signal, contacts))
    assert judge_turn(default(), both, decision_id=DECISION).verdict is Verdict.HAND_OVER
    later = judged(default(), signal)
    assert later.verdict is Verdict.HAND_OVER, "the customer's third turn is past the patience"


def test_a_feeling_that_outlasts_an_answer_hands_over_though_it_is_weaker() -> None:
    lasting = noticed("sentiment", 0.55, kind="disappointment", valence=-0.55, lately=-0.85, about="situation")
    decision = judged(default(), lasting)
    assert decision.verdict is Verdict.HAND_OVER
    assert [reason.rule for reason in decision.reasons] == ["organisation/feeling_lasts"]
    assert decision.route == "customer_experience"
    easing = noticed("sentiment", 0.3, kind="problem", valence=-0.3, lately=-0.85)
    assert judged(default(), easing).verdict is Verdict.PROCEED


def test_a_reason_made_hard_does_not_wait() -> None:
    patient = ThresholdSetting(strength=Strength.HARD, patience=3)
    _, situation = opening(about="situation")
    policy = loaded(Settings(thresholds={"sentiment": patient}))
    assert judge_turn(policy, situation, decision_id=DECISION).verdict is Verdict.HAND_OVER
    soft = loaded(Settings(thresholds={"sentiment": ThresholdSetting(patience=3)}))
    assert judge_turn(soft, situation, decision_id=DECISION).verdict is Verdict.PROCEED
