"""What confidence is worth: which answers count, and what the curves make of them."""

from random import Random

import pytest

from handrail_server.core.basics.time import At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.confidence import (
    FEWEST,
    MANY,
    JudgedAnswer,
    judged_answers,
    reliabilities,
    reliability,
)
from handrail_server.core.learning.judging.isotonic import isotonic
from handrail_server.core.learning.rows import ConversationRow


def talk(name: str, *, needed: bool | None = None) -> ConversationRow:
    row = ConversationRow(id=name, agent="shop", channel="chat", customer=None, opened_at=At(0), needed_a_person=needed)
    row.answers = {2: (0.9, "returns"), 4: (0.6, None)}
    return row


def book(*talks: ConversationRow) -> Book:
    made = Book()
    made.conversations = {each.id: each for each in talks}
    return made


def right(*talks: ConversationRow) -> list[bool]:
    return [answer.right for answer in judged_answers(book(*talks))]


def test_an_answer_counts_where_a_person_looked_and_not_because_somebody_complained() -> None:
    complained = talk("a")
    complained.reply_labels = {(2, "ann"): "incorrect"}
    assert right(complained) == []
    assert right(talk("b", needed=False)) == [True, True]
    assert right(talk("c", needed=True)) == [], "which answer was the wrong one nobody said"
    wrong = talk("d", needed=True)
    wrong.reply_labels = {(2, "ann"): "harmful", (4, "ann"): "unhelpful"}
    assert right(wrong) == [False]


def test_what_a_person_decided_of_a_held_reply_counts() -> None:
    held = talk("a")
    held.settled = {2: "released", 4: "edited"}
    assert right(held) == [True, False]


def drawn_answers(count: int, *, seed: int = 1, topic: str | None = None) -> list[JudgedAnswer]:
    """An agent that is far too sure: what it calls 0.9 is right in 0.81 of the cases (the square)."""
    chance, found = Random(seed), []
    for _ in range(count):
        sure = chance.random()
        found.append(JudgedAnswer(confidence=sure, right=chance.random() < sure * sure, topic=topic))
    return found


@pytest.mark.parametrize(("count", "method"), [(FEWEST - 1, "none"), (400, "platt"), (MANY, "isotonic")])
def test_the_curve_is_as_free_as_the_labels_allow(count: int, method: str) -> None:
    found = reliability(None, drawn_answers(count))
    assert (found.method, found.count, bool(found.curve)) == (method, count, method != "none")
    if found.calibrated_error is not None:
        assert found.error > 0.12
        assert found.calibrated_error < found.error / 2


def test_the_curve_rises_and_says_what_the_confidence_means() -> None:
    curve = dict(reliability(None, drawn_answers(4_000)).curve)
    assert list(curve.values()) == sorted(curve.values())
    assert curve[0.9] == pytest.approx(0.81, abs=0.08)
    assert curve[0.5] == pytest.approx(0.25, abs=0.08)


def test_topics_are_told_apart_and_all_come_first() -> None:
    good = [JudgedAnswer(confidence=0.9, right=n % 10 > 0, topic="good") for n in range(100)]
    bad = [JudgedAnswer(confidence=0.9, right=n % 2 > 0, topic="bad") for n in range(60)]
    every, first, second = reliabilities([*good, *bad])
    assert (every.topic, first.topic, second.topic) == (None, "good", "bad")
    assert first.error == pytest.approx(0.0, abs=1e-9)
    assert second.error == pytest.approx(0.4)
    assert [(each.count, each.right) for each in second.tenths] == [(60, 0.5)]
    assert reliabilities(())[0].count == 0


def test_all_right_teaches_no_curve() -> None:
    assert reliability(None, [JudgedAnswer(confidence=0.7, right=True, topic=None)] * 50).method == "none"


def test_the_staircase_never_falls_and_fits_best() -> None:
    steps = isotonic([0.1, 0.2, 0.3, 0.4], [False, True, False, True])
    assert (steps.edges, steps.levels) == ((0.1, 0.2, 0.4), (0.0, 0.5, 1.0))
    assert [steps.at(x) for x in (0.0, 0.15, 0.25, 0.39, 0.4, 1.0)] == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]
    assert isotonic([0.5, 0.5], [True, False]).levels == (0.5,)
    with pytest.raises(ValueError, match="nothing to fit"):
        isotonic([], [])
