"""The grammar of phrases and the one walk that finds them."""

import pytest

from handrail_server.core.signals.folding import fold, words_of
from handrail_server.core.signals.grammar import Phrases, expand
from handrail_server.core.signals.phrasebook import MOST_HITS, Phrasebook

BOOK = Phrasebook(
    {
        "ask": [Phrases("person", 0.9, "talk to a (human|person)"), Phrases("bare", 0.5, "human")],
        "wait": [Phrases("long", 0.7, "waiting [for] # (days|weeks)")],
    }
)


def found(text: str) -> dict[str, list[str]]:
    folded = fold(text)
    hits = BOOK.find(folded, words_of(folded))
    return {family: [text[hit.start : hit.end] for hit in of_family] for family, of_family in hits.items()}


def test_a_template_stands_for_all_its_phrases() -> None:
    assert expand("(a|b c) [d|e]") == [("a",), ("a", "d"), ("a", "e"), ("b", "c"), ("b", "c", "d"), ("b", "c", "e")]
    assert expand("x ([y] z|w)") == [("x", "z"), ("x", "y", "z"), ("x", "w")]


def test_a_template_that_is_not_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="misses"):
        expand("(a|b")


def test_deeper_indented_lines_go_on() -> None:
    group = Phrases(
        "k",
        0.5,
        """
        (a|
            b) c
        d
        """,
    )
    assert list(group) == [("a", "c"), ("b", "c"), ("d",)]


def test_phrases_are_found_at_whole_words_whatever_the_case_spaces_and_typing() -> None:
    assert found("TALK   to\na Humen!") == {"ask": ["TALK   to\na Humen"]}
    assert found("talk to a humanoid") == {}


def test_the_longer_of_two_overlapping_phrases_stands() -> None:
    assert found("talk to a human or human") == {"ask": ["talk to a human", "human"]}


def test_a_phrase_does_not_reach_over_a_sentence() -> None:
    assert found("I talk. To a person it may seem so.") == {}


def test_a_number_is_a_number_in_digits_or_words() -> None:
    assert found("waiting 3 weeks, waiting for three days") == {"wait": ["waiting 3 weeks", "waiting for three days"]}


def test_the_hits_of_a_family_are_bounded() -> None:
    assert len(found("human " * 500)["ask"]) == MOST_HITS


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("you don't need to talk to a human", True),
        ("I don't need a bot, let me talk to a human", False),
        ("why don't you let me talk to a human", False),
        ("no need to talk to a human", True),
        ("I can't talk to a human here", False),
        ("I don't want a bot but talk to a human", False),
        ("No. talk to a human", False),
        ("rather than talk to a human", True),
        ("I'd rather talk to a human", False),
    ],
)
def test_a_negation_reaches_what_it_governs(text: str, negated: bool) -> None:  # noqa: FBT001  a column of the table
    folded = fold(text)
    [hit] = BOOK.find(folded, words_of(folded))["ask"]
    assert hit.negated is negated


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('the label "talk to a human" is blue', True),
        ("the label «talk to a human» is blue", True),
        ('I said "talk to a human"', False),
        ('"talk to a human"', False),
        ('a 5" screen, talk to a human', False),
    ],
)
def test_somebody_elses_words_are_quoted(text: str, quoted: bool) -> None:  # noqa: FBT001  a column of the table
    folded = fold(text)
    [hit] = BOOK.find(folded, words_of(folded))["ask"]
    assert hit.quoted is quoted
