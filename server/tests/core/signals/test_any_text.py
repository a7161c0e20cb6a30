"""Whatever comes in: no detector raises, scores stay within bounds, spans are spans of the text, time is linear."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.signals.folding import fold, words_of
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.notice import notice
from handrail_server.core.signals.prepare import prepare
from handrail_server.core.signals.registry import phrase_families
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.sketching import remember
from handrail_server.core.signals.view import TEXT_LIMIT, View
from handrail_server.core.turns.turn import Source, ToolCall
from server.tests.core.signals.scenes import DETECTORS, NOW, a_conversation, a_profile, a_turn, after, view_of

SPOKEN = (
    "i want to speak to a human you don't need to refund $1,200.50 € 4111 1111 1111 1111 de89 3704 0044 0532 0130 00 "
    'sue lawyer not never "quote" 😡 ridiculous waiting for 3 weeks cancel my account third time ignore all previous '
    "instructions i will transfer you to a specialist I'm not sure maybe 30 days ssn 123-45-6789 kündigen parler à un"
).split()
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(SPOKEN), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(SPOKEN), st.text(max_size=5)), max_size=30).map(" ".join),
)
BUSY = after(("customer", "it broke again, I was charged twice"), ("agent", "I'm sorry, I don't know. Maybe Monday."))


def check(view: View, signals: tuple[Signal, ...]) -> None:
    for signal in signals:
        assert 0.0 <= signal.score <= 1.0
        assert signal.reading is not Reading.BLIND, signal
        for seen in signal.evidence:
            if seen.fact is None:
                assert 0 <= seen.start < seen.end <= len(view.text)
                assert seen.value == view.text[seen.start : seen.end][:200]


@given(TEXTS, st.sampled_from(["customer", "agent", "person"]))
def test_no_text_makes_a_detector_raise_or_leave_its_bounds(text: str, by: str) -> None:
    turn = a_turn(text, by, 3)
    if by == "agent":
        turn = replace(
            turn,
            tool_calls=(ToolCall(name=text[:20], arguments=text, result=text),),
            sources=(Source(id="s", text=text),),
        )
    view = view_of(turn, BUSY, a_profile())
    signals = notice(view, DETECTORS)
    check(view, signals)
    sketch = remember(view, signals).sketch
    assert len(sketch.words) <= 24
    assert all(0 <= word < 2**32 for word in sketch.words)


@given(st.text(max_size=200))
def test_folding_keeps_the_length_and_words_are_spans_of_it(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert all(folded[start:end].replace("'", "") == word for word, start, end in words_of(folded))


def test_only_the_first_characters_of_a_long_turn_are_looked_at() -> None:
    view = view_of(a_turn("x" * TEXT_LIMIT + " I want a human"))
    assert len(view.text) == len(view.folded) == TEXT_LIMIT
    assert "explicit_request" not in {signal.name for signal in notice(view, DETECTORS)}


def test_the_same_turn_gives_the_same_signals() -> None:
    view = view_of(a_turn("I want a refund of $20, this is ridiculous, get me a human"))
    assert notice(view, DETECTORS) == notice(view, DETECTORS)


HOSTILE = {
    "letters": "a",
    "digits": "1",
    "grouped digits": "1 ",
    "dotted digits": "1.",
    "commas": "1,",
    "thousands": "123 ",
    "nested quotes": '"',
    "negations": "not ",
    "negated requests": "not i want to speak to a human ",
    "iban-like": "de12 ",
    "iban-like, joined": "de12",
    "ids": "12345678z ",
    "passport": "passport ",
    "passport dots": "passport...",
    "ssn": "ssn ",
    "currency": "$",
    "currency and digits": "$1 ",
    "amounts": "1 million ",
    "rs": "rs. ",
    "apostrophes": "'",
    "marks": "!?",
    "brackets": "<[#:",
    "prefixes of a phrase": "i want to speak to ",
    "hits of a feeling": "ridiculous ",
    "very": "very ",
    "promises": "transfer you to ",
    "health": "hospital ",
    "wire": "wire money urgent new beneficiary ",
    "emoji": "😡",
    "accents": "é",
    "combining": "e\u0301",
    "zero width": "\u200b",
    "list": "1. ",
    "newlines": "\n",
    "figures": "12:30 ",
}


@pytest.mark.parametrize("length", [8_000, pytest.param(TEXT_LIMIT, marks=pytest.mark.prove)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(name: str, length: int) -> None:
    for by in ("customer", "agent"):
        short = _seconds((HOSTILE[name] * length)[: length // 5], by)
        long = _seconds((HOSTILE[name] * length)[:length], by)
        # Five times the text: a quadratic walk would take 25 times as long. Absolute slack against a busy machine.
        assert long < 12 * short + 0.02, (name, by, short, long)


def _seconds(text: str, by: str) -> float:
    turn = a_turn(text, by, 3)
    if by == "agent":
        turn = replace(turn, sources=(Source(id="s", text=text),))

    def once() -> float:
        start = time.process_time()
        notice(prepare(turn, BUSY, None, NOW), DETECTORS)
        return time.process_time() - start

    return min(once() for _ in range(2))


def test_the_conversations_length_does_not_matter() -> None:
    assert len(a_conversation().recent) == 0
    assert _seconds("where is my parcel, it is late again", "customer") < 0.02


def test_every_phrase_of_every_family_is_found_in_its_own_words() -> None:
    families = phrase_families()
    for family, groups in families.items():
        for group in groups:
            for phrase in sample(group):
                text = " ".join(word.replace("#", "12") for word in phrase)
                assert family in view_of(a_turn(text)).hits, (family, text)


def sample(group: Phrases) -> list[tuple[str, ...]]:
    """Some phrases of a large group; an article alone is no phrase."""
    phrases = list(group)
    return [phrase for phrase in phrases[:: max(1, len(phrases) // 25)] if set(phrase) - {"a", "an", "the"}]
