"""Curves for confidence, fitted to judged answers, with how far confidence lies from the truth before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.learning.confidence import FOLDS, JudgedAnswer, fitted_curve
from handrail_server.core.learning.judging.figures import calibration_error
from handrail_server.core.learning.judging.intervals import interval
from handrail_server.core.learning.proposal import Figure
from handrail_server.core.signals.calibration import Calibration, TopicCurve

ECE: Final = "ece"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrating:
    """A calibration that may be proposed."""

    calibration: Calibration
    figures: tuple[Figure, ...]
    """The calibration error, of all answers and of each topic with a curve of its own."""
    better: float


def calibrating(answers: Sequence[JudgedAnswer], draws: Sequence[Sequence[int]]) -> Calibrating | None:
    """Curves for all answers and for each topic with enough of its own; None where there is too little.

    The figures are of answers that their curve was not fitted to (five folds). A draw names answers, with repetition.
    """
    calibration = _fitted(answers)
    if calibration is None:
        return None
    after = _unseen(answers)
    everything = range(len(answers))
    figures = tuple(
        _figure(curve.topic, answers, after, [place for place in everything if _is(answers[place], curve)], draws)
        for curve in calibration.curves
    )
    right, sure = [each.right for each in answers], [each.confidence for each in answers]
    wins = sum(_error(right, after, draw) < _error(right, sure, draw) for draw in draws)
    return Calibrating(calibration=calibration, figures=figures, better=round(wins / len(draws), 4) if draws else 0.5)


def _is(answer: JudgedAnswer, curve: TopicCurve) -> bool:
    return curve.topic is None or answer.topic == curve.topic


def _fitted(answers: Sequence[JudgedAnswer]) -> Calibration | None:
    everything = fitted_curve(None, answers)
    if everything is None:
        return None
    topics = sorted({each.topic for each in answers if each.topic is not None})
    own = (fitted_curve(topic, [each for each in answers if each.topic == topic]) for topic in topics)
    return Calibration(curves=(everything, *(curve for curve in own if curve is not None)))


def _unseen(answers: Sequence[JudgedAnswer]) -> list[float]:
    """What each answer's confidence would be worth by curves that were fitted to the others."""
    after = [each.confidence for each in answers]
    for fold in range(FOLDS):
        rest = [each for place, each in enumerate(answers) if place % FOLDS != fold]
        calibration = _fitted(rest)
        for place in range(fold, len(answers), FOLDS):
            curve = None if calibration is None else calibration.of(answers[place].topic)
            after[place] = after[place] if curve is None else curve.at(after[place])
    return after


def _figure(
    topic: str | None,
    answers: Sequence[JudgedAnswer],
    after: Sequence[float],
    places: Sequence[int],
    draws: Sequence[Sequence[int]],
) -> Figure:
    right, sure = [each.right for each in answers], [each.confidence for each in answers]
    here = frozenset(places)
    drawn = [[place for place in draw if place in here] for draw in draws]
    alone = [(place,) for place in range(len(answers))]

    def between(values: Sequence[float]) -> tuple[float, float]:
        low, high = interval(alone, drawn, lambda chosen: _error(right, values, chosen))
        return round(low, 4), round(high, 4)

    return Figure(
        name=ECE,
        topic=topic,
        count=len(places),
        before=round(_error(right, sure, places), 4),
        before_between=between(sure),
        after=round(_error(right, after, places), 4),
        after_between=between(after),
    )


def _error(right: Sequence[bool], values: Sequence[float], places: Sequence[int]) -> float:
    return calibration_error([right[place] for place in places], [values[place] for place in places])
