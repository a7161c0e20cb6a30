"""A whole tree in a quarter of a byte a leaf: hashes below a height are made again from leaves that are lent.

For proofs beside a running server: a block of 256 leaves is one read of the store, and a proof needs one or two.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from handrail_server.ledger.tree import Tree, leaf_hash, node_hash

HEIGHT: Final = 8
BLOCK: Final = 1 << HEIGHT


class SparseTree(Tree):
    """Proofs of a large tree; `needs` says which blocks of leaves to `lend` first."""

    block: int = BLOCK

    def __init__(self) -> None:
        super().__init__()
        self._blocks = Tree()
        """Its leaves are the hashes of whole blocks."""
        self._rest: list[bytes] = []
        self._lent: dict[int, list[list[bytes]]] = {}

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._blocks.size * BLOCK + len(self._rest)

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash at the end."""
        self._rest.append(leaf)
        if len(self._rest) == BLOCK:
            self._blocks.append(_levels(self._rest)[-1][0])
            self._rest = []

    def take(self, fact_hash: bytes) -> None:
        """The hash of the fact with the next number."""
        self.append(leaf_hash(fact_hash))

    def needs(self, numbers: Iterable[int], size: int) -> tuple[int, ...]:
        """The blocks that must be lent to prove these leaves in the tree of the first `size`."""
        found = {number // BLOCK for number in numbers}
        if size % BLOCK:
            found.add(size // BLOCK)
        return tuple(sorted(found))

    def lend(self, block: int, fact_hashes: Sequence[bytes]) -> None:
        """The hashes of a block's facts, all that there are."""
        self._lent[block] = _levels([leaf_hash(each) for each in fact_hashes])

    def give_back(self) -> None:
        """Forget what was lent."""
        self._lent.clear()

    def _node(self, height: int, index: int) -> bytes:
        if height >= HEIGHT:
            return self._blocks._node(height - HEIGHT, index)  # noqa: SLF001  the same kind of tree, one storey up
        place = index << height
        return self._lent[place // BLOCK][height][(place % BLOCK) >> height]


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The hashes of all perfect subtrees, by height."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return levels
