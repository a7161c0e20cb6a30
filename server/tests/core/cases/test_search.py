"""Words that are looked for and words that are found."""

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.cases.search import MOST_WORDS, asked, code_word, matched, matches, words_in


def test_words_are_folded_and_told_once() -> None:
    assert words_in("Café, CAFÉ! Don't e-mail me\u2019s 42.") == ("cafe", "dont", "e", "mail", "mes", "42")


def test_a_word_also_finds_what_begins_with_it_unless_it_is_short() -> None:
    (refund,) = asked("refund")
    assert matches(refund, ["refunds"])
    assert matches(refund, ["refund"])
    assert not matches(refund, ["ref", "arefund"])
    (short,) = asked("no")
    assert matches(short, ["no"])
    assert not matches(short, ["nobody"])


def test_a_reason_is_found_by_its_code_and_by_no_text() -> None:
    assert asked("", ["legal_threat"]) == ((code_word("legal_threat"),) * 2,)
    assert code_word("legal_threat") not in words_in("#legal_threat")


def test_any_part_of_a_sentence_without_spaces_finds_it() -> None:
    words = words_in("返金してください。order 42")
    assert {"返金", "金し", "order", "42"} <= set(words)
    assert all(matches(each, words) for each in asked("ください"))
    assert not all(matches(each, words) for each in asked("配送"))


def test_the_places_of_the_words_are_places_of_the_text() -> None:
    text = "My REFUNDS: where is my refund?"
    assert [text[a:b] for a, b in matched(asked("refund"), text)] == ["REFUNDS", "refund"]


def test_a_pasted_dictionary_is_found_by_its_first_words() -> None:
    assert len(words_in(" ".join(f"w{n}" for n in range(9_000)))) == MOST_WORDS


@given(st.text(max_size=300))
def test_whatever_is_written_is_found_by_itself(text: str) -> None:
    words = words_in(text)
    assert all(matches(each, words) for each in asked(text))
    assert all(0 <= a < b <= len(text) for a, b in matched(asked(text), text))
