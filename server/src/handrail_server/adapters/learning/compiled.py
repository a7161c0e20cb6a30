"""A fitted model as tables, so that it can be kept, compared, and served without what fitted it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from handrail_server.adapters.learning.fitting import STRENGTH, fitted
from handrail_server.adapters.learning.matrix import MEANING, columns_of, rows_of
from handrail_server.adapters.learning.polishing import polished
from handrail_server.adapters.learning.sensing import headed, means_of, sensed
from handrail_server.adapters.learning.vectors import Vectors
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.learned.sense import Sentences
from handrail_server.core.signals.learned.tables import THOUSANDTHS, Entry, SenseTable, Tables

Floats = NDArray[np.float64]
UNSURE = 3.5
"""The words leave it open where their log-odds lie within so much of even odds: 3 to 97 in 100. The half of the turns
that is nearest, as models of one's own have it, would be the half of these sets, which are plainer than a customer's.
"""
_UNSEEN = 5
"""The words' and the sentence's log-odds are compared on each fifth turn, by fits without those."""


def compiled(
    name: str, version: str, examples: Sequence[Example], vectors: Vectors, sentences: Sentences | None = None
) -> Tables:
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
        sense=_second_look(rows, gold, labels, means_of(examples, sentences)),
    )


def _second_look(
    rows: sparse.csr_matrix,
    gold: NDArray[np.int64],
    labels: Sequence[str],
    means: tuple[Floats, NDArray[np.bool_]] | None,
) -> SenseTable | None:
    """The head on the words' scale: what the sentence says in one direction counts as much as the words do."""
    if means is None:
        return None
    seen, known = means
    out = np.arange(len(gold)) % _UNSEEN == 0
    weights, bias = fitted(rows[~out], gold[~out], labels, STRENGTH)
    by_sentence = sensed(headed(seen[~out], known[~out], gold[~out], [1], STRENGTH), seen[out])
    scale = float((rows[out] @ weights.T + bias).std() / max(1e-9, by_sentence.std()))
    head = headed(seen, known, gold, [1], STRENGTH)
    return SenseTable(
        centre=tuple(map(_whole, head.centre)),
        weights=tuple(_whole(weight * scale) for weight in head.weights[0]),
        bias=_whole(head.bias[0] * scale),
        low=_whole(-UNSURE),
        high=_whole(UNSURE),
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
