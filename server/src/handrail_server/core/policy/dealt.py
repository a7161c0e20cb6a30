"""Whether a reason is old news: a person has dealt with it, and nothing new has been said since.

Hard reasons fire again on a later turn; soft ones on a later turn with a higher score, or after the cool-down. What
stands in a record (a tier, a strategic account) is no new evidence for being read again; only a higher score is.
"""

from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.finding import Finding


def finding_is_old(finding: Finding, inputs: Inputs, cool_down: int) -> bool:
    """Whether the finding's reason was dealt with and comes without new evidence."""
    reason = finding.reason
    if finding.standing and reason.score <= _number(inputs, f"dealt.{reason.code}.score", otherwise=-1.0):
        return True
    return is_old(reason.code, reason.score, inputs, cool_down, hard=finding.hard)


def is_old(code: str, score: float, inputs: Inputs, cool_down: int, *, hard: bool = False) -> bool:
    """The same of a reason that stands in the turn itself."""
    stem = f"dealt.{code}."
    turn = inputs.get(stem + "turn")
    if not isinstance(turn, float):
        return False
    if _number(inputs, "turn.number") <= turn:
        return True
    if hard or score > _number(inputs, stem + "score"):
        return False
    passed = _number(inputs, "conversation.customer_turns") - _number(inputs, stem + "customer_turns")
    return passed < cool_down


def _number(inputs: Inputs, path: str, *, otherwise: float = float("inf")) -> float:
    value = inputs.get(path)
    return value if isinstance(value, float) else otherwise
