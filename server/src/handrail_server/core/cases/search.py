"""By which words a conversation or a customer is found, and which words a question asks for.

Words are folded (case, accents, quotes). Scripts without spaces are cut into pairs of characters, so that any part of a
sentence finds it. A word of three characters or more also finds those that begin with it: `refund` finds `refunds`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from handrail_server.core.signals.folding import fold, words_of

LONGEST_WORD: Final = 40
MOST_WORDS: Final = 500
"""Of one turn: a pasted dictionary is found by its first words."""
MOST_ASKED: Final = 8
_BEGINS: Final = 3
_LAST: Final = "\U0010ffff"
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")

Range = tuple[str, str]
"""The lowest and the highest word that would do."""


def words_in(text: str) -> tuple[str, ...]:
    """The different words of a text, in the order in which they come."""
    return tuple(dict.fromkeys(word for word, _, _ in _spans(text)))[:MOST_WORDS]


def code_word(code: str) -> str:
    """The word by which a reason is found; no text has it."""
    return f"#{code}"


def asked(question: str, codes: Iterable[str] = ()) -> tuple[Range, ...]:
    """What must all be there."""
    words = words_in(question)[:MOST_ASKED]
    reasons = (code_word(code) for code in codes)
    return tuple(dict.fromkeys([*map(_range, words), *((reason, reason) for reason in reasons)]))


def matches(asked: Range, words: Iterable[str]) -> bool:
    """Whether any of the words would do."""
    return any(asked[0] <= word <= asked[1] for word in words)


def matched(ranges: Iterable[Range], text: str) -> tuple[tuple[int, int], ...]:
    """The places of the text where any of the words stands."""
    wanted = tuple(ranges)
    return tuple((start, end) for word, start, end in _spans(text) if any(a <= word <= b for a, b in wanted))


def _range(word: str) -> Range:
    return (word, word + _LAST if len(word) >= _BEGINS else word)


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    for word, start, end in words_of(fold(text)):
        if _UNSPACED.search(word):
            yield from _pairs(word, start)
        else:
            yield word[:LONGEST_WORD], start, end


def _pairs(word: str, start: int) -> Iterator[tuple[str, int, int]]:
    for run in _UNSPACED.finditer(word):
        begins, ends = run.span()
        for place in range(begins, max(begins + 1, ends - 1)):
            yield word[place : min(place + 2, ends)], start + place, start + min(place + 2, ends)
    for rest in re.finditer(r"\w+", _UNSPACED.sub(lambda found: " " * len(found.group()), word)):
        yield rest.group()[:LONGEST_WORD], start + rest.start(), start + rest.end()
