"""Why a decision was made, in words; and the decision made again from what was kept of it."""

from collections.abc import Iterator

from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.imposed import impose_on, imposed_reason
from handrail_server.core.policy.judge import decide
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.signals.signal import Signal


def replay(policy: LoadedPolicy, decision: Decision, signals: tuple[Signal, ...]) -> Decision:
    """The decision made again from its trace, with the signals it was made from; equal to it, or something is wrong.

    `policy` must be the version that the trace names. Words of persons were never judged and are given back as they
    are.
    """
    if "judged" not in decision.trace.inputs:
        return decision
    imposed = imposed_reason(decision)
    if imposed is not None:
        return impose_on(policy, dict(decision.trace.inputs), imposed, decision_id=decision.id, turn=decision.turn)
    return decide(policy, dict(decision.trace.inputs), signals, decision_id=decision.id, turn=decision.turn)


def explain(decision: Decision, policy: LoadedPolicy) -> tuple[str, ...]:
    """The decision in lines: what, why, what was weighed, what could not be read, what was old news, where it went."""
    return tuple(_lines(decision, policy))


def _lines(decision: Decision, policy: LoadedPolicy) -> Iterator[str]:
    trace = decision.trace
    scopes = " < ".join(trace.scopes)
    yield f"{decision.verdict.value}, by policy {policy.policy.name} version {trace.policy} ({scopes})."
    for reason in decision.reasons:
        yield f"{reason.strength.value} {reason.code} → {reason.verdict.value}: {reason.line} [{reason.rule}]"
    if not decision.reasons:
        yield "No threshold was passed and no rule fired."
    if trace.p_failure is not None and trace.expected_cost is not None:
        settings = policy.ground(policy.place(dict(trace.inputs))).settings
        sign = ">" if trace.expected_cost > settings.cost_of_person else "≤"
        sums = f"{trace.p_failure:.4f} × {settings.cost_of_error} = {trace.expected_cost:.4f}"
        yield f"Expected cost: {sums} {sign} {settings.cost_of_person}."
    if trace.blind:
        yield f"Could not be read: {', '.join(trace.blind)}."
    if trace.suppressed:
        yield f"Dealt with before, nothing new: {', '.join(trace.suppressed)}."
    if decision.verdict is not Verdict.PROCEED:
        sealed = ", sealed" if decision.sealed else ""
        yield f"Route {decision.route}, {decision.waiting.value.replace('_', ' ')}{sealed}."
