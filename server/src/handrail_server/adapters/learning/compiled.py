"""A fitted model as tables, so that it can be kept, compared, and served without what fitted it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from handrail_server.adapters.learning.matrix import MEANING, columns_of, rows_of
from handrail_server.adapters.learning.polishing import polished
from handrail_server.adapters.learning.trainer import STRENGTH, fitted
from handrail_server.adapters.learning.vectors import Vectors
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.learned.tables import THOUSANDTHS, Entry, Tables

Floats = NDArray[np.float64]


def compiled(name: str, version: str, examples: Sequence[Example], vectors: Vectors) -> Tables:
    """The tables of a model of two labels. Every number is rounded to thousandths, so that machines agree on it."""
    labels = sorted({example.label for example in examples})
    if len(labels) != 2:
        raise Invalid(f"{name} takes two labels, not {len(labels)}.", fix="Say of each example whether it is one.")
    reads = [example.read for example in examples]
    columns = columns_of(reads, vectors)
    gold = np.array([labels.index(example.label) for example in examples])
    rows = rows_of(reads, columns)
    weights, bias = fitted(rows, gold, labels, STRENGTH)
    row, bias_of_row = polished(rows, gold == 1, weights[0], float(bias[0]), strength=STRENGTH)
    meaning = row[columns.meaning_from : columns.around_from]
    return Tables(
        name=name,
        version=version,
        labels=(labels[0], labels[1]),
        bias=_whole(bias_of_row),
        words=_grams(columns.words, row),
        parts=_grams(columns.parts, row),
        meaning=_pieces(vectors, meaning),
    )


def _grams(grams: Mapping[str, tuple[int, float]], row: Floats) -> dict[str, Entry]:
    return {gram: (_whole(weight), _whole(weight * row[column])) for gram, (column, weight) in grams.items()}


def _pieces(vectors: Vectors, meaning: Floats) -> dict[str, Entry]:
    table = vectors.table.astype(np.float64) * vectors.scale
    lengths = np.sqrt((table * table).sum(axis=1))
    adds = table @ meaning * MEANING
    return {piece: (_whole(lengths[row]), _whole(adds[row])) for piece, row in vectors.rows.items()}


def _whole(number: float) -> int:
    return round(float(number) * THOUSANDTHS)
