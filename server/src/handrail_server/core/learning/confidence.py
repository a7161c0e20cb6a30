"""What the agent's confidence is worth: against what people found right and wrong, by topic, and what it should say.

An answer is judged where a person decided a held reply (let out as it was: right; edited or discarded: wrong), or
looked at a conversation of the audit sample that needed nobody (right, unless labelled incorrect or harmful). Neither
is picked by how it turned out, so that shares are not bent by who complains.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.learning.book import Book
from handrail_server.core.learning.judging.calibrating import platt
from handrail_server.core.learning.judging.figures import calibration_error
from handrail_server.core.learning.judging.isotonic import isotonic
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.learning.selection import EVERYTHING, Selection
from handrail_server.core.signals.calibration import TopicCurve, log_odds

DEFINITION: Final = (
    "Of answers with a confidence that a person judged (held replies that were decided; conversations of the audit "
    "sample): the share that was right in each tenth of confidence, and how far the two are apart on average."
)
FEWEST: Final = 30
"""Judged answers below which no curve is fitted."""
MANY: Final = 1_000
"""From here on the curve may have any shape that rises; below it is Platt's line."""
BINS: Final = 10
FOLDS: Final = 5
_WRONG: Final = frozenset({"incorrect", "harmful"})


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """A confidence, and whether the answer was right."""

    confidence: float
    right: bool
    topic: str | None
    conversation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """The answers with a confidence in one tenth: how many, how sure on average, which share was right."""

    lowest: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """One topic's answers (None: all), with the expected calibration error as it is and as it would be, calibrated."""

    topic: str | None
    count: int
    right: int
    method: str
    """`platt`, `isotonic`, or `none` where there is too little to learn from."""
    error: float
    calibrated_error: float | None
    """Of answers that the curve was not fitted to (five folds)."""
    tenths: tuple[Tenth, ...]
    curve: tuple[tuple[float, float], ...]
    """What a confidence means: confidence, probability."""


def judged_answers(book: Book, which: Selection = EVERYTHING) -> tuple[JudgedAnswer, ...]:
    """All of them, in the order of conversation and turn."""
    talks = sorted(which.conversations(book), key=lambda talk: talk.id)
    return tuple(
        JudgedAnswer(confidence=confidence, right=right, topic=topic, conversation=talk.id)
        for talk in talks
        for number, (confidence, topic) in sorted(talk.answers.items())
        if (right := right_or_wrong(talk, number)) is not None
    )


def reliabilities(answers: Sequence[JudgedAnswer]) -> tuple[Reliability, ...]:
    """All together first, then topic by topic, the most judged first."""
    topics: dict[str, list[JudgedAnswer]] = {}
    for answer in answers:
        if answer.topic is not None:
            topics.setdefault(answer.topic, []).append(answer)
    ranked = sorted(topics.items(), key=lambda item: (-len(item[1]), item[0]))
    return (reliability(None, answers), *(reliability(topic, each) for topic, each in ranked))


def reliability(topic: str | None, answers: Sequence[JudgedAnswer]) -> Reliability:
    """How far these answers' confidence can be taken at its word."""
    sure, right = [each.confidence for each in answers], [each.right for each in answers]
    fitted = fitted_curve(topic, answers)
    return Reliability(
        topic=topic,
        count=len(answers),
        right=sum(right),
        method="none" if fitted is None else fitted.method,
        error=round(calibration_error(right, sure), 4) if answers else 0.0,
        calibrated_error=None if fitted is None else _unseen_error(answers),
        tenths=_tenths(sure, right),
        curve=() if fitted is None else tuple((x / 20, round(fitted.at(x / 20), 4)) for x in range(21)),
    )


def right_or_wrong(talk: ConversationRow, number: int) -> bool | None:
    """Whether the answer was right; None where nobody can say."""
    settled = talk.settled.get(number)
    if settled is not None:
        return settled == "released"
    said = {label for (turn, _), label in talk.reply_labels.items() if turn == number}
    if talk.needed_a_person is None:
        return None
    if said & _WRONG:
        return False
    return None if talk.needed_a_person or said else True


def fitted_curve(topic: str | None, answers: Sequence[JudgedAnswer]) -> TopicCurve | None:
    """What these answers' confidence is worth; None where there is too little to learn from."""
    sure, right = [each.confidence for each in answers], [each.right for each in answers]
    if len(right) < FEWEST or len(set(right)) < 2:
        return None
    if len(right) >= MANY:
        steps = isotonic(sure, right)
        return TopicCurve(topic=topic, method="isotonic", edges=steps.edges, levels=steps.levels)
    line = platt([log_odds(each) for each in sure], right)
    return TopicCurve(topic=topic, method="platt", slope=line.slope, shift=line.shift)


def _unseen_error(answers: Sequence[JudgedAnswer]) -> float | None:
    calibrated = [0.0] * len(answers)
    for fold in range(FOLDS):
        curve = fitted_curve(None, [each for place, each in enumerate(answers) if place % FOLDS != fold])
        if curve is None:
            return None
        for place in range(fold, len(answers), FOLDS):
            calibrated[place] = curve.at(answers[place].confidence)
    return round(calibration_error([each.right for each in answers], calibrated), 4)


def _tenths(sure: Sequence[float], right: Sequence[bool]) -> tuple[Tenth, ...]:
    found = []
    for tenth in range(BINS):
        inside = [place for place, each in enumerate(sure) if min(BINS - 1, int(each * BINS)) == tenth]
        if inside:
            mean = sum(sure[place] for place in inside) / len(inside)
            share = sum(right[place] for place in inside) / len(inside)
            found.append(
                Tenth(lowest=tenth / BINS, count=len(inside), confidence=round(mean, 4), right=round(share, 4))
            )
    return tuple(found)
