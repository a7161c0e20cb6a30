"""One automaton for the phrases of all families: one walk along the words of a turn finds them all.

A word is two symbols, so that no node of the automaton has more than a few dozen children; the walk is linear in the
words, and a word that no phrase knows costs one step. Spelling mistakes and digits are folded to one word first.
"""

from collections.abc import Iterable, Mapping

import ahocorasick

from handrail_server.core.signals.grammar import NUMBER, Phrase, Phrases
from handrail_server.core.signals.negation import NEGATORS, governs
from handrail_server.core.signals.quotation import quoted, quotes_of, titled
from handrail_server.core.signals.spelling import CORRECTED, NUMBERS
from handrail_server.core.signals.view import Hit

_ARTICLES = frozenset({"a", "an", "the"})
"""Left out of phrases and texts alike: `speak to a person`, `speak to person`."""

MOST_HITS = 64
"""Of one family in one turn; more would tell nothing new."""

_RADIX = 64
_HIGH, _LOW = 0x100, 0x1000
_UNKNOWN = "\x01\x01"
_BREAKS = ".!?;"

Words = tuple[tuple[str, int, int], ...]
Meaning = tuple[str, str, float]


class Phrasebook:
    """Finds every phrase of every family in one pass."""

    def __init__(self, families: Mapping[str, Iterable[Phrases]]) -> None:
        meanings: dict[Phrase, tuple[Meaning, ...]] = {}
        for family, groups in families.items():
            for group in groups:
                meaning = ((family, group.kind, group.weight),)
                for written in group:
                    phrase = tuple([word for word in written if word not in _ARTICLES])
                    known = meanings.get(phrase, ())
                    meanings[phrase] = known + meaning if known and meaning[0] not in known else known or meaning
        meanings.pop((), None)
        self._codes = self._encode({word for phrase in meanings for word in phrase})
        self._automaton = ahocorasick.Automaton()
        found: dict[tuple[int, tuple[Meaning, ...]], tuple[int, tuple[Meaning, ...]]] = {}
        for phrase, meant in meanings.items():
            value = (len(phrase), meant)
            self._automaton.add_word("".join([self._codes[word] for word in phrase]), found.setdefault(value, value))
        self._automaton.make_automaton()

    def find(self, folded: str, words: Words) -> dict[str, tuple[Hit, ...]]:
        """The phrases in these words, by family; of two that overlap in one family the longer stands."""
        found: dict[str, list[tuple[int, int, str, float]]] = {}
        words = tuple([word for word in words if word[0] not in _ARTICLES])
        symbols = "".join([self._codes.get(word) or self._number(word) for word, _, _ in words])
        for end, (length, meant) in self._automaton.iter(symbols):
            last = end >> 1
            first = last - length + 1
            if length > 1 and _broken(folded, words[first][2], words[last][1]):
                continue
            for family, kind, weight in meant:
                _keep(found.setdefault(family, []), (first, last, kind, weight))
        return _hits(found, folded, words) if found else {}

    def _number(self, word: str) -> str:
        return self._codes.get(NUMBER, _UNKNOWN) if word.isdigit() else _UNKNOWN

    @staticmethod
    def _encode(vocabulary: set[str]) -> dict[str, str]:
        codes = {
            word: chr(_HIGH + number // _RADIX) + chr(_LOW + number % _RADIX)
            for number, word in enumerate(sorted(vocabulary))
        }
        for wrong, right in CORRECTED.items():
            if right in codes:
                codes.setdefault(wrong, codes[right])
        if NUMBER in codes:
            for word in NUMBERS:
                codes.setdefault(word, codes[NUMBER])
        return codes


def _broken(folded: str, start: int, end: int) -> bool:
    """A phrase does not reach over the end of a sentence."""
    return any(mark in _BREAKS for mark in folded[start:end])


def _keep(kept: list[tuple[int, int, str, float]], hit: tuple[int, int, str, float]) -> None:
    """Of overlapping hits the longer stands; those of several kinds at the very same words stand together."""
    first, last, _, _ = hit
    while kept and kept[-1][0] >= first and kept[-1][1] < last:
        kept.pop()
    if kept and first <= kept[-1][1] and kept[-1][:2] != hit[:2]:
        before_first, before_last = kept[-1][:2]
        if before_last - before_first >= last - first:
            return
        kept.pop()
    if len(kept) < MOST_HITS:
        kept.append(hit)


def _hits(found: dict[str, list[tuple[int, int, str, float]]], folded: str, words: Words) -> dict[str, tuple[Hit, ...]]:
    negators = [index for index, (word, _, _) in enumerate(words) if word in NEGATORS]
    quotes = quotes_of(folded) if '"' in folded else []
    hits: dict[str, tuple[Hit, ...]] = {}
    for family, kept in found.items():
        hits[family] = tuple(
            [
                Hit(
                    kind,
                    weight,
                    start := words[first][1],
                    words[last][2],
                    bool(negators) and governs(negators, first, folded, words),
                    titled(folded, words, first) or (bool(quotes) and quoted(quotes, start, folded)),
                )
                for first, last, kind, weight in kept
            ]
        )
    return hits
