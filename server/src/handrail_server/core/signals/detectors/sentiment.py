"""How the customer feels: strength of negative feeling, its kind, and which way it is going."""

from dataclasses import dataclass
from statistics import fmean

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.detectors.sentiment_about import about
from handrail_server.core.signals.detectors.sentiment_words import (
    EMOJI,
    EMOTICONS,
    FEELING,
    NEGATIVE,
    STRONGER,
    WEAKER,
)
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import spans
from handrail_server.core.signals.view import Hit, View

_TREND_OVER = 3
"""The trend compares this turn with the customer's last turns, this many."""
_LATELY = 2
"""So many of the customer's turns before this one are lately."""
_SHOUTED = 3
"""A word of this many capitals is shouted, where the whole text is not written so."""
_FLIPPED = 0.5
"""What is left of a feeling, on the other side, when it is negated: `not good` is worse than `not bad` is good."""
_FLIPPED_BAD = 0.25


@dataclass(slots=True)
class _Tally:
    """Chances of negative and positive feeling, gathered hit by hit."""

    calm: float = 1.0
    """What is left when every negative chance is taken away."""
    joyless: float = 1.0
    by_kind: dict[str, float] | None = None

    def add(self, kind: str, weight: float) -> None:
        if kind == "praise":
            self.joyless *= 1.0 - weight
            return
        self.calm *= 1.0 - weight
        by_kind = self.by_kind if self.by_kind is not None else {}
        by_kind[kind] = by_kind.get(kind, 0.0) + weight
        self.by_kind = by_kind


@dataclass(frozen=True, slots=True)
class Sentiment:
    """`score` is negative feeling, 0..1. `valence` −1..1, `trend` against the last turns, `lately` the worst of the
    last two, `kind` of the feeling, and what it is `about` where that is the situation.
    """

    name: str = "sentiment"
    version: str = "3"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("sentiment",)
    phrases: tuple[Phrases, ...] = FEELING

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.CUSTOMER:
            return ()
        tally = _Tally()
        hits = [hit for hit in view.hits.get(self.name, ()) if hit.weight]
        for hit in hits:
            _feel(tally, hit, view)
        if not view.text.isascii():
            _emoji(tally, view.text)
        _emoticons(tally, view.folded)
        _emphasis(tally, view)
        valence = round((1.0 - tally.joyless) * tally.calm - (1.0 - tally.calm) * (0.4 + 0.6 * tally.joyless), 4)
        negative = [hit for hit in hits if hit.kind != "praise"]
        return (
            Signal(
                name=self.name,
                score=max(0.0, -valence),
                detector=f"{self.name}@{self.version}",
                evidence=spans(view, negative if valence < 0 else hits),
                values=_values(view, tally, valence, negative),
            ),
        )


def _values(view: View, tally: _Tally, valence: float, negative: list[Hit]) -> dict[str, str | float | bool]:
    earlier = _earlier(view)
    values: dict[str, str | float | bool] = {
        "valence": valence,
        "trend": round(valence - fmean(earlier), 4) if earlier else 0.0,
        "kind": _kind(tally, valence),
    }
    if earlier:
        values["lately"] = min(earlier[-_LATELY:])
    if valence < 0 and (what := about(view, negative)):
        values["about"] = what
    return values


def _feel(tally: _Tally, hit: Hit, view: View) -> None:
    leading = view.folded[max(0, hit.start - 14) : hit.start].split()
    before = leading[-1] if leading else ""
    weight = hit.weight
    if before in STRONGER:
        weight = 1.0 - (1.0 - weight) * 0.7
    elif before in WEAKER:
        weight *= 0.6
    if view.text[hit.start : hit.end].isupper() and hit.end - hit.start >= _SHOUTED and not view.text.isupper():
        weight = 1.0 - (1.0 - weight) * 0.8
    if not hit.negated:
        tally.add(hit.kind, weight)
    elif hit.kind == "praise":
        tally.add("disappointment", weight * _FLIPPED)
    elif hit.kind in {"long_waiting", "hostility"}:
        tally.add(hit.kind, weight)
    else:
        tally.add("praise", weight * _FLIPPED_BAD)


def _emoji(tally: _Tally, text: str) -> None:
    for char in set(text).intersection(EMOJI):
        feeling = EMOJI[char]
        tally.add("praise" if feeling > 0 else "frustration", abs(feeling))


def _emoticons(tally: _Tally, folded: str) -> None:
    if ":" not in folded and "<3" not in folded:
        return
    for sign, feeling in EMOTICONS.items():
        if sign in folded and (sign != ":/" or "://" not in folded):
            tally.add("praise" if feeling > 0 else "disappointment", abs(feeling))


def _emphasis(tally: _Tally, view: View) -> None:
    """Marks and capitals strengthen a feeling that the words already show; alone they show none."""
    if not tally.by_kind:
        return
    marks = view.folded.count("!!") + view.folded.count("??") + view.folded.count("?!")
    shouted = view.text.isupper() and len(view.words) >= _SHOUTED
    if marks or shouted:
        strongest = max(tally.by_kind, key=tally.by_kind.__getitem__)
        tally.add(strongest, 0.15 + 0.15 * shouted)


def _earlier(view: View) -> list[float]:
    """The valence of the customer's last turns, in order."""
    return [
        seen.sentiment
        for seen in view.before.recent
        if seen.author is ActorKind.CUSTOMER and seen.sentiment is not None
    ][-_TREND_OVER:]


def _kind(tally: _Tally, valence: float) -> str:
    if valence >= 0 or not tally.by_kind:
        return "positive" if valence > 0 else "neutral"
    by_kind = tally.by_kind
    return max(by_kind, key=lambda kind: (by_kind[kind], NEGATIVE.index(kind)))


SENTIMENT = Sentiment()
