"""What a confidence is worth: curves by topic, from the answers of this organisation that people judged.

The confidence as it was given is kept beside the calibrated one: in the signal's values, in its evidence, and in what
later turns remember, so that the next curve is fitted to what agents say and not to what was made of it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log
from typing import Final, Literal

from handrail_server.core.signals.learned.model import sigmoid
from handrail_server.core.signals.signal import Evidence, Reading, Signal

CALIBRATED: Final = "low_confidence"
CONFIDENCE: Final = "confidence"
RAW: Final = "raw"
"""The value that holds the confidence as it was given."""
_EDGE: Final = 0.001
"""Nothing is ever certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCurve:
    """From confidence to the probability that the answer is right, for one topic (None: all others)."""

    topic: str | None
    method: Literal["platt", "isotonic"]
    slope: float = 1.0
    shift: float = 0.0
    edges: tuple[float, ...] = ()
    levels: tuple[float, ...] = ()
    """For `isotonic`: from each edge on the level beside it."""

    def at(self, confidence: float) -> float:
        """0..1, rising with the confidence."""
        if self.method == "platt":
            return sigmoid(self.slope * log_odds(confidence) + self.shift)
        return _inside(self.levels[max(0, bisect_right(self.edges, confidence) - 1)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All curves that were fitted together."""

    curves: tuple[TopicCurve, ...]

    def of(self, topic: str | None) -> TopicCurve | None:
        """The topic's own curve, else the one for all others."""
        own = next((curve for curve in self.curves if curve.topic == topic), None)
        return own or next((curve for curve in self.curves if curve.topic is None), None)


def calibrated(
    signals: Iterable[Signal], calibration: Calibration, *, version: str, topic: str | None
) -> tuple[Signal, ...]:
    """The signals with the confidence at its worth; `version` is named beside the detector's."""
    curve = calibration.of(topic)
    if curve is None:
        return tuple(signals)
    return tuple(_worth(signal, curve, version) for signal in signals)


def log_odds(confidence: float) -> float:
    """ln(p / (1 − p)), kept finite."""
    kept = _inside(confidence)
    return log(kept / (1 - kept))


def _inside(share: float) -> float:
    return min(1 - _EDGE, max(_EDGE, share))


def _worth(signal: Signal, curve: TopicCurve, version: str) -> Signal:
    raw = signal.values.get(CONFIDENCE)
    if signal.name != CALIBRATED or signal.reading is not Reading.READ or not isinstance(raw, float):
        return signal
    worth = round(curve.at(raw), 4)
    return replace(
        signal,
        score=round(1.0 - worth, 4),
        detector=f"{signal.detector}+{version}",
        evidence=(*signal.evidence, Evidence(fact="confidence.raw", value=f"{raw:.4f}")),
        values={**signal.values, CONFIDENCE: worth, RAW: raw},
    )
