"""What was noticed in a turn, how strongly, where, and by which version of which detector."""

from dataclasses import dataclass, field
from enum import StrEnum

from handrail_server.core.basics.ids import TurnNumber


class Reading(StrEnum):
    """Whether the detector read its input. `blind` and `shut` never mean "nothing found"."""

    READ = "read"
    BLIND = "blind"
    SHUT = "shut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a signal comes from: a span of a turn's text, or a named fact."""

    turn: TurnNumber | None = None
    start: int = 0
    end: int = 0
    fact: str | None = None
    """A named fact such as `customer.tier`, where the evidence is not in the text."""
    value: str | None = None
    """The named fact's value, or the quoted words of the span. Content: bodies only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing noticed. `values` carries what rules may read beside the score: amount, currency, kind, count."""

    name: str
    score: float
    """0..1."""
    detector: str
    """`name@version`."""
    reading: Reading = Reading.READ
    evidence: tuple[Evidence, ...] = ()
    values: dict[str, str | float | bool] = field(default_factory=dict)
    error: str | None = None
