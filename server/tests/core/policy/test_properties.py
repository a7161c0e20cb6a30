"""What holds for every policy and every situation."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.policy.cel_syntax import parse
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Rule, Settings, ThresholdSetting
from handrail_server.core.policy.explain import explain, replay
from handrail_server.core.policy.finding import PROTECTION
from handrail_server.core.policy.judge import judge_action, judge_turn
from handrail_server.core.policy.reasons import BUILT_IN, SIGNALS
from handrail_server.core.policy.scope import Place, in_force
from handrail_server.core.policy.situation import Proposal, Situation
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.turns.conversation import Dealt
from server.tests.core.policy.given import (
    CONVERSATION,
    DECISION,
    STRATEGIC,
    a_call,
    a_policy,
    a_situation,
    a_turn,
    an_answer,
    blind,
    default,
    noticed,
)

SCORES = st.floats(min_value=0, max_value=1).map(lambda score: round(score, 4))
KINDS = st.sampled_from(["reported", "payment", "health", "anger", "multi_year", "claim_interpretation"])
READ = st.builds(
    lambda name, score, kind, standing: noticed(name, score, standing=standing, kind=kind),
    st.sampled_from(SIGNALS),
    SCORES,
    KINDS,
    st.booleans(),
)
BLIND = st.builds(blind, st.sampled_from(SIGNALS), st.sampled_from([Reading.BLIND, Reading.SHUT]))
GIVEN_SIGNALS = st.lists(st.one_of(READ, BLIND), max_size=6, unique_by=lambda signal: signal.name).map(tuple)
TURNS = st.one_of(
    st.just(a_turn()),
    st.builds(an_answer, st.one_of(st.none(), SCORES), draft=st.booleans()),
)
DEALT = st.builds(
    Dealt,
    reason=st.sampled_from([*BUILT_IN, "expected_cost", "vip_leaving"]),
    turn=st.integers(1, 6).map(TurnNumber),
    score=SCORES,
    customer_turns=st.integers(0, 3),
)
SITUATIONS = st.builds(
    lambda signals, turn, profile, dealt, away: replace(
        a_situation(*signals, turn=turn, before=replace(CONVERSATION, dealt=tuple(dealt))),
        profile=STRATEGIC if profile else None,
        profile_away=away,
    ),
    GIVEN_SIGNALS,
    TURNS,
    st.booleans(),
    st.lists(DEALT, max_size=2, unique_by=lambda dealt: dealt.reason),
    st.booleans(),
)
CALLS = st.builds(
    a_call,
    st.sampled_from(["issue_refund", "wire_transfer", "look_up"]),
    st.one_of(st.none(), st.sampled_from(["1", "100.01", "10000", "10000.01"])),
    st.sampled_from(["USD", "CHF"]),
)
HARD = [code for code, reason in BUILT_IN.items() if reason.strength is Strength.HARD and reason.signal == code]


@given(SITUATIONS)
def test_a_decision_about_a_turn_replays_from_what_was_kept_of_it(situation: Situation) -> None:
    decision = judge_turn(default(), situation, decision_id=DECISION)
    again = replay(default(), decision, situation.signals)
    assert again == decision
    assert explain(again, default()) == explain(decision, default())


@given(SITUATIONS, CALLS)
def test_a_decision_about_a_call_replays_from_what_was_kept_of_it(situation: Situation, call: Proposal) -> None:
    decision = judge_action(default(), situation, call, decision_id=DECISION)
    assert replay(default(), decision, situation.signals) == decision
    assert decision.verdict is not Verdict.HOLD


@given(SITUATIONS, st.sampled_from(HARD), SCORES)
def test_a_hard_signal_more_never_lowers_the_verdict(situation: Situation, name: str, score: float) -> None:
    others = tuple(signal for signal in situation.signals if signal.name != name)
    without = judge_turn(default(), replace(situation, signals=others), decision_id=DECISION)
    more = (*others, noticed(name, score))
    with_it = judge_turn(default(), replace(situation, signals=more), decision_id=DECISION)
    assert PROTECTION[with_it.verdict] >= PROTECTION[without.verdict]
    assert with_it.sealed >= without.sealed


@given(SITUATIONS, CALLS, st.sampled_from(SIGNALS), SCORES)
def test_any_signal_more_never_lets_a_call_through(
    situation: Situation, call: Proposal, name: str, score: float
) -> None:
    others = tuple(signal for signal in situation.signals if signal.name != name)
    without = judge_action(default(), replace(situation, signals=others), call, decision_id=DECISION)
    more = replace(situation, signals=(*others, noticed(name, score)))
    assert PROTECTION[judge_action(default(), more, call, decision_id=DECISION).verdict] >= PROTECTION[without.verdict]


@given(SITUATIONS)
def test_every_decision_that_stops_something_has_a_reason_a_route_and_words(situation: Situation) -> None:
    decision = judge_turn(default(), situation, decision_id=DECISION)
    stops = decision.verdict is not Verdict.PROCEED
    assert bool(decision.reasons) is stops
    assert (decision.route in default().policy.routes) is stops
    assert bool(decision.say) is stops
    assert all(reason.verdict is not Verdict.PROCEED and reason.line for reason in decision.reasons)


@given(GIVEN_SIGNALS, st.permutations(range(6)))
def test_the_order_of_signals_does_not_matter(signals: tuple[Signal, ...], order: list[int]) -> None:
    shuffled = tuple(signals[index] for index in order if index < len(signals))
    one = judge_turn(default(), a_situation(*signals), decision_id=DECISION)
    other = judge_turn(default(), a_situation(*shuffled), decision_id=DECISION)
    assert one == other


LEVELS = st.fixed_dictionaries(
    {level: st.one_of(st.none(), SCORES) for level in ("organisation", "agent", "topic", "flow")}
)


@given(LEVELS, LEVELS)
def test_the_nearest_scope_that_states_a_setting_wins_setting_by_setting(
    at: dict[str, float | None], weight: dict[str, float | None]
) -> None:
    def settings(level: str) -> Settings:
        own = ThresholdSetting(at=at[level], weight=weight[level])
        return Settings(thresholds={"sentiment": own}, rules=(Rule(id="r", when=f"{level}", then=Verdict.HOLD),))

    policy = a_policy(
        settings("organisation"),
        agents={"shop": settings("agent")},
        topics={"t": settings("topic")},
        flows={"f": settings("flow")},
    )
    force = in_force(policy, Place(agent="shop", topic="t", flow="f"))
    bar = next(bar for bar in force.bars if bar.threshold.code == "sentiment")

    def nearest(stated: dict[str, float | None], otherwise: float) -> float:
        found = (stated[level] for level in ("flow", "topic", "agent", "organisation"))
        return next((value for value in found if value is not None), otherwise)

    assert bar.threshold.at == nearest(at, BUILT_IN["sentiment"].at)
    assert bar.threshold.weight == nearest(weight, BUILT_IN["sentiment"].weight)
    assert [rule.rule.when for rule in force.rules] == ["flow"], "a nearer rule hides a farther one of its id"
    assert force.scopes == ("flow:f", "topic:t", "agent:shop", "organisation")


def test_a_scope_that_the_policy_does_not_know_changes_nothing() -> None:
    policy = a_policy()
    assert in_force(policy, Place(agent="?", topic="?", flow="?")) == in_force(policy, Place())


def test_what_the_parser_accepts_it_accepts_with_its_brackets_written_out() -> None:
    plain, written = parse("a || b && !c == d"), parse("(a || (b && ((!c) == d)))")
    assert _shape(plain) == _shape(written)


def _shape(node: object) -> object:
    operands = getattr(node, "operands", None)
    return (getattr(node, "function", getattr(node, "name", None)), [_shape(each) for each in operands or ()])
