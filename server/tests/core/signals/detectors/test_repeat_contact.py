"""Has been here before: said in five languages, and what only counts something else."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "repeat_contact": [
        "this is the third time I'm contacting you",
        "I have already called you",
        "same issue again",
        "This is the third time I'm calling",
        "I've already contacted you twice about this",
        "AGAIN! I called yesterday and the day before",
        "Ich rufe schon zum dritten Mal an",
        "C'est la troisième fois que j'appelle",
        "Es la tercera vez que llamo",
        "É a terceira vez que ligo",
        "still not fixed since my last call",
        "I already wrote to you 3 times",
    ],
}
SILENT = {
    "repeat_contact": [
        "for the first time",
        "call me a second time tomorrow? no",
        "This is the first time I'm calling",
        "I've never contacted you before",
        "I visited Paris twice",
        "The third time the charm bracelet was sold out",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5
