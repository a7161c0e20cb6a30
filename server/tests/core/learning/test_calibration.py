"""What a confidence is worth: an overconfident agent is found out, by topic, and only with enough answers."""

import random
from dataclasses import replace

import pytest

from handrail_server.core.learning.calibration import calibrating
from handrail_server.core.learning.confidence import FEWEST, MANY, JudgedAnswer
from handrail_server.core.signals.calibration import RAW, Calibration, TopicCurve, calibrated
from handrail_server.core.signals.signal import Reading, Signal

CHANCE = random.Random(5)


def answers(count: int, *, topic: str | None = None, worth: float = 0.6) -> list[JudgedAnswer]:
    """An agent that is 0.5 to 1 sure, and right so often: `worth` of what it says."""
    found = []
    for number in range(count):
        sure = 0.5 + CHANCE.random() / 2
        right = CHANCE.random() < sure * worth
        found.append(JudgedAnswer(confidence=sure, right=right, topic=topic, conversation=f"c{number}"))
    return found


def draws(count: int) -> list[list[int]]:
    return [CHANCE.choices(range(count), k=count) for _ in range(50)]


@pytest.mark.parametrize(("count", "method"), [(200, "platt"), (MANY, "isotonic")])
def test_an_overconfident_agent_is_found_out(count: int, method: str) -> None:
    found = calibrating(answers(count), draws(count))
    assert found is not None
    (curve,) = found.calibration.curves
    (figure,) = found.figures
    assert curve.method == method
    assert curve.at(0.9) == pytest.approx(0.54, abs=0.12)
    assert figure.after < figure.before / 2
    assert found.better == 1.0


def test_a_topic_with_enough_answers_has_a_curve_of_its_own() -> None:
    mixed = [
        *answers(200, topic="billing", worth=0.3),
        *answers(200, topic="hours", worth=0.95),
        *answers(9, topic="x"),
    ]
    found = calibrating(mixed, draws(len(mixed)))
    assert found is not None
    assert [curve.topic for curve in found.calibration.curves] == [None, "billing", "hours"]
    billing, hours, other = (found.calibration.of(topic) for topic in ("billing", "hours", "x"))
    assert billing is not None
    assert hours is not None
    assert other is not None
    assert billing.at(0.9) < other.at(0.9) < hours.at(0.9)
    assert [figure.count for figure in found.figures] == [409, 200, 200]


def test_too_few_answers_or_only_right_ones_fit_nothing() -> None:
    assert calibrating(answers(FEWEST - 1), []) is None
    assert calibrating([replace(each, right=True) for each in answers(100)], []) is None
    assert calibrating([], []) is None


SURE = Signal(
    name="low_confidence", score=0.1, detector="low_confidence@1", values={"confidence": 0.9, "origin": "model"}
)
HALF = Calibration(curves=(TopicCurve(topic=None, method="platt", slope=0.0, shift=0.0),))


def test_the_confidence_as_it_was_given_is_kept_beside_what_it_is_worth() -> None:
    (found,) = calibrated((SURE,), HALF, version="confidence@own-1", topic="billing")
    assert (found.score, found.values["confidence"], found.values[RAW]) == (0.5, 0.5, 0.9)
    assert found.detector == "low_confidence@1+confidence@own-1"
    assert found.evidence[-1].fact == "confidence.raw"
    assert found.evidence[-1].value == "0.9000"


def test_other_signals_and_what_could_not_be_read_stay_as_they_are() -> None:
    others = (replace(SURE, name="sentiment"), replace(SURE, reading=Reading.BLIND))
    assert calibrated(others, HALF, version="v", topic=None) == others
    only = Calibration(curves=(TopicCurve(topic="hours", method="platt"),))
    assert calibrated((SURE,), only, version="v", topic="billing") == (SURE,)


def test_nothing_is_ever_certain() -> None:
    sure = TopicCurve(topic=None, method="isotonic", edges=(0.0, 0.5), levels=(0.0, 1.0))
    assert 0.0 < sure.at(0.1) < sure.at(0.9) < 1.0
