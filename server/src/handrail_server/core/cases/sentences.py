"""A text's sentences with their spans, in linear time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.signals.folding import fold, words_of

_END: Final = re.compile(r"[.!?…]+(?=\s|$)|\n+")
LONGEST: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Words of one turn. `shortened`: the original goes on; the turn has all of it."""

    turn: TurnNumber
    start: int
    end: int
    text: str
    shortened: bool = False

    @property
    def question(self) -> bool:
        """Whether it asks something."""
        return self.text.endswith("?")


def sentences(turn: TurnNumber, text: str) -> tuple[Sentence, ...]:
    """The sentences of a turn, in order; none is empty."""
    found: list[Sentence] = []
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        sentence = _trimmed(turn, text, start, end)
        if sentence is not None:
            found.append(sentence)
        start = end
    return tuple(found)


def content_words(text: str) -> frozenset[str]:
    """The folded words that carry meaning."""
    return frozenset(word for word, _, _ in words_of(fold(text)) if len(word) > 2 and word not in _EMPTY)


def telling(said: Sequence[Sentence]) -> Sentence | None:
    """The sentence that says most, the first of equals; `No problem!` is said too, but says nothing."""
    return max(said, key=lambda sentence: len(content_words(sentence.text)), default=None)


def _trimmed(turn: TurnNumber, text: str, start: int, end: int) -> Sentence | None:
    words = text[start:end].strip()
    if not words:
        return None
    start += text[start:end].index(words[0])
    shortened = len(words) > LONGEST
    shown = words[: LONGEST - 1] + "…" if shortened else words
    return Sentence(turn=turn, start=start, end=start + len(words), text=shown, shortened=shortened)


_EMPTY: Final = frozenset(
    "the and you your for with that this have has had was were are but not can could would will just from they them "
    "what when how why who which been its it's i'm im our out all any about there their then than too very please hi "
    "hello hey thanks thank yes okay sure also get got one some here into only over because after before did does "
    "don't dont doesn't doesnt let know like want need help helping assist assistance appreciate patience much great "
    "welcome perfect nice day good glad sure feel free reach future further whenever ready questions "
    "time take hesitate thing anything everything else now that's thats that'll".split()
)
