"""What this viewer may not see is covered, character for character, so that every span still points where it did."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.signal import Evidence, Reading, Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE
from handrail_server.core.turns.turn import Turn

REGULATED: Final = frozenset({"regulated_data", "regulated_decision"})
"""The signals whose evidence is covered for viewers without the right to read it."""
COVER: Final = "█"
_LONGEST_LITERAL: Final = 64
_SHORTEST_LITERAL: Final = 2
_DIGITS_OF_A_NUMBER: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A part of a turn that the viewer does not see, and why."""

    turn: TurnNumber
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redactor:
    """Covers the regulated spans, and their words wherever else they come up (an answer that reads a number back)."""

    redactions: tuple[Redaction, ...] = ()
    _spoken: tuple[re.Pattern[str], ...] = field(default=(), repr=False)

    def turn(self, number: TurnNumber, text: str) -> str:
        """The text of a turn as the viewer may read it."""
        spans = [(part.start, part.end) for part in self.redactions if part.turn == number]
        return self.words(_covered(text, spans))

    def quote(self, turn: TurnNumber | None, start: int, end: int, words: str) -> str:
        """The words of a span, covered whole where any of it is."""
        hidden = any(part.turn == turn and part.start < end and start < part.end for part in self.redactions)
        return COVER * len(words) if hidden else self.words(words)

    def words(self, text: str) -> str:
        """Any other words, such as a captured value or a tool's result."""
        if not self._spoken:
            return text
        folded = fold(text)
        return _covered(text, [match.span() for pattern in self._spoken for match in pattern.finditer(folded)])


def redactor(turns: Sequence[Turn], readings: Mapping[TurnNumber, Sequence[Signal]], *, reads_all: bool) -> Redactor:
    """What must be covered in these turns; nothing for a viewer who may read regulated data."""
    if reads_all:
        return Redactor()
    texts = {turn.number: turn.text for turn in turns}
    parts = tuple(dict.fromkeys(_parts(texts, readings)))
    named = (part for part in parts if part.end - part.start <= _LONGEST_LITERAL)
    literals = dict.fromkeys(fold(texts[part.turn][part.start : part.end]).strip() for part in named)
    patterns = tuple(_pattern(literal) for literal in literals if len(literal) >= _SHORTEST_LITERAL)
    return Redactor(redactions=parts, _spoken=patterns)


def _parts(texts: Mapping[TurnNumber, str], readings: Mapping[TurnNumber, Sequence[Signal]]) -> Iterable[Redaction]:
    for number, signals in sorted(readings.items()):
        for signal in signals:
            if signal.name in REGULATED:
                yield from _of_signal(signal, number, texts)


def _of_signal(signal: Signal, number: TurnNumber, texts: Mapping[TurnNumber, str]) -> Iterable[Redaction]:
    """The spans; the whole turn where there may be more, since blind is never "nothing found" (law 4)."""
    kind = str(signal.values.get("kind", signal.name))
    spans = [one for one in signal.evidence if _is_span(one)]
    if (signal.reading is not Reading.READ or not spans or len(spans) >= MOST_EVIDENCE) and number in texts:
        yield Redaction(turn=number, start=0, end=len(texts[number]), kind=kind)
    for one in spans:
        turn = one.turn or number
        if turn in texts:
            yield Redaction(turn=turn, start=one.start, end=one.end, kind=kind)


def _is_span(evidence: Evidence) -> bool:
    return 0 <= evidence.start < evidence.end


def _pattern(literal: str) -> re.Pattern[str]:
    digits = [char for char in literal if char.isdigit()]
    if len(digits) >= _DIGITS_OF_A_NUMBER:
        return re.compile(r"[ .-]?".join(digits))
    return re.compile(rf"(?<!\w){re.escape(literal)}(?!\w)")


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = COVER * len(chars[start:end])
    return "".join(chars)
