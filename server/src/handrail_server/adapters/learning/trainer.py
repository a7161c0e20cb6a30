"""Fits a calibrated linear model to labelled turns: logistic regression over `matrix`, one row for each class.

Classes weigh the same however rare. Probabilities and bars come from turns that the fit did not see (cross-fitting by
conversation), so that they hold for new ones. Turns that stand alone may be looked at twice; whole conversations go by
words and by what was made of the turns before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from handrail_server.adapters.learning.checking import Checked, checked
from handrail_server.adapters.learning.fitting import fitted, rows_wanted
from handrail_server.adapters.learning.matrix import MEANING, Columns, columns_of, rows_of
from handrail_server.adapters.learning.sensing import headed, means_of, served
from handrail_server.adapters.learning.vectors import Vectors
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.learned.model import Family, Model, Part, nothing
from handrail_server.core.signals.learned.sense import Sense, Sentences

Floats = NDArray[np.float64]
_WORDS = 65_536


@dataclass(frozen=True, slots=True)
class LinearTrainer:
    """The `Trainer` port."""

    vectors: Vectors | None = None
    sentences: Sentences | None = None

    def train(self, name: str, examples: Sequence[Example]) -> Model:
        """See `Trainer`."""
        labels = tuple(sorted({example.label for example in examples}))
        if len(labels) < 2:
            raise Invalid(
                f"There is only the label {labels[0]!r} to learn from."
                if labels
                else "There is nothing to learn from.",
                fix="Give examples of at least two labels.",
            )
        columns = columns_of([example.read for example in examples], self.vectors)
        rows = rows_of([example.read for example in examples], columns)
        gold = np.array([labels.index(example.label) for example in examples])
        groups = [example.group for example in examples]
        alone = len(set(groups)) == len(groups)
        means = means_of(examples, self.sentences) if alone else None
        found = checked(rows, gold, labels, np.array(groups), means)
        weights, bias = fitted(rows, gold, labels, found.strength)
        sense = None
        if self.sentences is not None and means is not None and found.second is not None:
            sense = served(found.second, headed(*means, gold, rows_wanted(labels)), self.sentences)
        return _served(name, labels, columns, weights, bias, found, sense)


def _served(
    name: str,
    labels: tuple[str, ...],
    columns: Columns,
    weights: Floats,
    bias: Floats,
    found: Checked,
    sense: Sense | None,
) -> Model:
    first = columns.meaning_from
    meaning = weights[:, first : columns.around_from]
    vectors = columns.vectors

    def grams(known: Mapping[str, tuple[int, float]]) -> Family:
        def looked_up(gram: str) -> Part | None:
            if gram not in known:
                return None
            column, weight = known[gram]
            return weight * weight, tuple((weights[:, column] * weight).tolist())

        return _remembered(looked_up)

    def parts(word: str) -> Part | None:
        where, what, norm = columns.parts_in(word)
        return (norm, tuple((weights[:, where] @ what).tolist())) if len(where) else None

    def means(word: str) -> Part | None:
        known = vectors.of(word) if vectors is not None else None
        if known is None:
            return None
        from_vectors, norm = known
        return norm, tuple((meaning @ from_vectors * MEANING).tolist())

    return Model(
        name=name,
        version="1",
        labels=labels,
        bias=tuple(bias.tolist()),
        words=grams(columns.words),
        voiced=grams(columns.voiced) if columns.voiced else nothing,
        parts=_remembered(parts),
        meaning=_remembered(means),
        around={key: tuple(weights[:, columns.around_from + at].tolist()) for key, at in columns.around.items()},
        echoing=found.echoing,
        curves=found.curves,
        at=found.bars,
        sense=sense,
    )


def _remembered(family: Family) -> Family:
    """The same, each word worked out once."""
    return lru_cache(maxsize=_WORDS)(family)
