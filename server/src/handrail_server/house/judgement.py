"""What a flow of a turn answers: the decision, and where the conversation stands now."""

from dataclasses import dataclass

from handrail_server.core.basics.ids import CaseId, TurnNumber
from handrail_server.core.policy.decision import Decision
from handrail_server.core.turns.conversation import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The answer to a turn or a draft."""

    decision: Decision | None
    """None for words that are not judged: those of people."""
    conversation: Conversation
    turn: TurnNumber | None
    case: CaseId | None = None
    say: str | None = None
    """What to tell the customer now."""
    enforced: bool = True
    stale: bool = False
    """The draft came too late: another party holds the floor. It is kept, and must not be said."""
    stopped: bool = False
    """An emergency stop is in force; the draft is kept, and must not be said."""
    lines: tuple[str, ...] = ()
