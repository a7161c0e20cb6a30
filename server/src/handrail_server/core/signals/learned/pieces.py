"""How the learned layer cuts a text: words, pairs of words, and parts of words, each with its place in the text."""

import re
from collections.abc import Container, Iterator

_PIECE = re.compile(r"https?://\S+|@\w+|[\w']+|[^\w\s]")
_LINK, _NAME = "<link>", "<name>"
SHORTEST, LONGEST = 2, 5
"""Parts of words have so many letters, the word's edges counted."""
_MOST_LETTERS = 48
"""Of a longer word (a text without spaces is one) the first letters are read."""
MOST_PIECES = 600
_LONGEST_PIECE = 20

Piece = tuple[str, int, int]


def pieces_of(folded: str) -> tuple[Piece, ...]:
    """Words and marks with their spans; links and @names are one word each, an apostrophe is dropped."""
    found: list[Piece] = []
    for match in _PIECE.finditer(folded):
        text = match.group()
        if text[0] == "@" and len(text) > 1:
            text = _NAME
        elif "://" in text:
            text = _LINK
        elif "'" in text:
            text = text.replace("'", "") or text
        found.append((text, *match.span()))
        if len(found) == MOST_PIECES:
            break
    return tuple(found)


def parts_of(word: str) -> Iterator[str]:
    """Every run of 2–5 letters of the word, its edges marked by a space; links, names and numbers have none."""
    if (word[0] == "<" and len(word) > 1) or is_number(word):
        return
    edged = f" {word[:_MOST_LETTERS]} "
    for size in range(SHORTEST, min(LONGEST, len(edged)) + 1):
        for start in range(len(edged) - size + 1):
            yield edged[start : start + size]


def is_number(word: str) -> bool:
    """A number or a code: it stands for itself, and its digits say nothing of it."""
    return any("0" <= letter <= "9" for letter in word)


def meaning_pieces(word: str, known: Container[str]) -> list[str]:
    """The word in the longest known pieces from the left (`##` within a word); none where some letter is unknown.

    Numbers mean nothing of their own either.
    """
    found: list[str] = []
    if is_number(word):
        return found
    start = 0
    while start < len(word):
        end = min(len(word), start + _LONGEST_PIECE)
        while end > start and (piece := ("##" if start else "") + word[start:end]) not in known:
            end -= 1
        if end == start or len(found) == _MOST_LETTERS:
            return []
        found.append(piece)
        start = end
    return found
