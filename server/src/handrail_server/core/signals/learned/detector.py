"""Learned models as a detector: each gives the signal of its name, with the words that moved it most.

What a word is to a model never changes, so it is worked out once and kept: a turn costs one look-up for each word, and
one for each pair.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.learned.model import Model
from handrail_server.core.signals.learned.pieces import Piece, pieces_of
from handrail_server.core.signals.learned.sense import Adds
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View

_WORTH_TELLING = 0.05
_MOST_WORDS = 5
_MOST_KNOWN = 50_000
Known = tuple[float, float, float, float, float, float, float]
"""Squared length and what it adds, for words, parts and meaning; then what it adds where it stands alone."""
_NOTHING = (0.0, (0.0,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """All models (of two classes) of an installation: they read the same words."""

    models: tuple[Model, ...]
    name: str = "learned"
    version: str = "1"
    reads: Reads = Reads.TEXT
    known: dict[str, tuple[Known, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def signals(self) -> tuple[str, ...]:
        return tuple(model.name for model in self.models)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.CUSTOMER or not view.words:
            return ()
        pieces = pieces_of(view.folded)
        words = [word for word, _, _ in pieces]
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        known = [self.known.get(word) or self._learn(word) for word in words]
        found = []
        for number, model in enumerate(self.models):
            columns = list(zip(*[each[number] for each in known], strict=True))
            odds, alone = _second_look(model, _log_odds(model, columns, pairs), columns[6], words)
            score = model.curves[0].at(odds)
            if score >= _WORTH_TELLING:
                found.append(_signal(view, model, odds, score, strongest(alone, pieces)))
        return tuple(found)

    def _learn(self, word: str) -> tuple[Known, ...]:
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        known = self.known[word] = tuple(_known(model, word) for model in self.models)
        return known


def _known(model: Model, word: str) -> Known:
    (one, a), (two, b), (three, c) = (family(word) or _NOTHING for family in (model.words, model.parts, model.meaning))
    alone = sum(added[0] / sqrt(max(1.0, length)) for length, added in ((one, a), (two, b), (three, c)))
    return one, a[0], two, b[0], three, c[0], alone


def _log_odds(model: Model, columns: list[tuple[float, ...]], pairs: list[str]) -> float:
    """As `Model.log_odds` of these words, nothing around them."""
    paired = [part for pair in pairs if (part := model.words(pair)) is not None]
    length = sum(columns[0]) + sum([norm for norm, _ in paired])
    odds = model.bias[0]
    if length:
        odds += (sum(columns[1]) + sum([adds[0] for _, adds in paired])) / sqrt(length)
    for at in (2, 4):
        length = sum(columns[at])
        if length:
            odds += sum(columns[at + 1]) / sqrt(length)
    return odds


def _second_look(model: Model, odds: float, alone: tuple[float, ...], words: list[str]) -> tuple[float, Adds]:
    """The log-odds and what each word adds to them, with the whole sentence where the words leave it open."""
    heard = model.sense.heard([odds], tuple(words)) if model.sense is not None else None
    if model.sense is None or heard is None:
        return odds, alone
    (both,), shares = heard
    part = model.sense.part
    return both, tuple((1.0 - part) * one + part * share[0] for one, share in zip(alone, shares, strict=True))


def strongest(alone: tuple[float, ...], pieces: tuple[Piece, ...]) -> list[tuple[int, int]]:
    """Where the words stand that speak for it most, in the order of the text."""
    ranked = sorted(zip(alone, pieces, strict=True), key=lambda pair: -pair[0])[:_MOST_WORDS]
    return sorted((start, end) for adds, (_, start, end) in ranked if adds > 0.0)


def _signal(view: View, model: Model, odds: float, score: float, spans: list[tuple[int, int]]) -> Signal:
    return Signal(
        name=model.name,
        score=round(score, 4),
        detector=f"{model.name}@{model.version}",
        evidence=tuple(view.evidence(start, end) for start, end in spans),
        values={"log_odds": round(odds, 4)},
    )
