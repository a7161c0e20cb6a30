"""A learned model: classes, and what each word, part of a word and circumstance adds to each class's log-odds.

Within a family (words and pairs, the same by author, parts of words, meaning) what the words add is divided by their
common length, so that a long text is no stronger than a short one; what a word adds alone is therefore known once, and
is the evidence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, sqrt

from handrail_server.core.signals.learned.echo import Echo, Echoing, echoed
from handrail_server.core.signals.learned.pieces import Piece
from handrail_server.core.signals.learned.sense import Adds, Sense

Part = tuple[float, Adds]
"""The squared length of what a word is in a family, and what it adds."""
Family = Callable[[str], Part | None]
"""Looks a word (or `one two`, a pair) up."""


def nothing(word: str) -> Part | None:
    """A family that knows no word."""
    del word
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Log-odds to probability: Platt's line, 1 / (1 + exp(-(slope × x + shift)))."""

    slope: float = 1.0
    shift: float = 0.0

    def at(self, x: float) -> float:
        """0..1."""
        return sigmoid(self.slope * x + self.shift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a model reads of a turn."""

    pieces: tuple[Piece, ...]
    around: Mapping[str, float] = field(default_factory=dict)
    author: str = ""
    """Whose words they are, for models of turns by both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """`labels` are the classes; a model of two classes has one row of numbers, for the second of them."""

    name: str
    version: str
    labels: tuple[str, ...]
    bias: Adds
    words: Family
    parts: Family
    meaning: Family
    around: Mapping[str, Adds]
    curves: tuple[Curve, ...]
    at: tuple[float, ...]
    """Of each row the probability from which the class is chosen."""
    voiced: Family = nothing
    """Words and pairs in the mouth of one side: `author: word`."""
    echoing: tuple[Echoing, ...] = ()
    """What the turns before say of this one, for each row; empty where turns stand alone."""
    sense: Sense | None = None
    """The second look, where the words leave the model unsure."""

    def log_odds(self, read: Read) -> list[float]:
        """One number for each row."""
        odds = self.by_words(read)
        heard = self.sense.heard(odds, tuple(word for word, _, _ in read.pieces)) if self.sense is not None else None
        return odds if heard is None else heard[0]

    def by_words(self, read: Read) -> list[float]:
        """The same by words and circumstances alone."""
        total = list(self.bias)
        words = [word for word, _, _ in read.pieces]
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        voiced = [f"{read.author}: {gram}" for gram in (*words, *pairs)] if self.voiced is not nothing else []
        for family, looked_up in (
            (self.words, words + pairs),
            (self.voiced, voiced),
            (self.parts, words),
            (self.meaning, words),
        ):
            _add(total, [part for word in looked_up if (part := family(word)) is not None])
        for name, value in read.around.items():
            adds = self.around.get(name)
            if adds is not None:
                for row, number in enumerate(adds):
                    total[row] += number * value
        return total

    def probabilities(self, read: Read) -> list[float]:
        """Calibrated, one for each row; rows are judged apart and need not add up to one."""
        return self.follow(read, None)[0]

    def follow(self, read: Read, before: Echo | None) -> tuple[list[float], Echo]:
        """The probabilities with what was made of the conversation's turns before; and what is kept for the next."""
        odds = self.log_odds(read)
        heard = [each.log_odds(odds, before) for each in self.echoing] or odds
        return [curve.at(number) for curve, number in zip(self.curves, heard, strict=True)], echoed(odds, before)

    def choose(self, probabilities: list[float]) -> str:
        """The class that these probabilities stand for."""
        if len(self.labels) == 2:
            return self.labels[probabilities[0] >= self.at[0]]
        odds = [(p / max(1e-9, at), row) for row, (p, at) in enumerate(zip(probabilities, self.at, strict=True))]
        return self.labels[max(odds)[1]]


def _add(total: list[float], parts: list[Part]) -> None:
    length = sqrt(sum([norm for norm, _ in parts]))
    if length <= 0.0:
        return
    if len(total) == 1:
        total[0] += sum([adds[0] for _, adds in parts]) / length
        return
    for row, added in enumerate(map(sum, zip(*[adds for _, adds in parts], strict=True))):
        total[row] += added / length


def sigmoid(x: float) -> float:
    """1 / (1 + e^-x), without overflow."""
    return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, x))))
