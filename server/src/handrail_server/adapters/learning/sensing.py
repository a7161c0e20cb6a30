"""Fits a model's second look: a head over whole sentences, asked for the half of the turns that words leave open.

Words and sentence are fitted apart and averaged. Fitted together, the many columns of the words explain all examples by
themselves and leave the sentence little to say, which is what would have held for other texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from handrail_server.core.learning.examples import Example
from handrail_server.core.learning.judging.calibrating import best_bar, platt
from handrail_server.core.signals.learned.sense import Head, Sense, Sentences, margin

Floats = NDArray[np.float64]
STRENGTH = 5.0
"""How freely the head may follow its examples, whose directions have the length 1."""
ASKED = 0.5
"""The share of the turns that is looked at twice."""
_KNOWN = 0.5
"""With fewer of the turns in words that the reader knows, the sentence is left out."""
_PARTS = (0.5, 0.35, 0.2, 0.65)
_ENOUGH = 400
_WORTH = 0.002
"""So much less surprising by unseen turns the second look must make a model, to be worth its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """A second look as it is being fitted: by what it counts, and how far."""

    scales: Floats
    part: float
    low: float
    high: float

    def both(self, odds: Floats, sensed: Floats, known: NDArray[np.bool_]) -> Floats:
        """Log-odds by words; by both where they are asked."""
        margins = np.array([margin(row) for row in odds.tolist()])
        asked = known & (self.low <= margins) & (margins <= self.high)
        return np.where(asked[:, None], (1.0 - self.part) * odds + self.part * sensed * self.scales, odds)


def means_of(examples: Sequence[Example], sentences: Sentences | None) -> tuple[Floats, NDArray[np.bool_]] | None:
    """A direction for each turn and whether it has one; None where there is no reader or it knows too few."""
    if sentences is None:
        return None
    found = [sentences.mean(tuple(word for word, _, _ in example.read.pieces)) for example in examples]
    known = np.array([mean is not None for mean in found])
    if known.mean() < _KNOWN:
        return None
    width = len(next(mean for mean in found if mean is not None))
    return np.array([mean if mean is not None else (0.0,) * width for mean in found]), known


def headed(
    means: Floats, known: NDArray[np.bool_], gold: NDArray[np.int64], wanted: Sequence[int], strength: float = STRENGTH
) -> Head:
    """The head of these turns."""
    centre = means[known].mean(axis=0)
    seen, of = _directions(means[known], centre), gold[known]
    weights, bias = [], []
    for label in wanted:
        if not 0 < int((of == label).sum()) < len(of):
            weights.append((0.0,) * means.shape[1])
            bias.append(-5.0)
            continue
        found = LogisticRegression(C=strength, class_weight="balanced", max_iter=500).fit(seen, of == label)
        weights.append(tuple(found.coef_[0].tolist()))
        bias.append(float(found.intercept_[0]))
    return Head(centre=tuple(centre.tolist()), weights=tuple(weights), bias=tuple(bias))


def sensed(head: Head, means: Floats) -> Floats:
    """The log-odds that the head gives to these turns."""
    found: Floats = _directions(means, np.array(head.centre)) @ np.array(head.weights).T + np.array(head.bias)
    return found


def second_look(
    odds: Floats, by_sentence: Floats, known: NDArray[np.bool_], there: NDArray[np.bool_]
) -> tuple[Second, Floats] | None:
    """The look that surprises least, by log-odds of turns that no fit had seen; None where none is worth it."""
    scales = odds.std(axis=0) / np.maximum(by_sentence.std(axis=0), 1e-9)
    low, high = _open(odds, there)
    looks = [
        Second(scales=scales, part=part, low=low, high=high)
        for part in (_PARTS if len(odds) >= _ENOUGH else _PARTS[:1])
    ]
    tried = [(surprise(look.both(odds, by_sentence, known), there), look) for look in looks]
    least, best = min(tried, key=lambda one: one[0])
    if len(odds) >= _ENOUGH and least > surprise(odds, there) - _WORTH:
        return None
    return best, best.both(odds, by_sentence, known)


def surprise(odds: Floats, there: NDArray[np.bool_]) -> float:
    """The mean log-loss of calibrated log-odds."""
    return -float(np.log(np.clip(np.where(there, p := calibrated(odds, there), 1.0 - p), 1e-9, 1.0)).mean())


def calibrated(odds: Floats, there: NDArray[np.bool_]) -> Floats:
    """Probabilities, each row by Platt's line."""
    lines = [platt(odds[:, row].tolist(), there[:, row].tolist()) for row in range(odds.shape[1])]
    return np.column_stack([[line.at(x) for x in odds[:, row]] for row, line in enumerate(lines)])


def served(second: Second, head: Head, sentences: Sentences) -> Sense:
    """What the model takes along."""
    scaled = Head(
        centre=head.centre,
        weights=tuple(
            tuple((np.array(row) * scale).tolist()) for row, scale in zip(head.weights, second.scales, strict=True)
        ),
        bias=tuple((np.array(head.bias) * second.scales).tolist()),
    )
    return Sense(
        bias=scaled.bias,
        shares=sentences.shares(scaled),
        low=second.low,
        high=second.high,
        part=second.part,
    )


def _open(odds: Floats, there: NDArray[np.bool_]) -> tuple[float, float]:
    """Between which margins lies the share of the turns that is nearest to being undecided."""
    margins = np.array([margin(row) for row in odds.tolist()])
    if odds.shape[1] > 1:
        return 0.0, float(np.quantile(margins, ASKED))
    middle = best_bar(odds[:, 0].tolist(), there[:, 0].tolist())
    reach = float(np.quantile(np.abs(margins - middle), ASKED))
    return middle - reach, middle + reach


def _directions(means: Floats, centre: Floats) -> Floats:
    away = means - centre
    found: Floats = away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    return found
