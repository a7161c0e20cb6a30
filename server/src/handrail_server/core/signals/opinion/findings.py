"""A model's answer as late signals: what it cannot show in the text it has not found."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Final

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.signals.signal import Evidence, Reading, Signal
from handrail_server.core.turns.written import COVER

VERSION: Final = "1"
"""Changes with the questions and with how they are asked."""
NO_EVIDENCE: Final = "NoEvidence"
MOST_QUOTES: Final = 4
_SHORTEST_QUOTE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a model answered to one question: how strongly it holds, and the words that show it."""

    signal: str
    score: float
    quotes: tuple[str, ...] = ()


def detector(model: str) -> str:
    """Who noticed it: the model is part of the version."""
    return f"second_opinion@{VERSION}:{model}"


def signals_of(
    findings: Iterable[Finding], *, shown: str, text: str, turn: TurnNumber, model: str
) -> tuple[Signal, ...]:
    """Late signals. `shown` is what the model read, as long as `text` and covered in places.

    A quote that does not stand in it word for word is dropped; a finding that is left without any is `blind`, since
    neither "it is so" nor "nothing found" was shown.
    """
    return tuple(_signal(each, shown, text, turn, model) for each in findings)


def blind_opinion(names: Iterable[str], error: str, *, model: str) -> tuple[Signal, ...]:
    """The signals of a model that did not answer."""
    return tuple(_blind(name, error, model) for name in names)


def _signal(finding: Finding, shown: str, text: str, turn: TurnNumber, model: str) -> Signal:
    if not (isfinite(finding.score) and 0.0 <= finding.score <= 1.0):
        return _blind(finding.signal, "Malformed", model)
    evidence = tuple(_evidence(finding.quotes, shown, text, turn))[:MOST_QUOTES]
    if finding.score > 0 and not evidence:
        return _blind(finding.signal, NO_EVIDENCE, model)
    return Signal(name=finding.signal, score=finding.score, detector=detector(model), evidence=evidence)


def _evidence(quotes: Iterable[str], shown: str, text: str, turn: TurnNumber) -> Iterable[Evidence]:
    for quote in dict.fromkeys(quotes):
        start = shown.find(quote)
        if len(quote.strip()) >= _SHORTEST_QUOTE and start >= 0 and COVER not in quote:
            end = start + len(quote)
            yield Evidence(turn=turn, start=start, end=end, value=text[start:end])


def _blind(name: str, error: str, model: str) -> Signal:
    return Signal(name=name, score=0.0, detector=detector(model), reading=Reading.BLIND, error=error)
