"""CEL's words with their line and column: the first half of reading a rule's condition."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST: Final = 2_000
"""Characters of a condition."""


class TokenKind(StrEnum):
    """The sorts of words in a condition."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word. `text` of a text literal is its value, without quotes and escapes."""

    kind: TokenKind
    text: str
    place: Place


class SyntaxRefused(Exception):
    """The condition cannot be read."""

    def __init__(self, message: str, place: Place, fix: str | None = None) -> None:
        super().__init__(message)
        self.place = place
        self.fix = fix


_WORD: Final = re.compile(
    r"""(?P<space>[ \t\r\n\f]+|//[^\n]*)
    |(?P<number>(?:[0-9]+\.[0-9]+|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<sign>\|\||&&|[=!<>]=|[-+*/%!<>()\[\],.?:])""",
    re.VERBOSE,
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'"}
_INSTEAD: Final = {
    "=": "Compare with `==`.",
    "&": "Write `&&`.",
    "|": "Write `||`.",
    '"': "Close the quotes on the same line.",
    "'": "Close the quotes on the same line.",
    "{": "Map literals are not part of conditions here.",
}


def tokens(source: str) -> tuple[Token, ...]:
    """The words of `source`, an END after the last; raises `SyntaxRefused` with the place."""
    if len(source) > LONGEST:
        raise SyntaxRefused(
            f"The condition has {len(source)} characters; at most {LONGEST} are read.",
            Place(1, 1),
            "Split it into several rules.",
        )
    found: list[Token] = []
    line, start, at = 1, 0, 0
    while at < len(source):
        place = Place(line, at - start + 1)
        match = _WORD.match(source, at)
        if match is None:
            raise SyntaxRefused(f"{source[at]!r} is not expected here.", place, _INSTEAD.get(source[at]))
        at = match.end()
        kind = match.lastgroup
        if kind == "space":
            breaks = match.group().count("\n")
            if breaks:
                line, start = line + breaks, match.start() + match.group().rindex("\n") + 1
            continue
        text = _unquoted(match.group(), place) if kind == "text" else match.group()
        found.append(Token(kind=TokenKind(str(kind)), text=text, place=place))
    found.append(Token(kind=TokenKind.END, text="the end", place=Place(line, at - start + 1)))
    return tuple(found)


def _unquoted(literal: str, place: Place) -> str:
    inside = literal[1:-1]
    if "\\" not in inside:
        return inside
    parts = re.split(r"\\(.)", inside)
    unknown = next((escape for escape in parts[1::2] if escape not in _ESCAPES), None)
    if unknown is not None:
        raise SyntaxRefused(f"The escape \\{unknown} is not known.", place, "Write the character itself.")
    return "".join(_ESCAPES[part] if index % 2 else part for index, part in enumerate(parts))
