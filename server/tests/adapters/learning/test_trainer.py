"""Fitting: what is served is what was fitted, and the same examples give the same model."""

import numpy as np
import pytest

from handrail_server.adapters.learning.compiled import compiled
from handrail_server.adapters.learning.fitting import fitted
from handrail_server.adapters.learning.matrix import columns_of, rows_of
from handrail_server.adapters.learning.meaning import read_vectors
from handrail_server.adapters.learning.trainer import LinearTrainer
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.learned.model import Curve, Read
from handrail_server.core.signals.learned.pieces import pieces_of
from handrail_server.core.signals.learned.tables import model_of

VECTORS = read_vectors()
CROSS = ("this is awful", "I hate this shop", "what a horrible mess", "awful and rude people", "I hate waiting")
CALM = ("where is my lamp", "do you sell green lamps", "what time do you open", "thanks for the lamp", "is it open")
BOTH = [(text, "1") for text in CROSS] + [(text, "0") for text in CALM]


def read(text: str, **around: float) -> Read:
    return Read(pieces=pieces_of(fold(text)), around=around)


def examples(*, loud: bool) -> list[Example]:
    """Ten sentences, four times each."""
    return [
        Example(read=read(text, loud=float(label)) if loud else read(text), label=label, group=group)
        for group, (text, label) in enumerate(BOTH * 4)
    ]


def test_what_is_served_is_what_was_fitted() -> None:
    given = examples(loud=True)
    reads = [example.read for example in given]
    columns = columns_of(reads, VECTORS)
    rows = rows_of(reads, columns)
    weights, bias = fitted(rows, np.array([int(example.label) for example in given]), ("0", "1"))
    wanted = (rows @ weights.T + bias)[:, 0].tolist()
    model = LinearTrainer(vectors=VECTORS).train("cross", given)
    assert [model.log_odds(one)[0] for one in reads] == pytest.approx(wanted, abs=1e-9)


def test_a_word_never_seen_is_read_by_its_meaning() -> None:
    model = LinearTrainer(vectors=VECTORS).train("cross", examples(loud=False))
    assert model.log_odds(read("terrible"))[0] > model.log_odds(read("chair"))[0]


def test_more_than_two_labels_are_told_apart() -> None:
    bills = [Example(read=read("pay my invoice please"), label="2", group=50 + at) for at in range(12)]
    model = LinearTrainer(vectors=VECTORS).train("three", [*examples(loud=False), *bills])
    chosen = [model.choose(model.probabilities(read(text))) for text in ("I hate this", "the invoice please")]
    assert chosen == ["1", "2"]


def test_the_same_examples_give_the_same_tables_and_those_serve_what_was_fitted() -> None:
    given = examples(loud=False)
    tables = compiled("cross", "1", given, VECTORS)
    assert tables == compiled("cross", "1", given, VECTORS)
    served, fresh = model_of(tables), LinearTrainer(vectors=VECTORS).train("cross", given)
    for text in (*CROSS, *CALM, "something terrible"):
        assert served.log_odds(read(text))[0] == pytest.approx(fresh.log_odds(read(text))[0], abs=0.03)


def test_one_label_or_none_teaches_nothing() -> None:
    with pytest.raises(Invalid):
        LinearTrainer().train("nothing", [])
    with pytest.raises(Invalid):
        LinearTrainer().train("one", [Example(read=read("a"), label="1", group=0)])


def test_the_same_words_mean_another_thing_in_the_mouth_of_the_other_side() -> None:
    def said(author: str) -> Read:
        return Read(pieces=pieces_of("one moment please"), author=author)

    given = [
        Example(read=said(author), label=label, group=group)
        for group in range(20)
        for author, label in (("agent", "1"), ("customer", "0"))
    ]
    model = LinearTrainer(vectors=VECTORS).train("held", given)
    columns = columns_of([example.read for example in given], VECTORS)
    rows = rows_of([example.read for example in given], columns)
    assert "agent: one moment" in columns.voiced
    assert rows.shape[1] == columns.size
    assert [model.choose(model.probabilities(said(author))) for author in ("agent", "customer")] == ["1", "0"]


def test_probabilities_are_calibrated_whatever_the_conversations_are_called() -> None:
    given = examples(loud=False)
    thirds = [Example(read=one.read, label=one.label, group=3 * one.group) for one in given]
    one, other = (LinearTrainer(vectors=VECTORS).train("cross", each) for each in (given, thirds))
    assert one.curves == other.curves
    assert one.curves[0] != Curve()
