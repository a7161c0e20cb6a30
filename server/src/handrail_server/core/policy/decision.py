"""What the policy decided, and the trace that lets anyone decide it again."""

from dataclasses import dataclass, field
from enum import StrEnum

from handrail_server.core.basics.ids import DecisionId, PolicyVersion, TurnNumber
from handrail_server.core.signals.signal import Evidence


class Verdict(StrEnum):
    """The four answers, from least to most protective."""

    PROCEED = "proceed"
    HOLD = "hold"
    ASK_FIRST = "ask_first"
    HAND_OVER = "hand_over"


class Strength(StrEnum):
    """A hard reason always fires; a soft one acts by its own threshold and by expected cost."""

    HARD = "hard"
    SOFT = "soft"


class Waiting(StrEnum):
    """Who may speak while a case waits for a person."""

    SILENT = "silent"
    AGENT_STAYS = "agent_stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason with its evidence, explained in one line."""

    code: str
    """The reason's stable name, such as `explicit_request`, `low_confidence`, `over_authority`, `blind`."""
    strength: Strength
    verdict: Verdict
    rule: str
    """The id of the rule or threshold that fired."""
    score: float
    threshold: float | None = None
    line: str
    """One line in plain words, with numbers but without the customer's words."""
    signals: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    critical: bool = False
    compliance: bool = False
    """A case with a compliance reason closes only with the documentation its route demands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that is needed to explain and replay a decision: inputs read, rules fired, rules that were blind."""

    policy: PolicyVersion
    scopes: tuple[str, ...]
    """The scopes in force, nearest first, such as `flow:refund`, `agent:shop`, `organisation`."""
    inputs: dict[str, str | float | bool | None] = field(default_factory=dict)
    fired: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()
    """Reasons that were dealt with before and came without new evidence."""
    p_failure: float | None = None
    expected_cost: float | None = None
    """p(failure) × cost of error; hand over when it exceeds the cost of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to one turn, draft or action."""

    id: DecisionId
    turn: TurnNumber | None
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    route: str | None = None
    """The route's id in the policy, where a case is to be opened."""
    waiting: Waiting = Waiting.AGENT_STAYS
    sealed: bool = False
    say: str | None = None
    """What to tell the customer now, in their language."""
    trace: Trace
