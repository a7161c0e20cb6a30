"""How alike two turns are, from hashes of their content words: enough to see a rephrasing or a loop, no text kept."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

MOST_WORDS = 24
_STEM = 6
_FEWEST = 4

_EMPTY = frozenset(
    """
    the a an i you he she it we they me my your his her its our their this that these those is am are was were be been
    being do does did have has had will would can could should shall may might must to of in on at for from with about
    as by and or but if then so than too very just please thanks thank hi hello hey ok okay yes no not what when where
    how why which who there here get got im ive id ill youre its lets dont cant also any some all out up into over
    sure like need want know tell help really still again now one und der die das ich sie es ist nicht ein eine le la
    les un une je vous est pas et de des el los y que en es no una mi o os as um uma eu nao e do da
    """.split()
)


@lru_cache(maxsize=65_536)
def _hash(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest())


def word_hashes(words: Iterable[tuple[str, int, int]]) -> tuple[int, ...]:
    """Hashes of the first distinct content words, stemmed by cutting them short."""
    kept: dict[int, None] = {}
    for word, _, _ in words:
        if word not in _EMPTY:
            kept[_hash(word[:_STEM])] = None
            if len(kept) == MOST_WORDS:
                break
    return tuple(kept)


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """0..1: shared words over all words (Jaccard), 0 where a turn says too little to compare."""
    if len(one) < _FEWEST or len(other) < _FEWEST:
        return 0.0
    shared = len(set(one).intersection(other))
    return shared / (len(one) + len(other) - shared)
