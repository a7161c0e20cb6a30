"""A proposed version of the policy: its text with one threshold moved, opening with what that comes to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from handrail_server.core.policy.edits import Edit, Set

_WIDTH: Final = 116


def edits_for(code: str, at: float, sentence: str) -> tuple[Edit, ...]:
    """The threshold at its new number, with the sentence as its reason."""
    threshold = ("organisation", "thresholds", code)
    return (
        Set(path=(*threshold, "at"), value=Decimal(str(at))),
        Set(path=(*threshold, "reason"), value=sentence),
    )


def opening(sentence: str, statistics: Sequence[str]) -> str:
    """The comment that opens the version: the sentence, and the statistics below."""
    lines = [*_folded(sentence), "", *(part for line in statistics for part in _folded(line))]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n"


def _folded(sentence: str) -> list[str]:
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines
