"""Learned models as a detector: each gives the signal of its name, with the words that moved it most."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.learned.model import Model, Read
from handrail_server.core.signals.learned.pieces import pieces_of
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View

_WORTH_TELLING = 0.05
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """All models of an installation: they read the same words."""

    models: tuple[Model, ...]
    name: str = "learned"
    version: str = "1"
    reads: Reads = Reads.TEXT

    @property
    def signals(self) -> tuple[str, ...]:
        return tuple(model.name for model in self.models)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.CUSTOMER or not view.words:
            return ()
        read = Read(pieces=pieces_of(view.folded))
        found = ((model, model.log_odds(read)[0]) for model in self.models)
        scored = ((model, odds, model.curves[0].at(odds)) for model, odds in found)
        return tuple(_signal(view, read, *each) for each in scored if each[2] >= _WORTH_TELLING)


def _signal(view: View, read: Read, model: Model, odds: float, score: float) -> Signal:
    moved = sorted(strongest(model, read), reverse=True)[:_MOST_WORDS]
    return Signal(
        name=model.name,
        score=round(score, 4),
        detector=f"{model.name}@{model.version}",
        evidence=tuple(view.evidence(start, end) for start, end in sorted((start, end) for _, start, end in moved)),
        values={"log_odds": round(odds, 4)},
    )


def strongest(model: Model, read: Read) -> list[tuple[float, int, int]]:
    """What each word alone adds to the log-odds, where it adds anything, with its place in the text."""
    found: list[tuple[float, int, int]] = []
    for word, start, end in read.pieces:
        parts = (part for family in (model.words, model.parts, model.meaning) if (part := family(word)) is not None)
        adds = sum(added[0] / max(1.0, length) ** 0.5 for length, added in parts)
        if adds > 0.0:
            found.append((round(adds, 6), start, end))
    return found
