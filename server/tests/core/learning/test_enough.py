"""How many labels it takes: of both kinds, from many conversations, and new ones to measure on."""

import pytest

from handrail_server.core.learning.enough import TOO_FEW, TOO_FEW_NEW, Labelled, in_words, shortage


def rows(yes: int, no: int, *, each: int = 1, fresh: int = 1_000) -> list[Labelled]:
    """So many conversations of either kind, with `each` turns; the first `fresh` of a kind are new."""
    return [
        Labelled(conversation=f"{kind}-{number}", yes=kind, fresh=number < fresh)
        for kind, count in ((True, yes), (False, no))
        for number in range(count)
        for _ in range(each)
    ]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (rows(50, 50), None),
        (rows(50, 49), TOO_FEW),
        (rows(19, 200), TOO_FEW),
        (rows(5, 200, each=20), TOO_FEW),
        (rows(50, 50, fresh=10), None),
        (rows(50, 50, fresh=9), TOO_FEW_NEW),
        ([], TOO_FEW),
    ],
)
def test_there_is_enough_only_with_both_kinds_and_new_ones(given: list[Labelled], wanted: str | None) -> None:
    assert shortage(given) == wanted


def test_what_is_missing_is_said_with_the_figures() -> None:
    assert "There are 12 labelled turns; it takes 100" in in_words(TOO_FEW, 12)
    assert "handrail-server[learn]" in in_words("extra_missing", 200)
