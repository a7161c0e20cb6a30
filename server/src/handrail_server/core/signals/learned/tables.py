"""A model of two classes as plain tables of whole numbers (thousandths): what is shipped, stored and compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from handrail_server.core.signals.learned.model import Curve, Family, Model, Part
from handrail_server.core.signals.learned.pieces import meaning_pieces, parts_of
from handrail_server.core.signals.learned.sense import Head, Sense, Sentences

THOUSANDTHS = 1_000
_WORDS = 65_536
Entry = tuple[int, int]
"""A gram's length, and what it adds to the second class's log-odds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseTable:
    """The numbers of a model's second look."""

    centre: tuple[int, ...]
    weights: tuple[int, ...]
    bias: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The numbers of a model. `words` has words and pairs, `parts` parts of words, `meaning` pieces of words."""

    name: str
    version: str
    labels: tuple[str, str]
    bias: int
    words: Mapping[str, Entry]
    parts: Mapping[str, Entry]
    meaning: Mapping[str, Entry]
    slope: int = THOUSANDTHS
    shift: int = 0
    at: int = THOUSANDTHS // 2
    sense: SenseTable | None = None


def model_of(tables: Tables, sentences: Sentences | None = None) -> Model:
    """The model that these tables are; each word is worked out once. Without `sentences` it takes no second look."""
    return Model(
        name=tables.name,
        version=tables.version,
        labels=tables.labels,
        bias=(tables.bias / THOUSANDTHS,),
        words=_family(lambda gram: [tables.words[gram]] if gram in tables.words else []),
        parts=_family(lambda word: [tables.parts[part] for part in parts_of(word) if part in tables.parts]),
        meaning=_family(lambda word: [tables.meaning[piece] for piece in meaning_pieces(word, tables.meaning)]),
        around={},
        curves=(Curve(slope=tables.slope / THOUSANDTHS, shift=tables.shift / THOUSANDTHS),),
        at=(tables.at / THOUSANDTHS,),
        sense=_sense(tables.sense, sentences) if tables.sense is not None and sentences is not None else None,
    )


def _sense(table: SenseTable, sentences: Sentences) -> Sense:
    head = Head(
        centre=tuple(number / THOUSANDTHS for number in table.centre),
        weights=(tuple(number / THOUSANDTHS for number in table.weights),),
        bias=(table.bias / THOUSANDTHS,),
    )
    return Sense(
        bias=head.bias,
        shares=sentences.shares(head),
        low=table.low / THOUSANDTHS,
        high=table.high / THOUSANDTHS,
    )


def _family(look: Callable[[str], list[Entry]]) -> Family:
    @lru_cache(maxsize=_WORDS)
    def known(word: str) -> Part | None:
        found = look(word)
        if not found:
            return None
        length = sum(length * length for length, _ in found) / THOUSANDTHS**2
        return length, (sum(adds for _, adds in found) / THOUSANDTHS,)

    return known
