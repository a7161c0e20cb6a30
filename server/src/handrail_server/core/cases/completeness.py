"""How complete a packet is: a documented number, and the names of what is missing.

    completeness = (sum of the weights of the parts that are there) / (sum of the weights of the parts that apply)

Weights: transcript 3, reasons 2, who 2, crm 2, and 1 each for why, summary, sentiment, captured, category, attempts,
decisions, suggestion and draft. A part applies where it can exist at all: `crm` where the customer is known,
`sentiment`, `summary` and `captured` where the customer has said anything, `attempts` where the agent has. Promises
and open approvals are always known, be there none. A transcript counts only when no turn of it is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

WEIGHTS: Final = {
    "transcript": 3,
    "reasons": 2,
    "who": 2,
    "crm": 2,
    "why": 1,
    "summary": 1,
    "sentiment": 1,
    "captured": 1,
    "category": 1,
    "attempts": 1,
    "decisions": 1,
    "suggestion": 1,
    "draft": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """0..1, and the parts that are missing."""

    score: Decimal
    missing: tuple[str, ...]


def completeness(parts: Mapping[str, bool | None]) -> Completeness:
    """From part to whether it is there; None: it does not apply."""
    applying = {name: there for name, there in parts.items() if there is not None}
    whole = sum(WEIGHTS[name] for name in applying)
    there = sum(WEIGHTS[name] for name, known in applying.items() if known)
    score = (Decimal(there) / Decimal(whole or 1)).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)
    return Completeness(score=score, missing=tuple(name for name, known in applying.items() if not known))
