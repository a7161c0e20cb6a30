"""Labelled turns as a sparse matrix; its columns are words, pairs, the same by author, parts, meaning, circumstances.

A row is what `Model.log_odds` will add up, family by family, so that what is fitted is exactly what is served.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from handrail_server.adapters.learning.vectors import Vectors
from handrail_server.core.signals.learned.model import Read
from handrail_server.core.signals.learned.pieces import parts_of

Floats = NDArray[np.float64]
MEANING = 2.0
"""How much the meaning of a word weighs beside the word itself."""
_RARE_WORD, _RARE_PART, _RARE_AROUND = 2, 3, 2
"""Seen in fewer turns it is not learnt."""
_FEW = 400
"""With fewer turns each word counts, however rare."""
_KEPT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column each gram has, and its weight (inverse document frequency)."""

    words: dict[str, tuple[int, float]]
    voiced: dict[str, tuple[int, float]]
    """Words and pairs by author; empty where all turns are one side's."""
    parts: dict[str, tuple[int, float]]
    around: dict[str, int]
    vectors: Vectors | None
    known: dict[str, tuple[NDArray[np.int64], Floats, float]] = field(default_factory=dict)

    @property
    def meaning_from(self) -> int:
        """The first column of the meaning."""
        return len(self.words) + len(self.voiced) + len(self.parts)

    @property
    def around_from(self) -> int:
        """The first column of the circumstances."""
        return self.meaning_from + (self.vectors.size if self.vectors else 0)

    @property
    def size(self) -> int:
        """How many there are."""
        return self.around_from + len(self.around)

    def parts_in(self, word: str) -> tuple[NDArray[np.int64], Floats, float]:
        """The columns of the word's parts, their weights, and their squared length."""
        found = self.known.get(word)
        if found is None:
            seen = [known for part in parts_of(word) if (known := self.parts.get(part))]
            weights = np.array([weight for _, weight in seen])
            columns = np.array([column for column, _ in seen], dtype=np.int64)
            found = self.known[word] = (columns, weights, float(weights @ weights))
        return found


def columns_of(reads: Sequence[Read], vectors: Vectors | None) -> Columns:
    """The columns that these turns give."""
    words: Counter[str] = Counter()
    voiced: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    around: Counter[str] = Counter()
    both_sides = len({read.author for read in reads}) > 1
    for read in reads:
        texts = [word for word, _, _ in read.pieces]
        grams = {*texts, *pairs(texts)}
        words.update(grams)
        if both_sides:
            voiced.update({f"{read.author}: {gram}" for gram in grams})
        parts.update({part for word in set(texts) for part in _parts(word)})
        around.update(read.around.keys())
    rarely = 1 if len(reads) < _FEW else 0
    count = len(reads)
    named = _weighed(words, _RARE_WORD - rarely, count, 0)
    by_author = _weighed(voiced, _RARE_WORD - rarely, count, len(named))
    return Columns(
        words=named,
        voiced=by_author,
        parts=_weighed(parts, _RARE_PART - rarely, count, len(named) + len(by_author)),
        around={name: at for at, name in enumerate(sorted(n for n, seen in around.items() if seen >= _RARE_AROUND))},
        vectors=vectors,
    )


def rows_of(reads: Sequence[Read], columns: Columns) -> sparse.csr_matrix:
    """The matrix."""
    at: list[NDArray[np.int64]] = []
    values: list[Floats] = []
    ends = [0]
    for read in reads:
        size = ends[-1]
        for where, what in _row(read, columns):
            at.append(where)
            values.append(what)
            size += len(where)
        ends.append(size)
    matrix = sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(at), np.array(ends)), shape=(len(reads), columns.size)
    )
    matrix.sum_duplicates()
    return matrix


def pairs(words: Sequence[str]) -> list[str]:
    """Neighbours."""
    return [f"{one} {two}" for one, two in pairwise(words)]


def _row(read: Read, columns: Columns) -> Iterable[tuple[NDArray[np.int64], Floats]]:
    texts = [word for word, _, _ in read.pieces]
    grams = [*texts, *pairs(texts)]
    yield from _alike_long([known for gram in grams if (known := columns.words.get(gram))])
    if columns.voiced:
        yield from _alike_long([known for gram in grams if (known := columns.voiced.get(f"{read.author}: {gram}"))])
    parts = [columns.parts_in(word) for word in texts]
    length = sqrt(sum(norm for _, _, norm in parts))
    if length:
        yield np.concatenate([where for where, _, _ in parts]), np.concatenate([what for _, what, _ in parts]) / length
    if columns.vectors is not None:
        yield from _meaning(texts, columns, columns.vectors)
    around = [(columns.around[name], value) for name, value in read.around.items() if name in columns.around]
    if around:
        yield (
            np.array([columns.around_from + column for column, _ in around]),
            np.array([value for _, value in around]),
        )


def _alike_long(seen: Sequence[tuple[int, float]]) -> Iterable[tuple[NDArray[np.int64], Floats]]:
    if seen:
        length = sqrt(sum(weight * weight for _, weight in seen))
        yield np.array([column for column, _ in seen]), np.array([weight / length for _, weight in seen])


def _meaning(texts: Sequence[str], columns: Columns, vectors: Vectors) -> Iterable[tuple[NDArray[np.int64], Floats]]:
    found = [known for word in texts if (known := vectors.of(word)) is not None]
    length = sqrt(sum(norm for _, norm in found))
    if length:
        total = np.sum([vector for vector, _ in found], axis=0) * (MEANING / length)
        yield columns.meaning_from + np.arange(vectors.size), total


def _weighed(seen: Counter[str], least: int, count: int, first: int) -> dict[str, tuple[int, float]]:
    """Columns from `first` on, in the order of the alphabet; the most frequent where there are too many."""
    kept = [gram for gram, times in seen.items() if times >= least]
    if len(kept) > _KEPT:
        kept = sorted(kept, key=lambda gram: (-seen[gram], gram))[:_KEPT]
    return {
        gram: (first + column, log((1 + count) / (1 + seen[gram])) + 1.0) for column, gram in enumerate(sorted(kept))
    }


@lru_cache(maxsize=65_536)
def _parts(word: str) -> frozenset[str]:
    return frozenset(parts_of(word))
