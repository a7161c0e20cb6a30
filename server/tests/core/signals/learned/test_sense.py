"""A second look: only where the words leave it open, and with each word's share of it."""

from collections.abc import Sequence

import pytest

from handrail_server.core.signals.learned.detector import Learned
from handrail_server.core.signals.learned.model import Read
from handrail_server.core.signals.learned.sense import Adds, Head, Sense, margin
from handrail_server.core.signals.learned.tables import SenseTable, Tables, model_of
from server.tests.core.signals.scenes import a_turn, view_of

TABLES = Tables(
    name="needs_person",
    version="2",
    labels=("0", "1"),
    bias=0,
    words={"refund": (1_000, 5_000), "lamp": (1_000, 500)},
    parts={},
    meaning={},
    sense=SenseTable(centre=(0, 0), weights=(2_000, -1_000), bias=-500, low=-2_000, high=2_000),
)


class Spelt:
    """`Sentences` by the first letters: a word with `l` points in the first direction, all others in the second."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def mean(self, words: tuple[str, ...]) -> Sequence[float] | None:
        del words
        return None

    def shares(self, head: Head) -> "_Shares":
        return _Shares(self, head)


class _Shares:
    def __init__(self, spelt: Spelt, head: Head) -> None:
        self._spelt, self._head = spelt, head

    def __call__(self, words: tuple[str, ...]) -> Sequence[Adds] | None:
        self._spelt.asked.append(words)
        if "silence" in words:
            return None
        return [(self._head.weights[0][0 if word.startswith("l") else 1],) for word in words]


def read(*words: str) -> Read:
    return Read(pieces=tuple((word, 0, 1) for word in words))


def test_words_that_are_sure_are_not_looked_at_twice() -> None:
    spelt = Spelt()
    assert model_of(TABLES, spelt).log_odds(read("refund")) == [pytest.approx(5.0)]
    assert spelt.asked == []


def test_where_words_leave_it_open_both_are_averaged() -> None:
    assert model_of(TABLES, Spelt()).log_odds(read("lamp")) == [pytest.approx((0.5 + (2.0 - 0.5)) / 2)]


def test_without_a_reader_or_a_known_word_the_words_stand_alone() -> None:
    assert model_of(TABLES).log_odds(read("lamp")) == [pytest.approx(0.5)]
    assert model_of(TABLES, Spelt()).log_odds(read("lamp", "silence")) == [pytest.approx(0.5)]


def test_the_detector_says_what_the_model_says_and_names_the_words_of_the_sentence() -> None:
    view = view_of(a_turn("so late again with the thing"))
    (signal,) = Learned(models=(model_of(TABLES, Spelt()),)).notice(view)
    odds = model_of(TABLES, Spelt()).log_odds(read("so", "late", "again", "with", "the", "thing"))
    assert signal.values["log_odds"] == pytest.approx(odds[0], abs=1e-4)
    assert [seen.value for seen in signal.evidence] == ["late"]


def test_of_several_classes_the_lead_of_the_first_decides_whether_to_look() -> None:
    def shares(words: tuple[str, ...]) -> Sequence[Adds]:
        return [(0.0, 3.0, 0.0) for _ in words]

    sense = Sense(bias=(0.0, 0.0, 0.0), shares=shares, low=0.0, high=1.0)
    assert margin([2.0, 1.5, -1.0]) == pytest.approx(0.5)
    assert sense.heard([4.0, 1.5, -1.0], ("word",)) is None
    heard = sense.heard([2.0, 1.5, -1.0], ("word",))
    assert heard is not None
    assert heard[0] == [pytest.approx(1.0), pytest.approx(2.25), pytest.approx(-0.5)]
