"""What words mean, as vectors: a word that no label names is read like its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from handrail_server.core.signals.learned.pieces import meaning_pieces

Floats = NDArray[np.float64]


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
        """The word's vector and the squared lengths of its pieces; None where the table does not know its letters."""
        if word in self.known:
            return self.known[word]
        rows = [self.rows[piece] for piece in meaning_pieces(word, self.rows)]
        found = None
        if rows:
            vectors = self.table[rows].astype(np.float64) * self.scale
            found = (vectors.sum(axis=0), float((vectors * vectors).sum()))
        self.known[word] = found
        return found
