"""Whether a bad feeling is about the situation that the customer is in: their own mood at what happened, nobody blamed.

`I am upset because my flight is delayed` is. Blame (`ridiculous`, `worst service`), rage, abuse and distress are not,
nor is whatever tells of people who were asked before: they have been treated badly already, or cannot wait.
"""

from collections.abc import Iterable
from typing import Final

from handrail_server.core.signals.view import Hit, View

SITUATION: Final = "situation"
_STRONG: Final = 0.5
"""Weaker hits name what went wrong; they say nothing of how the customer takes it."""
_MOODS: Final = frozenset(
    """
    angry annoyed annoying annoyance concerned disappointed disappointing disappointment displeased dissatisfied
    frustrated frustrating frustration inconvenience inconvenienced inconvenient sad sadly stressed stressful
    unfortunate unhappy unsatisfied upset worried
    """.split()
)
_TREATED: Final = frozenset(
    """
    agent agents attendant called chatted clerk complained contacted crew driver emailed employee employees ignored
    lied manager mailed messaged nobody phoned promised rep representative representatives reps refused refuses rude
    service spoke staff support supervisor told twice wrote again always
    """.split()
)
"""Who or what the customer has met with already."""


def about(view: View, negative: Iterable[Hit]) -> str | None:
    """`situation`, or nothing that could be told."""
    strong = [hit for hit in negative if hit.weight >= _STRONG]
    if not strong or not all(_is_mood(view, hit) for hit in strong):
        return None
    return None if any(word in _TREATED for word, _, _ in view.words) else SITUATION


def _is_mood(view: View, hit: Hit) -> bool:
    """By its last word: `so annoyed` is one."""
    return view.folded[hit.start : hit.end].rpartition(" ")[2] in _MOODS
