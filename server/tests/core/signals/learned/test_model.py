"""A model's arithmetic, word by word, and what surrounds a turn."""

from math import sqrt

import pytest

from handrail_server.core.signals.learned.model import Curve, Model, Part, Read, sigmoid
from handrail_server.core.signals.learned.surroundings import surroundings
from handrail_server.core.signals.notice import notice
from server.tests.core.signals.scenes import DETECTORS, a_turn, after, view_of

WORDS: dict[str, Part] = {"refund": (4.0, (2.0,)), "please": (1.0, (-1.0,)), "refund please": (4.0, (1.0,))}


def nothing(word: str) -> Part | None:
    return WORDS.get(f"no {word}")


def a_model(*, at: float = 0.5, curve: Curve | None = None) -> Model:
    return Model(
        name="needs",
        version="1",
        labels=("0", "1"),
        bias=(-0.5,),
        words=WORDS.get,
        parts=nothing,
        meaning=nothing,
        around={"shape:asks": (0.25,)},
        curves=(curve or Curve(),),
        at=(at,),
    )


def read(*words: str, **around: float) -> Read:
    return Read(pieces=tuple((word, 0, 1) for word in words), around={"shape:" + key: v for key, v in around.items()})


def test_words_and_pairs_add_up_over_their_common_length() -> None:
    assert a_model().log_odds(read("refund", "please")) == [pytest.approx(-0.5 + (2.0 - 1.0 + 1.0) / sqrt(9))]


def test_unknown_words_add_nothing_and_surroundings_add_their_weight() -> None:
    assert a_model().log_odds(read("lamp", asks=1.0, unknown=9.0)) == [pytest.approx(-0.25)]


def test_the_class_is_chosen_by_its_bar() -> None:
    probabilities = a_model().probabilities(read("refund"))
    assert probabilities == [pytest.approx(sigmoid(-0.5 + 1.0))]
    assert a_model(at=0.6).choose(probabilities) == "1"
    assert a_model(at=0.7).choose(probabilities) == "0"


def test_what_surrounds_a_turn_is_the_turns_before_it() -> None:
    before = after(("customer", "Where is my parcel 4711 please?"), ("agent", "I'm sorry, I cannot help with that."))
    view = view_of(a_turn("That did not answer my question!", number=3), before)
    found = surroundings(view, notice(view, DETECTORS))
    assert found["agent:refused"] == 1.0
    assert found["last:agent:customer"] == 1.0
    assert found["repeated_failure"] > 0.5
    assert any(name.startswith("agent_said:") for name in found)
    assert "before:nothing" in surroundings(view_of(a_turn("Hello")), ())


def test_a_turn_tells_how_far_the_conversation_has_come_and_what_was_said_before() -> None:
    before = after(
        ("customer", "My blue lamp arrived broken"), ("agent", "Which lamp is it?"), ("customer", "The blue lamp broke")
    )
    again = surroundings(view_of(a_turn("My blue lamp arrived broken again"), before), ())
    other = surroundings(view_of(a_turn("Do you deliver curtains abroad"), before), ())
    assert again["before:from_3"] == 1.0
    assert "before:from_4" not in again
    assert again["shape:new"] < other["shape:new"] == 1.0
    assert again["customer:like:customer:1"] > other["customer:like:customer:1"] == 0.0
