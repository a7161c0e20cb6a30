"""Why something was decided: the stored trace, and the decision made again from it (law 7)."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.judgements import reason, without_personal
from handrail_server.api.viewing import Seen, seen_conversation, viewer_of
from handrail_server.api.wire.decisions import DecisionReply, SignalReply
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.cases.redaction import REGULATED
from handrail_server.core.policy.decision import Decision
from handrail_server.core.policy.explain import explain, replay
from handrail_server.core.signals.signal import Signal
from handrail_server.ports.writing import Judged


async def explain_decision(call: Call[None]) -> DecisionReply:
    """What was decided and why, worked out again; `agrees` says whether it came out the same."""
    viewer = await viewer_of(call)
    name = DecisionId(call.path("decision"))
    judged = await call.house.library.judged(call.caller.org, name)
    if judged is None:
        raise NotFound(f"There is no decision `{name}` here.", field="decision")
    seen = await seen_conversation(call, viewer, judged.conversation)
    policy = await call.house.settings.policy(call.caller.org, judged.decision.trace.policy)
    again = replay(policy, judged.decision, judged.signals)
    readable = not await _is_hidden(call, seen, judged)
    return _reply(judged, explain(again, policy), agrees=again == judged.decision, readable=readable, seen=seen)


async def _is_hidden(call: Call[None], seen: Seen, judged: Judged) -> bool:
    """Whether the turn that was judged is sealed to the viewer; without a turn, whether anything is."""
    number = judged.decision.turn
    if number is None:
        return any(seen.seals.hides(case.requested_at) for case in seen.seals.sealed) or seen.seals.whole
    turns = await call.house.library.turns(call.caller.org, judged.conversation, after=number - 1, limit=1)
    return any(seen.seals.hides(each.turn.received_at) for each in turns)


def _reply(judged: Judged, lines: tuple[str, ...], *, agrees: bool, readable: bool, seen: Seen) -> DecisionReply:
    decision = judged.decision
    trace = decision.trace
    return DecisionReply(
        id=decision.id,
        conversation=judged.conversation,
        turn=decision.turn,
        verdict=decision.verdict.value,
        policy=trace.policy,
        scopes=trace.scopes,
        reasons=tuple(
            reason(
                each if seen.reads_personal else without_personal(each),
                readable=readable and (seen.uncovered or REGULATED.isdisjoint((each.code, *each.signals))),
            )
            for each in decision.reasons
        ),
        route=decision.route,
        waiting=decision.waiting.value,
        sealed=decision.sealed,
        readable=readable,
        say=decision.say,
        signals=tuple(_signal(signal) for signal in judged.signals),
        inputs=_inputs(decision) if readable else {},
        blind=trace.blind,
        suppressed=trace.suppressed,
        p_failure=trace.p_failure,
        expected_cost=trace.expected_cost,
        lines=lines,
        agrees=agrees,
    )


def _inputs(decision: Decision) -> dict[str, str | float | bool | None]:
    return dict(sorted(decision.trace.inputs.items()))


def _signal(signal: Signal) -> SignalReply:
    return SignalReply(
        name=signal.name,
        score=signal.score,
        detector=signal.detector,
        reading=signal.reading.value,
        error=signal.error,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/decisions/{decision}", explain_decision, body=NoneType, reply=DecisionReply),
)
