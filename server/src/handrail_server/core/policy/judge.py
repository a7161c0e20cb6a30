"""From a situation to a decision. `decide` is a pure function of policy, inputs and evidence, so that any decision can
be made again from what its trace kept (law 7).

Hard reasons come first and are never weighed. Soft ones act by their own threshold, and together by expected cost.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from handrail_server.core.basics.ids import DecisionId, TurnNumber
from handrail_server.core.policy.authority import beyond_authority, beyond_charter, beyond_terms
from handrail_server.core.policy.bars import judge_bars
from handrail_server.core.policy.compose import compose
from handrail_server.core.policy.dealt import finding_is_old, is_old
from handrail_server.core.policy.decision import Decision, Trace, Verdict, Waiting
from handrail_server.core.policy.document import Judged
from handrail_server.core.policy.expected import judge_cost
from handrail_server.core.policy.fields import FieldType, Inputs, Value
from handrail_server.core.policy.finding import Finding
from handrail_server.core.policy.loaded import Ground, LoadedPolicy
from handrail_server.core.policy.rules import judge_rules
from handrail_server.core.policy.situation import Proposal, Situation, action_inputs, judged_as, turn_inputs
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.turns.agent import Mode

_QUIET: Final[dict[FieldType, Value]] = {FieldType.NUMBER: 0.0, FieldType.TEXT: "", FieldType.BOOL: False}


def judge_turn(policy: LoadedPolicy, situation: Situation, *, decision_id: DecisionId) -> Decision:
    """What is to be done about a turn: the customer's, the agent's, or its draft. Words of persons always proceed."""
    judged = judged_as(situation.turn)
    turn = situation.turn.number if situation.turn else situation.before.last_customer_turn
    if judged is None:
        trace = Trace(policy=policy.version, scopes=())
        return Decision(id=decision_id, turn=turn, verdict=Verdict.PROCEED, trace=trace)
    inputs = turn_inputs(policy, situation, judged)
    return decide(policy, inputs, situation.signals, decision_id=decision_id, turn=turn)


def judge_action(
    policy: LoadedPolicy, situation: Situation, proposal: Proposal, *, decision_id: DecisionId
) -> Decision:
    """What is to be done about a tool call. `situation.signals` are those of the call and of the turn it belongs to."""
    inputs = action_inputs(policy, situation, proposal)
    turn = situation.turn.number if situation.turn else None
    return decide(policy, inputs, situation.signals, decision_id=decision_id, turn=turn)


def decide(
    policy: LoadedPolicy,
    inputs: Inputs,
    signals: tuple[Signal, ...],
    *,
    decision_id: DecisionId,
    turn: TurnNumber | None,
) -> Decision:
    """The decision on these inputs. Nothing else is read."""
    ground = policy.ground(policy.place(inputs))
    judged = Judged(str(inputs["judged"]))
    evidence = {signal.name: signal for signal in signals if signal.reading is Reading.READ}
    quiet = _with_the_unnoticed(policy, ground, inputs)
    bars, blind_bars = judge_bars(inputs, ground.settings, judged, evidence)
    rules, blind_rules = judge_rules(quiet, ground, judged, evidence)
    news = _News(inputs, ground, judged)
    fresh, old = news.split([*bars, *_authority(inputs, ground, judged), *rules])
    cost = judge_cost(inputs, ground.settings, judged, evidence, news.is_old)
    together, older = news.split(cost.findings[:1])
    trace = Trace(
        policy=policy.version,
        scopes=ground.settings.scopes,
        inputs=ground.kept(inputs),
        blind=tuple(dict.fromkeys((*blind_bars, *blind_rules))),
        suppressed=tuple(dict.fromkeys(finding.reason.code for finding in (*old, *older))),
        p_failure=cost.p,
        expected_cost=cost.expected,
    )
    return compose(
        policy,
        ground.settings,
        (*fresh, *(cost.findings if together else ())),
        trace,
        decision_id=decision_id,
        turn=turn,
    )


def as_mode(decision: Decision, mode: Mode) -> Decision:
    """What the decision comes to in this mode; the decision itself is what would have been done, and is what is
    recorded.

    `observe` touches nothing. `assist` opens a case and stops nothing: what would have been held or asked first is
    handed over beside the agent, which keeps the floor until a person accepts; words that say otherwise are left out.
    """
    match mode:
        case Mode.OBSERVE:
            return replace(
                decision, verdict=Verdict.PROCEED, route=None, waiting=Waiting.AGENT_STAYS, sealed=False, say=None
            )
        case Mode.ASSIST if decision.verdict is not Verdict.PROCEED:
            say = decision.say if decision.verdict is Verdict.HAND_OVER else None
            return replace(decision, verdict=Verdict.HAND_OVER, waiting=Waiting.AGENT_STAYS, say=say)
    return decision


def _authority(inputs: Inputs, ground: Ground, judged: Judged) -> list[Finding]:
    charter = ground.settings.charter
    if judged is Judged.ACTION:
        return [*beyond_charter(inputs, charter, judged), *beyond_authority(inputs, ground.settings)]
    return [*beyond_charter(inputs, charter, judged), *beyond_terms(inputs, charter, judged)]


class _News:
    """Tells what is new from what a person has dealt with.

    That a call asks first is always new: it has not been decided before. That the turn behind it hands over is not.
    """

    def __init__(self, inputs: Inputs, ground: Ground, judged: Judged) -> None:
        self._inputs = inputs
        self._cool_down = ground.settings.cool_down
        self._acting = judged is Judged.ACTION

    def is_old(self, code: str, score: float) -> bool:
        return is_old(code, score, self._inputs, self._cool_down)

    def split(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """The new ones, and the old."""
        fresh: list[Finding] = []
        old: list[Finding] = []
        for finding in findings:
            asks = self._acting and finding.reason.verdict is Verdict.ASK_FIRST
            known = not asks and finding_is_old(finding, self._inputs, self._cool_down)
            (old if known else fresh).append(finding)
        return fresh, old


def _with_the_unnoticed(policy: LoadedPolicy, ground: Ground, inputs: Inputs) -> Inputs:
    """The inputs with a plain zero for each signal that was looked for and not noticed: that is knowledge, not
    absence.
    """
    missing = {path: _QUIET[policy.schema[path].type] for path in ground.quiet if path not in inputs}
    return {**inputs, **missing} if missing else inputs
