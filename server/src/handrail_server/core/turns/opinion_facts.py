"""A second opinion on a turn, in the ledger."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.turns.facts import Fired, Noticed, Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Fact):
    """A second opinion on a turn came in, or failed to: late signals, and the decision made again with them."""

    decision: DecisionId
    """The late decision."""
    first: DecisionId
    """The one that was made when the turn was said, and that stands."""
    number: int
    model: str
    error: str | None
    """Why the model gave none: the signals are blind then."""
    late: int
    """Milliseconds since the turn was received."""
    verdict: str
    reasons: tuple[Fired, ...]
    signals: tuple[Noticed, ...]
    """The late ones."""
    policy: int
    route: str | None
    waiting: str
    sealed: bool
    blind: tuple[str, ...]
    suppressed: tuple[str, ...]
    p_failure: float | None
    expected_cost: float | None
    explained: Body[tuple[Quoted, ...]]
    say: Body[str | None]
