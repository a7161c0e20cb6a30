"""What the agent's confidence is worth: against what people found right and wrong, by topic, and what it should say.

An answer is judged where a person decided a held reply (let out as it was: right; edited or discarded: wrong), or
looked at a conversation of the audit sample that needed nobody (right, unless labelled incorrect or harmful). Neither
is picked by how it turned out, so that shares are not bent by who complains.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from handrail_server.core.learning.book import Book
from handrail_server.core.learning.judging.calibrating import platt
from handrail_server.core.learning.judging.figures import calibration_error
from handrail_server.core.learning.judging.isotonic import isotonic
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.learning.selection import EVERYTHING, Selection

DEFINITION: Final = (
    "Of answers with a confidence that a person judged (held replies that were decided; conversations of the audit "
    "sample): the share that was right in each tenth of confidence, and how far the two are apart on average."
)
FEWEST: Final = 30
"""Judged answers below which no curve is fitted."""
MANY: Final = 1_000
"""From here on the curve may have any shape that rises; below it is Platt's line."""
BINS: Final = 10
_FOLDS: Final = 5
_EDGE: Final = 0.001
_WRONG: Final = frozenset({"incorrect", "harmful"})
Map = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """A confidence, and whether the answer was right."""

    confidence: float
    right: bool
    topic: str | None


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
        JudgedAnswer(confidence=confidence, right=right, topic=topic)
        for talk in talks
        for number, (confidence, topic) in sorted(talk.answers.items())
        if (right := _right(talk, number)) is not None
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
    method = _method(right)
    fitted = _fitted(method, sure, right)
    return Reliability(
        topic=topic,
        count=len(answers),
        right=sum(right),
        method=method,
        error=round(calibration_error(right, sure), 4) if answers else 0.0,
        calibrated_error=None if fitted is None else _unseen_error(method, sure, right),
        tenths=_tenths(sure, right),
        curve=() if fitted is None else tuple((x / 20, round(fitted(x / 20), 4)) for x in range(21)),
    )


def _right(talk: ConversationRow, number: int) -> bool | None:
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


def _method(right: Sequence[bool]) -> str:
    if len(right) < FEWEST or len(set(right)) < 2:
        return "none"
    return "isotonic" if len(right) >= MANY else "platt"


def _fitted(method: str, sure: Sequence[float], right: Sequence[bool]) -> Map | None:
    match method:
        case "isotonic":
            return isotonic(sure, right).at
        case "platt":
            curve = platt([_log_odds(each) for each in sure], right)
            return lambda confidence: curve.at(_log_odds(confidence))
        case _:
            return None


def _unseen_error(method: str, sure: Sequence[float], right: Sequence[bool]) -> float | None:
    calibrated = [0.0] * len(sure)
    for fold in range(_FOLDS):
        rest = [place for place in range(len(sure)) if place % _FOLDS != fold]
        fitted = _fitted(method, [sure[place] for place in rest], [right[place] for place in rest])
        if fitted is None:
            return None
        for place in range(fold, len(sure), _FOLDS):
            calibrated[place] = fitted(sure[place])
    return round(calibration_error(right, calibrated), 4)


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


def _log_odds(confidence: float) -> float:
    kept = min(1 - _EDGE, max(_EDGE, confidence))
    return log(kept / (1 - kept))
