"""All that a detector may look at: the turn, the running state before it, and the profile if the gate is open."""

from dataclasses import dataclass, field

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.time import At
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Evidence
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

TEXT_LIMIT = 20_000
"""Detectors look at this many characters of a turn, no more."""
QUOTE_LIMIT = 200
"""Evidence repeats at most this many characters of a span."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the phrasebook, found in the text at whole words."""

    kind: str
    weight: float
    start: int
    end: int
    negated: bool = False
    """A negation such as `you don't need to` governs it."""
    quoted: bool = False
    """It stands inside quotation marks: somebody else's words, a button, a title."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money named in the text."""

    exact: str
    """The amount as decimal text, such as `1200.50`."""
    currency: str
    """ISO 4217, or `XXX` where a sign stands for several currencies that the text does not tell apart."""
    start: int
    end: int

    @property
    def value(self) -> float:
        """For comparison with thresholds and scores; money itself never travels as a float."""
        return float(self.exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A turn and its surroundings, prepared once for all detectors."""

    turn: Turn
    text: str
    """The first `TEXT_LIMIT` characters of the turn's text."""
    folded: str
    """`text` in lower case, accents and typographic marks made plain; same length, so that spans agree."""
    words: tuple[tuple[str, int, int], ...] = field(repr=False)
    """Folded words with start and end; apostrophes are dropped from the word, not from the span."""
    hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict, repr=False)
    """What the phrasebook found, by family, in the order of the text."""
    hashes: tuple[int, ...] = field(default=(), repr=False)
    """Hashes of the content words, for likeness with earlier turns."""
    amounts: tuple[Amount, ...] = field(default=(), repr=False)
    """Amounts of money named in the text."""
    before: Conversation
    """The running state before this turn."""
    profile: Profile | None = None
    profile_stale: bool = False
    now: At

    @property
    def author(self) -> ActorKind:
        """Who speaks."""
        return self.turn.author.kind

    def evidence(self, start: int, end: int) -> Evidence:
        """A span of this turn as evidence, with the words themselves."""
        return Evidence(
            turn=self.turn.number, start=start, end=end, value=self.text[start : min(end, start + QUOTE_LIMIT)]
        )
