"""A decision as the conversation's fact: codes and scores in the head, lines and quotes in the body."""

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.policy.decision import Decision, Reason
from handrail_server.core.policy.opinion import LateSignals
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import DecisionMade, Fired, Noticed, Quoted, ShadowDecided
from handrail_server.core.turns.opinion_facts import OpinionGiven


def record_decision(
    conversation: Conversation, decision: Decision, signals: tuple[Signal, ...], *, by: Actor, at: At
) -> Outcome[Conversation]:
    """The decision stands in the ledger, whatever it was."""
    return Outcome(state=conversation, facts=(decision_made(decision, signals, by=by, at=at),))


def decision_made(decision: Decision, signals: tuple[Signal, ...], *, by: Actor, at: At) -> DecisionMade:
    """The fact of a decision, with the score of every signal it was made from."""
    trace = decision.trace
    return DecisionMade(
        by=by,
        at=at,
        decision=decision.id,
        number=decision.turn,
        verdict=decision.verdict,
        reasons=tuple(_fired(reason) for reason in decision.reasons),
        signals=tuple(_noticed(signal) for signal in signals),
        policy=trace.policy,
        route=decision.route,
        waiting=decision.waiting,
        sealed=decision.sealed,
        blind=trace.blind,
        suppressed=trace.suppressed,
        p_failure=trace.p_failure,
        expected_cost=trace.expected_cost,
        explained=tuple(_quoted(reason) for reason in decision.reasons),
        say=decision.say,
    )


def record_shadow(
    conversation: Conversation, made: Decision, shadow: Decision, *, by: Actor, at: At
) -> Outcome[Conversation]:
    """What the version in the shadow would have decided stands in the ledger, also where it is the same."""
    fact = ShadowDecided(
        by=by,
        at=at,
        decision=made.id,
        number=made.turn,
        policy=shadow.trace.policy,
        verdict=shadow.verdict,
        route=shadow.route,
        reasons=tuple(dict.fromkeys(reason.code for reason in shadow.reasons)),
        made=made.verdict,
        otherwise=(shadow.verdict, shadow.route) != (made.verdict, made.route),
        blind=shadow.trace.blind,
    )
    return Outcome(state=conversation, facts=(fact,))


def record_opinion(
    conversation: Conversation,
    decision: Decision,
    given: LateSignals,
    *,
    by: Actor,
    at: At,
) -> Outcome[Conversation]:
    """The late decision stands in the ledger beside the first one, whatever it was."""
    made = decision_made(decision, given.signals, by=by, at=at)
    fact = OpinionGiven(
        by=by,
        at=at,
        decision=made.decision,
        first=given.first.id,
        number=made.number or 0,
        model=given.model,
        error=given.error,
        late=max(0, at - given.received_at),
        verdict=made.verdict,
        reasons=made.reasons,
        signals=made.signals,
        policy=made.policy,
        route=made.route,
        waiting=made.waiting,
        sealed=made.sealed,
        blind=made.blind,
        suppressed=made.suppressed,
        p_failure=made.p_failure,
        expected_cost=made.expected_cost,
        explained=made.explained,
        say=made.say,
    )
    return Outcome(state=conversation, facts=(fact,))


def _fired(reason: Reason) -> Fired:
    return Fired(
        code=reason.code,
        strength=reason.strength,
        verdict=reason.verdict,
        rule=reason.rule,
        score=reason.score,
        threshold=reason.threshold,
        signals=reason.signals,
        critical=reason.critical,
        compliance=reason.compliance,
    )


def _noticed(signal: Signal) -> Noticed:
    return Noticed(name=signal.name, score=signal.score, detector=signal.detector, reading=signal.reading)


def _quoted(reason: Reason) -> Quoted:
    quotes = tuple(evidence.value for evidence in reason.evidence if evidence.value is not None)
    return Quoted(code=reason.code, line=reason.line, quotes=quotes)
