"""Whole sentences: what is told word by word adds up, and what lies beside the package is small and self-contained."""

import json
from importlib import resources
from math import sqrt

import pytest

from handrail_server.adapters.sentences import reader as module
from handrail_server.adapters.sentences.installed import installed_sentences
from handrail_server.adapters.sentences.reader import FILE, LONGEST, read_sentences
from handrail_server.core.signals.learned.sense import Head

SENTENCES = read_sentences()
WIDE = 384
HEAD = Head(
    centre=(0.01,) * WIDE,
    weights=(tuple((-1.0) ** at for at in range(WIDE)), tuple(at / WIDE for at in range(WIDE))),
    bias=(0.0, 0.0),
)


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def likeness(one: str, other: str) -> float:
    first, second = SENTENCES.mean(words(one)), SENTENCES.mean(words(other))
    assert first is not None
    assert second is not None
    lengths = sqrt(sum(x * x for x in first) * sum(x * x for x in second))
    return sum(a * b for a, b in zip(first, second, strict=True)) / lengths


def test_sentences_that_mean_the_same_are_alike_without_a_word_in_common() -> None:
    asked = "nobody has replied to my emails"
    assert likeness(asked, "still waiting on an answer") > likeness(asked, "do these lamps come in green") + 0.05


def test_what_the_words_add_is_together_what_the_sentence_adds() -> None:
    said = words("i paid twice and 4711 nobody answers")
    shares = SENTENCES.shares(HEAD)(said)
    mean = SENTENCES.mean(said)
    assert shares is not None
    assert mean is not None
    away = [number - centre for number, centre in zip(mean, HEAD.centre, strict=True)]
    length = sqrt(sum(number * number for number in away))
    for row, weights in enumerate(HEAD.weights):
        wanted = sum(a * b for a, b in zip(weights, away, strict=True)) / length
        assert sum(share[row] for share in shares) == pytest.approx(wanted, abs=1e-4)
    assert shares[said.index("4711")] == (0.0, 0.0), "a number is not looked up"


def test_the_same_word_adds_something_else_in_another_sentence() -> None:
    said = ("this is great", "great lost my bag again")
    great = [SENTENCES.shares(HEAD)(words(text)) for text in said]
    assert great[0] is not None
    assert great[1] is not None
    assert great[0][2] != pytest.approx(great[1][0], abs=1e-3)


def test_a_turn_without_a_known_word_is_not_read() -> None:
    assert SENTENCES.mean(words("4711 0815")) is None
    assert SENTENCES.shares(HEAD)(words("4711 0815")) is None


def test_of_a_long_turn_the_beginning_is_read() -> None:
    shares = SENTENCES.shares(HEAD)(("money",) * 500)
    assert shares is not None
    assert [share != (0.0, 0.0) for share in shares] == [True] * (LONGEST - 2) + [False] * (500 - LONGEST + 2)


def test_the_file_says_where_it_is_from_and_holds_its_own_words() -> None:
    told = SENTENCES._session.get_modelmeta().custom_metadata_map
    assert told["licence"] == "Apache-2.0"
    assert "money" in json.loads(told["pieces"])
    assert installed_sentences() is SENTENCES


def test_all_weights_together_are_smaller_than_a_wheel_may_carry() -> None:
    adapters = resources.files(module.__package__ or "").joinpath("..")
    beside = [
        resources.files(module.__package__ or "").joinpath(FILE),
        *(file for file in adapters.joinpath("learning").iterdir() if file.name.endswith(".bin")),
        *(file for file in adapters.joinpath("detectors", "learned").iterdir() if file.name.endswith(".json")),
    ]
    assert sum(len(file.read_bytes()) for file in beside) < 25_000_000
