"""What a model noticed counts as far as it shows it in the text."""

import math

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.signals.opinion.findings import MOST_QUOTES, Finding, blind_opinion, signals_of
from handrail_server.core.signals.signal import Reading, Signal

TURN = TurnNumber(3)


def heard(text: str, score: float, *quotes: str, shown: str | None = None) -> Signal:
    findings = (Finding(signal="judged_upset", score=score, quotes=quotes),)
    (signal,) = signals_of(findings, shown=shown or text, text=text, turn=TURN, model="m")
    return signal


def test_a_quote_is_a_span_of_the_text_with_its_words() -> None:
    signal = heard("So kind, so very kind.", 0.8, "very kind")
    (evidence,) = signal.evidence
    assert (evidence.turn, evidence.start, evidence.end, evidence.value) == (TURN, 12, 21, "very kind")
    assert signal.detector == "second_opinion@1:m"


def test_what_was_covered_is_never_evidence() -> None:
    signal = heard("Mail a@b.example now", 0.8, "██", "Mail ██", shown="Mail ███████████ now")
    assert (signal.reading, signal.error) == (Reading.BLIND, "NoEvidence")


def test_a_score_that_is_none_is_blind() -> None:
    for score in (math.nan, math.inf, -0.1, 1.1):
        assert heard("Words", score, "Words").reading is Reading.BLIND


def test_nothing_found_needs_no_evidence() -> None:
    assert heard("Words", 0.0).reading is Reading.READ


def test_a_few_quotes_are_enough() -> None:
    letters = tuple(f"w{number}" for number in range(9))
    assert len(heard(" ".join(letters), 0.5, *letters).evidence) == MOST_QUOTES


def test_who_does_not_answer_is_blind_for_every_question() -> None:
    found = blind_opinion(("judged_upset", "judged_risk"), "timeout", model="m")
    assert [(each.name, each.reading, each.score) for each in found] == [
        ("judged_upset", Reading.BLIND, 0.0),
        ("judged_risk", Reading.BLIND, 0.0),
    ]


@given(text=st.text(max_size=80), quote=st.text(max_size=20), score=st.floats(0, 1))
def test_every_span_says_what_its_quote_says(text: str, quote: str, score: float) -> None:
    for evidence in heard(text, score, quote).evidence:
        assert text[evidence.start : evidence.end] == quote
