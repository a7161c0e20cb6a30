"""The learned models that come with the package: small, and each score with its words."""

from importlib import resources

import pytest

from handrail_server.adapters.detectors import shipped as module
from handrail_server.adapters.detectors.shipped import FOLDER, shipped
from server.tests.core.signals.scenes import a_turn, view_of


def score(name: str, text: str) -> float:
    found = {signal.name: signal.score for signal in shipped().notice(view_of(a_turn(text)))}
    return found.get(name, 0.0)


def test_they_are_named_and_smaller_than_the_wheel_allows() -> None:
    files = list(resources.files(module.__package__ or "").joinpath(FOLDER).iterdir())
    assert shipped().signals == ("displeased", "needs_person")
    assert sum(len(file.read_bytes()) for file in files if file.name.endswith(".json")) < 25_000_000


@pytest.mark.parametrize(
    ("calm", "cross"),
    [
        ("Do you have this lamp in green?", "You charged me twice and nobody answers, this is disgusting."),
        ("What time do you open on Monday?", "Locked out of my account again, absolutely useless service!!"),
        ("Thanks, that was quick.", "I am so angry, my money is gone and you do nothing."),
    ],
)
def test_a_cross_customer_scores_above_a_calm_one(calm: str, cross: str) -> None:
    for name in shipped().signals:
        assert score(name, cross) > score(name, calm) + 0.2


def test_a_misspelt_word_still_counts() -> None:
    assert score("displeased", "this is disgustng and horible") > 0.3


def test_the_strongest_words_are_told() -> None:
    text = "Hello, what a disgusting scam this is."
    (displeased, *_) = shipped().notice(view_of(a_turn(text)))
    assert "disgusting" in {seen.value for seen in displeased.evidence}
