"""The organisation's tree as its keeper needs it: RFC 6962, without storing more than 64 hashes to extend it.

How a tree is verified stands in verify.py, once, so that what we hand to others is what we use.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from handrail_server.ledger.verify import (
    leaf_hash,
    node_hash,
    push_leaf,
    root_of,
    verify_consistency,
    verify_inclusion,
)

__all__ = ["Frontier", "Tree", "leaf_hash", "node_hash", "verify_consistency", "verify_inclusion"]

HASH_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves, known by the hashes of its perfect subtrees, largest first: enough to extend it."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.peaks) != self.size.bit_count() or any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise ValueError(f"These are not the subtrees of a tree of {self.size} leaves.")

    def extended(self, leaves: Iterable[bytes]) -> Self:
        """The tree with these leaf hashes appended."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            push_leaf(peaks, size, leaf)
            size += 1
        return type(self)(size, tuple(peaks))

    def root(self) -> bytes:
        """The Merkle tree hash."""
        return root_of(list(self.peaks))

    def to_bytes(self) -> bytes:
        """The subtrees' hashes, one after the other; the size is kept beside them."""
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, size: int, peaks: bytes) -> Self:
        """The frontier that `to_bytes` wrote; raises ValueError where size and hashes do not belong together."""
        return cls(size, tuple(_split(peaks)))


class Tree:
    """A whole tree in memory, 64 bytes a leaf: makes proofs, also as of any earlier size, in logarithmic time."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels = [bytearray()]
        """By height, the hashes of all perfect subtrees, side by side."""
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0]) // HASH_BYTES

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash at the end."""
        index, height, node = self.size, 0, leaf
        self._levels[0] += node
        while index & 1:
            height += 1
            node = node_hash(self._node(height - 1, index - 1), node)
            index >>= 1
            if height == len(self._levels):
                self._levels.append(bytearray())
            self._levels[height] += node

    def root(self, size: int | None = None) -> bytes:
        """The Merkle tree hash of the first `size` leaves."""
        size = self._known(size)
        return self._hash(0, size) if size else root_of([])

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """PATH (RFC 6962, 2.1.1): that leaf `index` is in the tree of `size` leaves."""
        size = self._known(size)
        if not 0 <= index < size:
            raise ValueError(f"There is no leaf {index} in a tree of {size}.")
        begin, end, proof = 0, size, list[bytes]()
        while end - begin > 1:
            split = begin + _left(end - begin)
            if index < split:
                proof.append(self._hash(split, end))
                end = split
            else:
                proof.append(self._hash(begin, split))
                begin = split
        return proof[::-1]

    def consistency(self, first: int, size: int | None = None) -> list[bytes]:
        """PROOF (RFC 6962, 2.1.2): that the tree of `size` leaves only appends to that of the first `first`."""
        size = self._known(size)
        if not 0 <= first <= size:
            raise ValueError(f"A tree of {size} leaves was never one of {first}.")
        if first in (0, size):
            return []
        begin, end, proof = 0, size, list[bytes]()
        while end != first:
            split = begin + _left(end - begin)
            if first <= split:
                proof.append(self._hash(split, end))
                end = split
            else:
                proof.append(self._hash(begin, split))
                begin = split
        return [*([self._hash(begin, end)] if begin else []), *proof[::-1]]

    def _known(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"This tree has {self.size} leaves, not yet {size}.")
        return size

    def _hash(self, begin: int, end: int) -> bytes:
        """The hash over leaves `begin` to `end`; `begin` is a multiple of the subtree's span, as RFC 6962 splits."""
        count = end - begin
        if count & (count - 1) == 0:
            height = count.bit_length() - 1
            return self._node(height, begin >> height)
        split = begin + _left(count)
        return node_hash(self._hash(begin, split), self._hash(split, end))

    def _node(self, height: int, index: int) -> bytes:
        return bytes(self._levels[height][index * HASH_BYTES : (index + 1) * HASH_BYTES])


def _left(count: int) -> int:
    """The largest power of two below `count`: where RFC 6962 splits."""
    return 1 << (count - 1).bit_length() - 1


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[start : start + HASH_BYTES] for start in range(0, len(hashes), HASH_BYTES)]
