"""What each classifying task reads from a line, which class it is about, and how the product answers untaught."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from handrail_server.cli.judge.looking import Looked
from handrail_server.cli.judge.rows import Row
from handrail_server.cli.judge.spoken import Talk, dialogue, handed_over, satisfaction, single
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.signals.learned.model import sigmoid

Untaught = Callable[[Looked], tuple[str, float]]
"""A label, and how likely the class that the task is about is."""
NONE: Final = "none"
OUT_OF_SCOPE: Final = "oos"
IN_SCOPE: Final = "in scope"
_BAR: Final = 0.5
_FEELS: Final = 0.25
_POLICY: Final = 3.0
"""What a decision of the policy adds to the log-odds of the learned signal."""
_NEEDS: Final = 0.75
"""Where the sum of both counts as yes. Set on development data."""
_PHRASES: Final = 3.0
_NEGATIVE: Final = -1.5
"""Messages to a company are mostly complaints: the bar lies below even odds. Set on development data."""
_SILENT: Final = -3.0
_FLAGS: Final = {
    "fraud": ("fraud", "account_takeover"),
    "billing": ("billing_dispute", "refund_request"),
    "churn": ("churn", "contract_termination"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A classifying task."""

    name: str
    read: Callable[[Row], Talk]
    about: str
    """The class whose precision, recall and AUC are told."""
    rest: str
    """What one says who never names it."""
    untaught: Untaught | None
    """None: there is nothing to know without examples."""
    timed: bool = False


def _escalation(row: Row) -> Talk:
    return single(row, "1" if row.yes("escalate") else "0")


def _human_request(row: Row) -> Talk:
    return single(row, "1" if row.yes("handoff") else "0")


def _scope(row: Row) -> Talk:
    return single(row, row.word("intent"))


def _sentiment(row: Row) -> Talk:
    negative = row.word("sentiment").lower() == "negative" if row.has("sentiment") else row.yes("negative")
    return single(row, "negative" if negative else "other")


def _flags(row: Row) -> Talk:
    return single(row, row.word("flag", NONE).lower() or NONE)


def _timing(row: Row) -> Talk:
    return dialogue(row, handed_over)


def hands_over(looked: Looked) -> tuple[str, float]:
    """What the default policy decides, and how near it is to that where it does not."""
    decision = looked.decision
    p = decision.trace.p_failure or 0.0
    if decision.verdict is Verdict.HAND_OVER:
        hard = any(reason.strength is Strength.HARD for reason in decision.reasons)
        strongest = max((reason.score for reason in decision.reasons), default=_BAR)
        return "1", min(1.0, _BAR + (0.4 if hard else 0.2) * strongest + 0.1 * p)
    return "0", min(0.49, p)


def _needs(looked: Looked) -> tuple[str, float]:
    """What the words ask for and what the policy makes of the turn, together."""
    named, decided = hands_over(looked)
    odds = log_odds(looked, "needs_person") + _POLICY * decided
    return ("1" if odds >= _NEEDS or named == "1" else "0"), sigmoid(odds - _NEEDS)


def log_odds(looked: Looked, name: str) -> float:
    """Of a learned signal; well below nothing where it was too weak to be told."""
    found = looked.signals.get(name)
    odds = found.values.get("log_odds") if found else None
    return odds if isinstance(odds, float) else _SILENT


def _satisfied(looked: Looked) -> tuple[str, float]:
    feeling = looked.signals.get("sentiment")
    valence = feeling.values.get("valence") if feeling else None
    valence = valence if isinstance(valence, float) else 0.0
    unhappy = max(looked.score("repeated_failure"), -valence)
    label = "0" if unhappy >= _FEELS else "2" if valence >= _FEELS else "1"
    return label, unhappy


def _asks(looked: Looked) -> tuple[str, float]:
    score = looked.score("explicit_request")
    return ("1" if score >= _BAR else "0"), score


def _feels(looked: Looked) -> tuple[str, float]:
    odds = log_odds(looked, "displeased") + _PHRASES * max(looked.score("sentiment"), looked.score("repeated_failure"))
    return ("negative" if odds >= _NEGATIVE else "other"), sigmoid(odds - _NEGATIVE)


def _flagged(looked: Looked) -> tuple[str, float]:
    scores = {flag: max(looked.score(name) for name in names) for flag, names in _FLAGS.items()}
    flag = max(scores, key=scores.__getitem__)
    return (flag if scores[flag] >= _BAR else NONE), scores[flag]


TASKS: Final = {
    task.name: task
    for task in (
        Task(name="escalation", read=_escalation, about="1", rest="0", untaught=_needs),
        Task(name="satisfaction", read=satisfaction, about="0", rest="1", untaught=_satisfied),
        Task(name="timing", read=_timing, about="1", rest="0", untaught=hands_over, timed=True),
        Task(name="human-request", read=_human_request, about="1", rest="0", untaught=_asks),
        Task(name="scope", read=_scope, about=OUT_OF_SCOPE, rest=IN_SCOPE, untaught=None),
        Task(name="sentiment", read=_sentiment, about="negative", rest="other", untaught=_feels),
        Task(name="flags", read=_flags, about=NONE, rest=NONE, untaught=_flagged),
    )
}
