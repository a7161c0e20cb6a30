"""One thing that speaks for a person: a reason, with what the decision needs to know of it and nobody else."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.decision import Reason, Strength, Verdict, Waiting
from handrail_server.core.policy.document import Judged

PROTECTION: Final = {verdict: rank for rank, verdict in enumerate(Verdict)}
"""The verdicts are declared from least to most protective."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A reason that fired."""

    reason: Reason
    about: str
    """The code that routes, messages and marks go by: the reason's own, or the one that was blind."""
    kind: str | None = None
    route: str | None = None
    """The route that an action's setting names."""
    waiting: Waiting | None = None
    seals: bool = False
    standing: bool = False
    """Its evidence stays as it is over the turns: once dealt with, a later turn brings nothing new."""
    wide: bool = False
    """It sums up others, which say better where the case belongs."""

    @property
    def hard(self) -> bool:
        return self.reason.strength is Strength.HARD

    @property
    def protection(self) -> int:
        return PROTECTION[self.reason.verdict]


def fitting(verdict: Verdict, judged: Judged) -> Verdict:
    """The verdict as what is judged allows: only a draft can be held, only an action asks first.

    What cannot be done becomes the next more protective thing, or, for a customer's words, nothing: there is no draft
    yet.
    """
    match judged, verdict:
        case Judged.ACTION, Verdict.HOLD:
            return Verdict.ASK_FIRST
        case Judged.DRAFT, Verdict.ASK_FIRST:
            return Verdict.HOLD
        case Judged.SAID, Verdict.HOLD | Verdict.ASK_FIRST:
            return Verdict.HAND_OVER
        case Judged.CUSTOMER_TURN, Verdict.HOLD | Verdict.ASK_FIRST:
            return Verdict.PROCEED
        case _:
            return verdict
