"""What this viewer may not see is covered, character for character, so that every span still points where it did."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.signals.detectors.identity_numbers import Found
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.personal import personal_data
from handrail_server.core.signals.signal import Evidence, Reading, Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE
from handrail_server.core.turns.turn import Turn
from handrail_server.core.turns.written import COVER

PERSONAL: Final = "personal_data"
"""The signal whose evidence is covered as personal data, beside what has a form of its own."""
_SHOWN: Final = frozenset({"web_address", "organisation", "date"})
"""Links, companies and dates tell little of a person, and people need them to understand the matter."""
REGULATED: Final = frozenset({"regulated_data", "regulated_decision"})
"""The signals whose evidence is covered for viewers without the right to read it."""
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
    """Covers spans, and their words wherever else they come up (an answer that reads a number back)."""

    redactions: tuple[Redaction, ...] = ()
    covers_forms: bool = False
    """Whether all that has the form of personal data is covered in any words, wherever they come from."""
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
        if not self._spoken and not self.covers_forms:
            return text
        folded = fold(text)
        spans = [match.span() for pattern in self._spoken for match in pattern.finditer(folded)]
        if self.covers_forms:
            spans += [(found.start, found.end) for found in _forms(folded)]
        return _covered(text, spans)


BY_FORM: Final = Redactor(covers_forms=True)
"""For words whose conversation is not at hand, such as the evidence in a list of cases."""


def redactor(
    turns: Sequence[Turn],
    readings: Mapping[TurnNumber, Sequence[Signal]],
    *,
    reads_regulated: bool = False,
    reads_personal: bool = False,
) -> Redactor:
    """What must be covered in these turns for a viewer; who may read regulated data may read personal data."""
    reads_personal |= reads_regulated
    names = frozenset[str]() if reads_regulated else REGULATED
    if not reads_personal:
        names |= {PERSONAL}
    texts = {turn.number: turn.text for turn in turns}
    parts = list(dict.fromkeys(_parts(texts, readings, names)))
    named = (part for part in parts if part.end - part.start <= _LONGEST_LITERAL)
    literals = dict.fromkeys(fold(texts[part.turn][part.start : part.end]).strip() for part in named)
    patterns = tuple(_pattern(literal) for literal in literals if len(literal) >= _SHORTEST_LITERAL)
    if not reads_personal:
        parts += _by_form(texts, parts)
    return Redactor(redactions=tuple(parts), covers_forms=not reads_personal, _spoken=patterns)


def _by_form(texts: Mapping[TurnNumber, str], covered: Sequence[Redaction]) -> list[Redaction]:
    """What has the form of personal data and is not covered already."""
    taken = {number: [(part.start, part.end) for part in covered if part.turn == number] for number in texts}
    return [
        Redaction(turn=number, start=found.start, end=found.end, kind=found.kind)
        for number, text in texts.items()
        for found in _forms(fold(text))
        if not any(start <= found.start and found.end <= end for start, end in taken[number])
    ]


def _forms(folded: str) -> list[Found]:
    return [found for found in personal_data(folded) if found.kind not in _SHOWN]


def _parts(
    texts: Mapping[TurnNumber, str], readings: Mapping[TurnNumber, Sequence[Signal]], names: frozenset[str]
) -> Iterable[Redaction]:
    for number, signals in sorted(readings.items()):
        for signal in signals:
            if signal.name in names:
                yield from _of_signal(signal, number, texts)


def _of_signal(signal: Signal, number: TurnNumber, texts: Mapping[TurnNumber, str]) -> Iterable[Redaction]:
    """The spans; the whole turn where there may be more, since blind is never "nothing found" (law 4)."""
    kind = str(signal.values.get("kind", signal.name))
    spans = [one for one in signal.evidence if _is_span(one)]
    if (signal.reading is not Reading.READ or not spans or len(spans) >= MOST_EVIDENCE) and number in texts:
        yield Redaction(turn=number, start=0, end=len(texts[number]), kind=kind)
    for one in spans:
        turn = one.turn or number
        if turn in texts and one.fact not in _SHOWN:
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
