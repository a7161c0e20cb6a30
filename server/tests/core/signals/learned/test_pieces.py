"""How a text is cut: spans that agree with it, links and names as one word each, and never too much."""

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.learned.pieces import MOST_PIECES, meaning_pieces, parts_of, pieces_of


def test_words_marks_links_and_names() -> None:
    words = [word for word, _, _ in pieces_of(fold("@Shop don't! https://t.co/x 💢"))]
    assert words == ["<name>", "dont", "!", "<link>", "💢"]


def test_parts_of_a_word_know_its_edges() -> None:
    assert set(parts_of("ab")) == {" a", "ab", "b ", " ab", "ab ", " ab "}
    assert list(parts_of("<link>")) == []


def test_a_number_stands_for_itself_alone() -> None:
    assert list(parts_of("a4711")) == []
    assert meaning_pieces("4711", {"47", "##11"}) == []
    assert meaning_pieces("lamps", {"lamp", "##s"}) == ["lamp", "##s"]


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for word, start, end in pieces_of(fold(text)):
        assert word
        assert at <= start < end <= len(text)
        at = end


def test_a_very_long_text_gives_no_more_than_is_read() -> None:
    assert len(pieces_of("word " * 5_000)) == MOST_PIECES
    assert sum(1 for _ in parts_of("x" * 10_000)) < 250
