"""The little grammar in which phrases are written: `(a|b)` one of, `[a|b]` one of or nothing, `#` a number.

`(speak|talk) to a [real] (human|person)` stands for eight phrases. Alternatives may nest. The expansion is finite, so
that matching is one walk of an automaton and never a search.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from handrail_server.core.signals.folding import fold, words_of

NUMBER = "#"
_TOKEN = re.compile(r"[()\[\]|#]|[^()\[\]|#]+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that mean the same thing with the same weight, one template a line; deeper indented lines go on."""

    kind: str
    weight: float
    templates: str

    def __iter__(self) -> Iterator[Phrase]:
        return (phrase for line in _lines(self.templates) for phrase in expand(line))


def _lines(templates: str) -> list[str]:
    """The templates, each on one line again."""
    written = [line for line in templates.splitlines() if line.strip()]
    margin = min(len(line) - len(line.lstrip()) for line in written)
    lines: list[str] = []
    for line in written:
        if line[margin] == " " and lines:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.strip())
    return lines


def expand(template: str) -> list[Phrase]:
    """Every phrase that the template stands for."""
    tokens = _TOKEN.findall(template)
    tokens.reverse()
    phrases = _alternatives(tokens, closer=None)
    return [phrase for phrase in phrases if phrase]


def _alternatives(tokens: list[str], closer: str | None) -> list[Phrase]:
    found: list[Phrase] = []
    sequence: list[list[Phrase]] = []
    while tokens:
        token = tokens.pop()
        if token == closer:
            return found + _joined(sequence)
        elif token == "|":
            found += _joined(sequence)
            sequence = []
        elif token == "(":
            sequence.append(_alternatives(tokens, ")"))
        elif token == "[":
            sequence.append([(), *_alternatives(tokens, "]")])
        elif token == NUMBER:
            sequence.append([(NUMBER,)])
        else:
            sequence.append([tuple(word for word, _, _ in words_of(fold(token)))])
    if closer:
        raise ValueError(f"a phrase template misses its {closer!r}")
    return found + _joined(sequence)


def _joined(sequence: list[list[Phrase]]) -> list[Phrase]:
    return [tuple(word for part in parts for word in part) for parts in product(*sequence)]
