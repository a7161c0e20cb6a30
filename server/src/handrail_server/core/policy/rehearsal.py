"""What another policy would have decided, on decisions that were recorded. Nothing is guessed: what a trace did not
keep and the policy reads is counted as blind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.imposed import imposed_reason
from handrail_server.core.policy.judge import decide
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.signals.signal import Signal

EXAMPLES: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A decision as it was made, with the signals it was made from."""

    conversation: str
    decision: Decision
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """A decision that would have been another one."""

    conversation: str
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """All of it, conversation by conversation."""

    conversations: int
    decisions: int
    escalated_before: int
    escalated: int
    changed: int
    blind: int
    examples: tuple[Otherwise, ...]


def rehearsed(policy: LoadedPolicy, recorded: Iterable[Recorded]) -> Rehearsal:
    """The policy on these decisions. What a person or a clock imposed, and what persons said, is left out."""
    conversations: set[str] = set()
    before: set[str] = set()
    after: set[str] = set()
    others: list[Otherwise] = []
    decisions = blind = 0
    for each in recorded:
        conversations.add(each.conversation)
        made = each.decision
        if "judged" not in made.trace.inputs or imposed_reason(made) is not None:
            continue
        decisions += 1
        again = decide(policy, dict(made.trace.inputs), each.signals, decision_id=made.id, turn=made.turn)
        blind += bool(set(again.trace.blind) - set(made.trace.blind))
        if made.verdict is Verdict.HAND_OVER:
            before.add(each.conversation)
        if again.verdict is Verdict.HAND_OVER:
            after.add(each.conversation)
        if (again.verdict, again.route) != (made.verdict, made.route):
            others.append(Otherwise(conversation=each.conversation, before=made, after=again))
    return Rehearsal(
        conversations=len(conversations),
        decisions=decisions,
        escalated_before=len(before),
        escalated=len(after),
        changed=len({each.conversation for each in others}),
        blind=blind,
        examples=tuple(others[:EXAMPLES]),
    )
