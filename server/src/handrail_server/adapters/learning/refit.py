"""A signal fitted anew to an organisation's labels, and measured on turns that its fit did not see."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from handrail_server.adapters.learning.compiled import compiled
from handrail_server.adapters.learning.fitting import STRENGTH, fitted
from handrail_server.adapters.learning.matrix import columns_of, rows_of
from handrail_server.adapters.learning.vectors import Vectors
from handrail_server.core.learning.examples import Example
from handrail_server.core.learning.judging.calibrating import best_bar, platt
from handrail_server.core.learning.judging.compared import FOLDS, Judgings, compared, folds_of
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.learned.model import Curve, Read
from handrail_server.core.signals.learned.pieces import pieces_of
from handrail_server.core.signals.learned.tables import THOUSANDTHS, Tables, model_of
from handrail_server.ports.learning import LabelledText, Refit

Floats = NDArray[np.float64]
DRAWS: Final = 200
OWN: Final = "own"
"""The version is counted where it is proposed: the same labels give the same numbers."""
_LABELS: Final = ("0", "1")


def refit(name: str, rows: Sequence[LabelledText], base: Tables, vectors: Vectors) -> Refit:
    """See `Refitter`. The same rows in the same order give the same numbers."""
    reads = [Read(pieces=pieces_of(fold(row.text))) for row in rows]
    gold, groups = [row.yes for row in rows], [row.group for row in rows]
    odds = _unseen(reads, np.array(gold, dtype=np.int64), np.array(folds_of(groups)), vectors)
    curve = platt(odds.tolist(), gold)
    examples = [
        Example(read=read, label=_LABELS[row.yes], group=row.group) for read, row in zip(reads, rows, strict=True)
    ]
    tables = replace(
        compiled(name, OWN, examples, vectors),
        slope=round(curve.slope * THOUSANDTHS),
        shift=round(curve.shift * THOUSANDTHS),
        at=round(best_bar([curve.at(each) for each in odds.tolist()], gold) * THOUSANDTHS),
    )
    after = _calibrated(odds, gold, folds_of(groups))
    old = model_of(base)
    fresh = [place for place, row in enumerate(rows) if row.fresh]
    judged = Judgings(
        gold=[gold[place] for place in fresh],
        before=[old.probabilities(reads[place])[0] for place in fresh],
        after=[after[place] for place in fresh],
        groups=[groups[place] for place in fresh],
    )
    figures, better = compared(judged, _draws(len(set(judged.groups))))
    return Refit(tables=tables, figures=figures, better=better)


def _unseen(reads: Sequence[Read], gold: NDArray[np.int64], folds: NDArray[np.int64], vectors: Vectors) -> Floats:
    """The log-odds of each turn, from a fit to other conversations; its columns are learnt without it as well."""
    odds = np.zeros(len(reads))
    for out in range(FOLDS):
        there = folds == out
        seen = [read for read, away in zip(reads, there.tolist(), strict=True) if not away]
        unseen = [read for read, away in zip(reads, there.tolist(), strict=True) if away]
        if unseen:
            columns = columns_of(seen, vectors)
            weights, bias = fitted(rows_of(seen, columns), gold[~there], _LABELS, STRENGTH)
            odds[there] = (rows_of(unseen, columns) @ weights.T + bias)[:, 0]
    return odds


def _calibrated(odds: Floats, gold: Sequence[bool], folds: Sequence[int]) -> list[float]:
    """Probabilities by curves that were not fitted to the same fold."""
    curves: list[Curve] = []
    for out in range(FOLDS):
        rest = [place for place, fold_of in enumerate(folds) if fold_of != out]
        curves.append(platt([float(odds[place]) for place in rest], [gold[place] for place in rest]))
    return [curves[fold_of].at(float(each)) for each, fold_of in zip(odds, folds, strict=True)]


def _draws(count: int) -> list[list[int]]:
    chance = random.Random(0)  # noqa: S311  no secret: the same labels give the same interval
    return [chance.choices(range(count), k=count) for _ in range(DRAWS)] if count else []
