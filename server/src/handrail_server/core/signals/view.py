"""All that a detector may look at: the turn, the running state before it, and the profile if the gate is open."""

from dataclasses import dataclass, field

from handrail_server.core.basics.time import At
from handrail_server.core.signals.profile import Profile
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

TEXT_LIMIT = 20_000
"""Detectors look at this many characters of a turn, no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A turn and its surroundings, prepared once for all detectors."""

    turn: Turn
    text: str
    """The first `TEXT_LIMIT` characters of the turn's text."""
    folded: str
    """`text` casefolded with typographic quotes and dashes made plain; same length, so that spans agree."""
    words: tuple[tuple[str, int, int], ...] = field(repr=False)
    """Folded words with start and end."""
    before: Conversation
    """The running state before this turn."""
    profile: Profile | None = None
    profile_stale: bool = False
    now: At
