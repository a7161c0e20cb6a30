"""A proposed version of the policy: its text with one threshold moved, opening with what that comes to."""

from decimal import Decimal
from typing import Final

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.core.policy.edits import Edit, Set

_WIDTH: Final = 116


def proposed(text: str, code: str, at: float, *, sentence: str, statistics: list[str]) -> str:
    """The policy's text, changed where the threshold stands, under a comment with the sentence and the statistics."""
    threshold = ("organisation", "thresholds", code)
    edits: list[Edit] = [
        Set(path=(*threshold, "at"), value=Decimal(str(at))),
        Set(path=(*threshold, "reason"), value=sentence),
    ]
    for edit in edits:
        text = edit_text(text, edit)
    head = [*_folded(sentence), "", *statistics]
    return "".join(f"# {line}".rstrip() + "\n" for line in head) + "\n" + text


def _folded(sentence: str) -> list[str]:
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines
