"""Proofs out of a tree that keeps hardly anything, held against those of a whole one."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.ledger.sparse import BLOCK, SparseTree
from handrail_server.ledger.tree import Tree, leaf_hash, verify_inclusion

HASHES = [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(4 * BLOCK + 7)]
LEAVES = [leaf_hash(each) for each in HASHES]


def grown(size: int) -> tuple[SparseTree, Tree]:
    sparse, whole = SparseTree(), Tree(LEAVES[:size])
    for each in HASHES[:size]:
        sparse.take(each)
    return sparse, whole


@settings(max_examples=80, deadline=None)
@given(st.integers(1, len(LEAVES)), st.data())
def test_a_sparse_tree_proves_what_a_whole_one_proves(grew: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, grew))
    number = data.draw(st.integers(0, size - 1))
    sparse, whole = grown(grew)
    assert sparse.size == grew
    for block in sparse.needs((number,), size):
        sparse.lend(block, HASHES[block * BLOCK : min(grew, (block + 1) * BLOCK)])
    proof = sparse.inclusion(number, size)
    assert proof == whole.inclusion(number, size)
    assert verify_inclusion(LEAVES[number], number, size, proof, whole.root(size))


def test_what_was_not_lent_cannot_be_proved() -> None:
    sparse, _ = grown(BLOCK + 3)
    sparse.lend(0, HASHES[:BLOCK])
    sparse.give_back()
    with pytest.raises(KeyError):
        sparse.inclusion(5, BLOCK)
