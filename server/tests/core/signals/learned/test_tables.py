"""A model as tables, and the detector that tells its words."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.signals.learned.detector import Learned, strongest
from handrail_server.core.signals.learned.model import Read
from handrail_server.core.signals.learned.pieces import meaning_pieces, pieces_of
from handrail_server.core.signals.learned.tables import Tables, model_of
from server.tests.core.signals.scenes import a_turn, view_of

TABLES = Tables(
    name="needs_person",
    version="1",
    labels=("0", "1"),
    bias=-500,
    words={"refund": (2_000, 3_000), "lamp": (1_000, -1_000), "lamp refund": (1_500, 700)},
    parts={"fun": (1_000, 500)},
    meaning={"re": (600, 100), "##fund": (800, 200)},
)
DETECTOR = Learned(models=(model_of(TABLES),))


def test_each_family_adds_over_its_own_length() -> None:
    odds = model_of(TABLES).log_odds(Read(pieces=(("refund", 0, 6),)))
    assert odds == [pytest.approx(-0.5 + 3.0 / 2.0 + 0.5 / 1.0 + 0.3 / sqrt(0.36 + 0.64))]


def test_a_word_is_cut_into_the_longest_pieces_known_or_into_none() -> None:
    assert meaning_pieces("refund", TABLES.meaning) == ["re", "##fund"]
    assert meaning_pieces("refunds", TABLES.meaning) == []


def test_the_signal_names_the_words_that_moved_it() -> None:
    (signal,) = DETECTOR.notice(view_of(a_turn("My lamp: REFUND now")))
    assert (signal.name, signal.detector) == ("needs_person", "needs_person@1")
    assert [seen.value for seen in signal.evidence] == ["REFUND"]
    assert 0.5 < signal.score < 1.0
    assert isinstance(signal.values["log_odds"], float)


def test_words_that_speak_against_it_are_no_evidence_for_it() -> None:
    assert strongest((-1.0, 2.0), (("lamp", 0, 4), ("refund", 5, 11))) == [(5, 11)]


@given(st.lists(st.sampled_from(["refund", "lamp", "refunds", "fun", "?"]), min_size=1, max_size=12))
def test_the_detector_adds_up_what_the_model_does(words: list[str]) -> None:
    view = view_of(a_turn("my " + " ".join(words)))
    found = DETECTOR.notice(view)
    odds = model_of(TABLES).log_odds(Read(pieces=pieces_of(view.folded)))[0]
    assert [signal.values["log_odds"] for signal in found] == [pytest.approx(odds, abs=1e-4)]


def test_agents_and_empty_turns_are_not_read() -> None:
    assert DETECTOR.notice(view_of(a_turn("refund", by="agent"))) == ()
    assert DETECTOR.notice(view_of(a_turn("…"))) == ()
