"""Fitting a second look: where it helps it is taken along, where it does not it costs nothing."""

import numpy as np
import pytest

from handrail_server.adapters.learning.compiled import UNSURE, compiled
from handrail_server.adapters.learning.meaning import read_vectors
from handrail_server.adapters.learning.sensing import ASKED, second_look
from handrail_server.adapters.learning.trainer import LinearTrainer
from handrail_server.adapters.sentences.reader import read_sentences
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.learned.model import Model, Read
from handrail_server.core.signals.learned.pieces import pieces_of
from handrail_server.core.signals.learned.sense import margin
from handrail_server.core.signals.learned.tables import model_of

CROSS = ("this is awful", "I hate this shop", "what a horrible mess", "awful and rude people", "I hate waiting")
CALM = ("where is my lamp", "do you sell green lamps", "what time do you open", "thanks for the lamp", "is it open")
SENTENCES, VECTORS = read_sentences(), read_vectors()


def read(text: str) -> Read:
    return Read(pieces=pieces_of(fold(text)))


GIVEN = [
    Example(read=read(text), label=label, group=group)
    for group, (text, label) in enumerate([(text, "1") for text in CROSS] * 4 + [(text, "0") for text in CALM] * 4)
]


def test_a_sentence_without_a_known_word_is_judged_by_what_it_means() -> None:
    model = LinearTrainer(sentences=SENTENCES).train("cross", GIVEN)
    alone = LinearTrainer().train("cross", GIVEN)
    assert model.sense is not None
    assert _apart(model) > max(0.0, _apart(alone)) + 0.1


def _apart(model: Model) -> float:
    """How far a cross sentence is from a calm one; no example has a word of either."""
    return model.log_odds(read("nobody ever helped me"))[0] - model.log_odds(read("which colours exist"))[0]


def test_tables_serve_what_was_fitted_and_look_twice_within_their_bounds() -> None:
    tables = compiled("cross", "1", GIVEN, VECTORS, SENTENCES)
    assert tables == compiled("cross", "1", GIVEN, VECTORS, SENTENCES)
    assert tables.sense is not None
    assert (tables.sense.low, tables.sense.high) == (-1_000 * UNSURE, 1_000 * UNSURE)
    both, words = model_of(tables, SENTENCES), model_of(tables)
    assert both.log_odds(read("nobody ever helped me"))[0] > words.log_odds(read("nobody ever helped me"))[0]


def test_a_second_look_that_says_nothing_new_is_left_out() -> None:
    chance = np.random.default_rng(0)
    there = (np.arange(600) % 2 == 0)[:, None]
    odds = np.where(there, 1.0, -1.0) + chance.normal(size=(600, 1))
    known = np.full(600, True)
    assert second_look(odds, chance.normal(size=(600, 1)), known, there) is None
    helpful = second_look(odds, np.where(there, 1.0, -1.0) + chance.normal(size=(600, 1)), known, there)
    assert helpful is not None
    look, both = helpful
    asked = [look.low <= margin([row]) <= look.high for row in odds[:, 0].tolist()]
    assert np.mean(asked) == pytest.approx(ASKED, abs=0.02)
    assert np.array_equal(both[~np.array(asked)], odds[~np.array(asked)])


def test_turns_in_numbers_have_no_second_look() -> None:
    given = [
        Example(read=read(f"{4711 + group} {group % 7}"), label=str(group % 2), group=group) for group in range(40)
    ]
    assert LinearTrainer(sentences=SENTENCES).train("timing", given).sense is None
