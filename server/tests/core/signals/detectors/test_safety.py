"""Somebody may come to harm: said in five languages, shouted, misspelt; figures of speech are not meant."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "safety": [
        "I want to kill myself",
        "I don't want to live anymore",
        "I'll come to your office with a gun",
        "My husband hits me",
        "the charger caught fire",
        "quiero morir",
        "i cant go on living",
        "I WANT TO DIE",
        "want 2 kill myself",
        "Ich will nicht mehr leben",
        "Je veux mourir",
        "Quiero suicidarme",
        "Quero me matar",
        "the phone exploded and burned my hand",
        "I will kill you all",
        "my son swallowed a battery",
        "I'm going to hurt myself tonight",
    ],
}
SILENT = {
    "safety": [
        "This wait is killing me",
        "I'd kill for a coffee",
        "my phone died",
        "Do you have the album Suicid? no, Kill Bill",
        "shoot me an email",
        "The ATM swallowed my card",
        "This queue is killing me lol",
        "I'm dying to see the new model",
        "You killed it, great job!",
        "kill the process please",
        "my battery died",
        "I could murder a burger",
        "The bomb game is fun",
        "shoot me a message",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5


def test_a_negation_never_silences_safety() -> None:
    assert 0.3 <= score("safety", "I am not going to kill myself") < score("safety", "I am going to kill myself")
