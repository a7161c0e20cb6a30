"""Decisions that no signal makes: a supervisor's wish, an emergency stop, a hold that ran out.

The policy says where they lead.
"""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.ids import DecisionId, TurnNumber
from handrail_server.core.policy.compose import compose
from handrail_server.core.policy.decision import Decision, Reason, Strength, Trace, Verdict
from handrail_server.core.policy.document import Judged
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.finding import Finding
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.situation import Situation, judged_as, turn_inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """A hard reason that somebody or some clock gave."""

    code: str
    verdict: Verdict
    line: str


REPLIES_HELD: Final = Imposed(
    code="replies_held", verdict=Verdict.HOLD, line="A supervisor looks at each of this agent's replies first."
)
EMERGENCY_STOP: Final = Imposed(
    code="emergency_stop", verdict=Verdict.HAND_OVER, line="An emergency stop is in force for this agent or topic."
)
HOLD_EXPIRED: Final = Imposed(
    code="hold_expired", verdict=Verdict.HAND_OVER, line="A reply waited for its release, and nobody decided in time."
)
NO_ANSWER: Final = Imposed(
    code="no_answer", verdict=Verdict.HAND_OVER, line="The agent could not be asked, and the customer waits."
)
NOT_DELIVERED: Final = Imposed(
    code="not_delivered", verdict=Verdict.HAND_OVER, line="Words to the customer did not arrive, by any try."
)
BEYOND_OWN_LIMIT: Final = Imposed(
    code="beyond_own_limit",
    verdict=Verdict.ASK_FIRST,
    line="A person wants to do this, and it is beyond what they may decide alone.",
)
TAKEN_OVER: Final = Imposed(code="taken_over", verdict=Verdict.HAND_OVER, line="A person took the conversation over.")
FLAGGED: Final = Imposed(code="quality", verdict=Verdict.HAND_OVER, line="A person asked for a quality review.")

_KEPT: Final = (
    "judged",
    "conversation.language",
    "turn.language",
    "agent.object",
    "conversation.topic",
    "conversation.object",
    "conversation.flow",
)
"""All that the words and the place of an imposed decision depend on."""
IMPOSED: Final = (
    REPLIES_HELD,
    EMERGENCY_STOP,
    HOLD_EXPIRED,
    NO_ANSWER,
    NOT_DELIVERED,
    BEYOND_OWN_LIMIT,
    TAKEN_OVER,
    FLAGGED,
)


def impose(policy: LoadedPolicy, situation: Situation, imposed: Imposed, *, decision_id: DecisionId) -> Decision:
    """The decision that this one reason makes, by the routes and words of the policy in force."""
    judged = judged_as(situation.turn) or Judged.CUSTOMER_TURN
    inputs = turn_inputs(policy, situation, judged)
    kept: Inputs = {path: inputs[path] for path in _KEPT if path in inputs}
    turn = situation.turn.number if situation.turn else situation.before.last_customer_turn
    return impose_on(policy, kept, imposed, decision_id=decision_id, turn=turn)


def imposed_reason(decision: Decision) -> Imposed | None:
    """What imposed the decision; None where the policy made it."""
    rules = {reason.rule for reason in decision.reasons}
    return next((imposed for imposed in IMPOSED if imposed.code in rules), None)


def impose_on(
    policy: LoadedPolicy, inputs: Inputs, imposed: Imposed, *, decision_id: DecisionId, turn: TurnNumber | None
) -> Decision:
    """The decision that this one reason makes on these inputs. Nothing else is read, so it can be made again."""
    ground = policy.ground(policy.place(inputs))
    reason = Reason(
        code=imposed.code,
        strength=Strength.HARD,
        verdict=imposed.verdict,
        rule=imposed.code,
        score=1.0,
        line=imposed.line,
    )
    trace = Trace(policy=policy.version, scopes=ground.settings.scopes, inputs=inputs)
    finding = Finding(reason=reason, about=imposed.code)
    return compose(policy, ground.settings, (finding,), trace, decision_id=decision_id, turn=turn)
