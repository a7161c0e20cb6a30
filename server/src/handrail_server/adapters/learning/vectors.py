"""What words mean, as vectors: a word that no label names is read like its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_MOST = 24
"""A word is cut into at most so many pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """A table of word pieces; a piece that goes on within a word begins with `##`."""

    table: NDArray[np.int8]
    scale: float
    rows: Mapping[str, int]
    known: dict[str, tuple[Floats, float] | None] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many dimensions."""
        return int(self.table.shape[1])

    def of(self, word: str) -> tuple[Floats, float] | None:
        """The word's vector and its squared length; None where the table does not know its letters."""
        if word in self.known:
            return self.known[word]
        rows = self._pieces(word)
        found = None
        if rows:
            vector = self.table[rows].astype(np.float64).sum(axis=0) * self.scale
            found = (vector, float(vector @ vector))
        self.known[word] = found
        return found

    def _pieces(self, word: str) -> list[int]:
        """The fewest longest pieces from the left."""
        rows: list[int] = []
        start = 0
        while start < len(word):
            row, end = None, min(len(word), start + _MOST)
            while end > start:
                row = self.rows.get(("##" if start else "") + word[start:end])
                if row is not None:
                    break
                end -= 1
            if row is None or len(rows) == _MOST:
                return []
            rows.append(row)
            start = end
        return rows
