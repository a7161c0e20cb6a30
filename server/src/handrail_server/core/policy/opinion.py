"""Whether a second opinion is asked about a decision, and the decision made again with what it noticed.

It can only add: the turn has been dealt with under the first decision, which stands. Where the late one hands over, a
person is asked after all; nothing is ever taken back, allowed or approved by it.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from handrail_server.core.basics.ids import ConversationId, DecisionId
from handrail_server.core.basics.time import At
from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.judge import decide
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.situation import Situation, signal_inputs
from handrail_server.core.signals.notice import gate_shut_by, merged
from handrail_server.core.signals.opinion.questions import QUESTIONS
from handrail_server.core.signals.opinion.settings import Asking, OpinionSettings
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.turns.conversation import Conversation

DOUBTED: Final = frozenset(
    {
        "explicit_request", "sentiment", "repeated_failure", "low_confidence", "unsupported_answer", "billing_dispute",
        "churn", "legal_threat", "fraud", "safety", "complexity", "injection", "needs_person", "displeased",
    }
)  # fmt: skip
"""The signals whose doubt a second reader may settle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateSignals:
    """What a model noticed in a turn, beside the first decision and what that was made from."""

    first: Decision
    before: tuple[Signal, ...]
    """The signals of the first decision."""
    signals: tuple[Signal, ...]
    model: str
    error: str | None
    """Why the model noticed nothing: the signals are blind then."""
    received_at: At
    """When the turn was received."""


def is_wanted(settings: OpinionSettings | None, situation: Situation, decision: Decision) -> bool:
    """Whether a second opinion is asked about a turn that was judged. Where a person is asked already it is not."""
    turn, before = situation.turn, situation.before
    if settings is None or not settings.on or turn is None or turn.author.kind not in QUESTIONS:
        return False
    if decision.verdict is not Verdict.PROCEED or before.open_case is not None or not turn.text.strip():
        return False
    if before.sealed or gate_shut_by(situation.signals):
        return False
    topic = turn.topic or before.topic
    if (settings.agents and situation.agent.id not in settings.agents) or (
        settings.topics and topic not in settings.topics
    ):
        return False
    unsure = settings.asking is not Asking.UNSURE or settings.low <= _doubt(situation.signals) <= settings.high
    return unsure and _drawn(before.id, turn.number, settings.share)


def decide_late(
    policy: LoadedPolicy,
    late: LateSignals,
    now: Conversation,
    *,
    decision_id: DecisionId,
) -> tuple[Decision, tuple[Signal, ...]]:
    """The decision made again with the late signals, and all that it was made from.

    `policy` is the version that judged first. What people have dealt with since is read as it is now.
    """
    together = merged((*late.before, *late.signals))
    inputs = {**late.first.trace.inputs, **signal_inputs(policy, late.signals), **_dealt(now)}
    return decide(policy, inputs, together, decision_id=decision_id, turn=late.first.turn), together


def as_late(decision: Decision) -> Decision:
    """What it comes to now: the turn has been said, so that a hold or a question comes too late."""
    if decision.verdict in (Verdict.PROCEED, Verdict.HAND_OVER):
        return decision
    return replace(decision, verdict=Verdict.PROCEED, route=None, sealed=False, say=None)


def _dealt(now: Conversation) -> Inputs:
    inputs: Inputs = {}
    for dealt in now.dealt:
        stem = f"dealt.{dealt.reason}."
        inputs[stem + "turn"] = float(dealt.turn)
        inputs[stem + "score"] = dealt.score
        inputs[stem + "customer_turns"] = float(dealt.customer_turns)
    return inputs


def _doubt(signals: tuple[Signal, ...]) -> float:
    return max((each.score for each in signals if each.reading is Reading.READ and each.name in DOUBTED), default=0.0)


def _drawn(conversation: ConversationId, number: int, share: float) -> bool:
    """The same turn is always drawn or never, on every machine."""
    digest = sha256(f"{conversation}/{number}".encode()).digest()
    return int.from_bytes(digest[:8]) < share * 2**64
